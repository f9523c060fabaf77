import { afterEach, beforeEach, expect, it } from "vitest";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let acme: FakeSlack;
let channel: string;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ acme } = world);
  ({ channel } = await world.openDesk());
});
afterEach(() => world.close());

it("shows promises, working time and their forms and reports within Slack's limits, in both languages", async (test) => {
  await needsJudge(test);
  const type = (text: string) => acme.command({ user: "U5", channel, text });
  const said = () => acme.ephemerals("U5", channel).at(-1)?.text ?? "";
  for (const language of ["en", "hi"]) {
    await type(`settings language:${language}`);
    await type('promise ACME answer:"24h, important 8h, urgent 4h" finish:"5d, urgent 1d" told:yes');
    expect(said()).toContain("Acme Ltd");
    await type("settings client:ACME country:US-NY holidays:2026-12-24..2026-12-31");
    await type('settings for:desk hours:"Mon-Fri 9-13, 14-18; Sat 22:00-02:00" country:IN');
    for (const change of ["promise ACME", "settings", "settings client:ACME", "settings for:desk"]) {
      await type(change);
      const message = acme.ephemerals("U5", channel).at(-1);
      if (!message) throw new Error("nothing was said");
      await acme.click({ user: "U5", message, label: language === "en" ? "Change" : "बदलें" });
      const view = acme.openView("U5");
      expect(JSON.stringify(view?.body), change).toContain(change === "promise ACME" ? "24h" : "country");
      if (view) acme.dismiss(view);
    }
    await type("request Book the hall client:ACME");
    for (const report of ["report promises", "report health", "today", "show ACME-1"]) await type(report);
  }
  await world.settle();
  expect(await judge(acme.everything)).toEqual([]);
});
