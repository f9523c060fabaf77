import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
  world.platform.people.set("ben", { name: "Ben", zone: "Europe/London" });
  await asha("team add @ben");
  await world.settle();
});
afterEach(() => world.close());

const asha = (line: string, where = "dm") => world.say("asha", where, line);
const ben = (line: string) => world.say("ben", "dm", line);
const dm = (who: string) => world.platform.textIn(`fake|w|dm-${who}`);

describe("days off of somebody else", () => {
  test("an owner notes, changes and takes back, and they are told", async () => {
    await world.say("jane", "acme", "request Write the report");
    const said = await asha("away @ben 2026-12-07 to 2026-12-11 cover:@asha");
    for (const words of ["Ben's days off are noted", "Mon 7 Dec – Fri 11 Dec", "Asha gets Ben's work"])
      expect(said.text).toContain(words);
    await world.settle();
    expect(dm("ben")).toContain("Asha noted days off for you");
    // Who does it needn't be told.
    expect(dm("asha")).not.toContain("You cover for Ben");
    expect((await ben("away list")).text).toContain("Ben · Mon 7 Dec – Fri 11 Dec · Cover: Asha");
    expect((await asha('away edit @ben to:"10 Dec"')).text).toContain("Ben's days off are changed");
    const form = formOf(await world.pressLabel("asha", "dm", await asha("away list"), "Change"));
    expect(form.fields.find(({ key }) => key === "cover")?.options?.map(({ label }) => label)).toEqual([
      "nobody",
      "Asha",
    ]);
    await world.submit("asha", "dm", form, { to: "9 Dec", cover: "nobody" });
    expect((await ben("away list")).text).toContain("Mon 7 Dec – Wed 9 Dec · Cover: nobody");
    expect((await asha("away cancel @ben 8 Dec")).text).toContain("Ben's days off are taken back");
    await world.settle();
    expect(dm("ben")).toContain("Asha took your days off back");
    expect((await asha("away cancel @ben 8 Dec")).text).toContain("Ben has no days off planned for 8 Dec");
  });

  test("a form asks an owner whose they are", async () => {
    const form = formOf(await asha("away @ben"));
    const whose = form.fields.find(({ key }) => key === "for");
    expect(whose?.options?.find(({ value }) => value === whose.value)?.label).toBe("Ben");
    const said = await world.submit("asha", "dm", form, { from: "7 Dec", cover: whose?.value ?? "" });
    expect(said.text).toContain("Somebody else has to cover for Ben");
    expect((await world.submit("asha", "dm", form, { from: "7 Dec" })).text).toContain(
      "Ben's days off are noted",
    );
  });

  test("nobody but an owner notes or changes, and they are told who may", async () => {
    await asha("away 2026-12-07");
    const { id } =
      (await world.database.db.collection("members").findOne({ name: "Asha" }))?.["away"][0] ?? {};
    for (const said of [
      await ben("away @asha 2026-12-08"),
      await ben("away cancel @asha 2026-12-07"),
      await world.press("ben", "dm", "away", { what: "cancel", of: id }),
    ])
      expect(said.text).toContain("Only an owner notes days off for somebody else");
    expect(formOf(await ben("away")).fields.map(({ key }) => key)).toEqual(["from", "to", "cover"]);
    expect((await ben("away @ben 2026-12-14")).text).toContain("Your days off are noted");
    expect((await asha("away @nobody 2026-12-08")).text).toContain("I can't find @nobody");
  });
});
