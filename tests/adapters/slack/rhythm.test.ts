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

const buttons = {
  en: { one: "Change the next", all: "Change all", change: "Change", ask: "Ask how it was" },
  hi: { one: "अगला बदलें", all: "सब बदलें", change: "बदलें", ask: "पूछें कि कैसा रहा" },
} as const;

it("shows what recurs, risks, days off, what was held and a project's survey, with their forms, within Slack's limits, in both languages", async (test) => {
  await needsJudge(test);
  acme.addUser({ id: "U6", name: "ben", tz: "Europe/London" });
  const type = (text: string) => acme.command({ user: "U5", channel, text });
  const said = () => acme.ephemerals("U5", channel).at(-1);
  async function formOf(label: string, words: string): Promise<void> {
    const message = said();
    if (!message) throw new Error("nothing was said");
    await acme.click({ user: "U5", message, label });
    await formOpen(words);
  }
  async function formOpen(words: string): Promise<void> {
    const view = acme.openView("U5");
    expect(JSON.stringify(view?.body), words).toContain(words);
    if (view) acme.dismiss(view);
  }
  await type("team add @U6");
  await type("contact add @U1");
  for (const language of ["en", "hi"] as const) {
    const { one, all, change, ask } = buttons[language];
    await type(`settings language:${language}`);
    await type('request Book the hall client:ACME details:"By Friday"');
    const ref = language === "en" ? "ACME-1" : "ACME-2";
    await type(`repeat ${ref} every:"month on the 31st" due:3 estimate:2h`);
    await formOf(one, "By Friday");
    await type(`repeat only ${ref} title:"Book the big hall" who:@U6 details:none`);
    expect(said()?.text).toMatch(/^ACME-\d: /);
    await formOf(all, "month on the last Friday");
    for (const line of [`repeat move ${ref} 2026-12-30`, "repeat", `repeat end ${ref}`]) await type(line);

    await type("risk");
    await formOpen("likely");
    await type('risk "Their bank may close" client:ACME solution:"Open a second one" likely:high');
    await formOf(change, "Their bank may close");
    await type("risk list");

    await type("away");
    await formOpen("cover");
    await type("away @U6 2026-12-07 to 2026-12-11 cover:none");
    await formOf(change, "2026-12-07");
    for (const line of ["away list", "away cancel @U6 2026-12-08", "held"]) await type(line);

    await type("survey");
    await formOf(ask, "ACME-12");
    await type('survey send "Website relaunch" client:ACME');
    await world.settle();
    await type('survey withdraw "Website relaunch"');
  }
  await world.settle();
  const texts = acme.everything.map((shown) => JSON.stringify(shown)).join("\n");
  for (const words of ["How happy are you with Website relaunch?", "क्लाइंट के चैनल में", "केवल"])
    expect(texts).toContain(words);
  expect(await judge(acme.everything)).toEqual([]);
});
