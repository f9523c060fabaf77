import { defineCommand } from "citty";
import { withDesk } from "../main.ts";
import { print, remark } from "./output.ts";

export const demo = defineCommand({
  meta: { name: "demo", description: "Load the sample desk into the web chat; again changes nothing" },
  run: () =>
    withDesk(async (desk, { WEB_PORT: port }) => {
      remark("Telling a week of Asha's desk…");
      const fresh = await desk.loadDemo();
      print(fresh ? "The sample desk is there." : "The sample desk was there already.");
      const people = (await desk.chat.demoPeople()).map(({ name, id }) => `${name} (@${id})`);
      print(`Start VA Desk and be one of ${people.join(", ")} on http://localhost:${port}`);
    }),
});
