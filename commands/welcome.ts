import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import * as v from "../src/view/build.ts";

/** The first words to somebody who installed the bot in a workspace: what comes next for them. */
export const welcome = defineCommand({
  name: "welcome",
  summary: (m) => m.install.welcome,
  examples: ["welcome"],
  who: ["anyone"],
  hidden: true,
  input: z.object({}),
  async runOpen({ m, here, people, narrowed }) {
    const { install } = m;
    const say = (...body: ReturnType<typeof v.text>[]) => ({
      to: "actor" as const,
      view: { title: install.welcome, body },
    });
    const known = (await people.desks()).length > 0;
    if (narrowed && known) return say(v.text(m.desk.linkFromHome));
    if (here) {
      return say(
        v.text(install.welcomeKnown),
        v.list([[v.typed('client add "Acme Ltd" code:ACME', "channel")], [v.typed("link ACME", "channel")]]),
      );
    }
    if (!(await people.anyDesk())) {
      if (narrowed) return say(v.text(m.errors.noDesk), v.text(m.errors.fromHome));
      const setUp = { label: install.setUp, verb: "setup", input: {}, style: "primary" } as const;
      return say(v.text(install.welcomeFirst), v.actions(setUp));
    }
    return say(
      v.text(install.welcomeStranger, " ", v.code("link"), " ", install.welcomeCode),
      v.text(install.welcomeClient),
    );
  },
});
