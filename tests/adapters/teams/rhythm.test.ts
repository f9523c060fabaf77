import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { messages } from "../../../src/i18n/index.ts";
import { APP_ID, type Person, TENANT } from "../../fakes/teams/index.ts";
import { judgedByTeams } from "../../support/teams-schema.ts";
import { ACME, acme, asha, type Bench, direct, openTeamsDesk, personal } from "./bench.ts";
import { type Dialog, dialogIn } from "./dialog.ts";
import { found, pressed } from "./press.ts";

const ben: Person = { name: "Ben", zone: "Europe/London" };
let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
  await bench.say(ben, personal, "help");
  await bench.say(asha, acme, "", {
    text: "<at>VA Desk</at> team add <at>Ben</at> role:assistant",
    entities: [
      { type: "mention", text: "<at>VA Desk</at>", mentioned: { id: `28:${APP_ID}`, name: "VA Desk" } },
      { type: "mention", text: "<at>Ben</at>", mentioned: { id: `29:${TENANT}-Ben`, name: "Ben" } },
    ],
  });
  await bench.seen(direct(asha), "Ben is on the team");
}, 60_000);
afterAll(() => bench.stop());

/** Asha types it to the bot, and something in which this stands is answered. */
async function typed(line: string, answer: string) {
  await bench.say(asha, personal, line);
  await bench.seen(direct(asha), answer);
  return found(bench, direct(asha), answer);
}
const opened = async (on: Awaited<ReturnType<typeof typed>>, label: string): Promise<Dialog> =>
  dialogIn(await pressed(bench, asha, on, label));
async function sent({ data, values }: Dialog, filled: Record<string, string>): Promise<string> {
  const value = { data: { ...data, ...values, ...filled }, context: {} };
  const { status, body } = await bench.invoke(asha, personal, "task/submit", value);
  expect(status).toBe(200);
  return JSON.stringify(body);
}

test.for(["en", "hi"] as const)(
  "in %s, what recurs, risks, days off, what was held and a project's survey are dialogs and cards that Teams can show",
  async (language) => {
    const { desk, repeat, away: off, calm, care } = messages(language);
    const { only: one, change: all } = repeat.buttons;
    const ask = care.survey.form.title;
    const n = language === "en" ? 1 : 2;
    await typed(`settings language:${language}`, desk.settingsSaved);
    await typed(`repeat ACME-1 every:"${n} months on the 31st" estimate:2h`, `"${one}"`);
    const next = await opened(found(bench, direct(asha), `"${one}"`), one);
    expect(next.values["f.title"]).toBe("Fix the invoice template");
    expect(await sent(next, { "f.title": `Fix template ${n}`, "f.estimate": "45m" })).toContain(
      `Fix template ${n}`,
    );
    await typed("repeat show ACME-1", `Fix template ${n}`);
    const series = await opened(found(bench, direct(asha), `"${all}"`), all);
    expect(series.values["f.title"]).toBe("Fix the invoice template");

    await typed(`risk "Bank ${n}" client:ACME solution:"Open a second one"`, `Bank ${n}`);
    const risk = await opened(found(bench, direct(asha), `Bank ${n}`), messages(language).risk.buttons.edit);
    expect(risk.values["f.solution"]).toBe("Open a second one");
    expect(await sent(risk, { "f.solution": "Wait and see" })).toContain("Wait and see");

    await typed(`away 2026-12-0${n}`, off.planned);
    const away = await opened(await typed("away list", off.list), off.buttons.edit);
    expect(away.values["f.from"]).toBe(`2026-12-0${n}`);
    expect(await sent(away, { "f.to": "2026-12-05" })).toContain("5");
    await typed(`away cancel 2026-12-0${n}`, off.cancelled);
    await typed("held", calm.none);

    const survey = await opened(await typed("survey", `"${ask}"`), ask);
    expect(survey.words).toContain("Jane · ACME");
    await typed(`survey send "Relaunch ${n}" client:ACME`, `Relaunch ${n}`);
    await vi.waitFor(() => found(bench, ACME, `Relaunch ${n}`), { timeout: 20_000 });
    await bench.say(asha, personal, `survey withdraw "Relaunch ${n}"`);
    await vi.waitFor(() => expect(() => found(bench, ACME, `Relaunch ${n}?`)).toThrow(), { timeout: 20_000 });
  },
);

test("every card that was ever said is one that Teams can show", () => {
  const cards = bench.fake.posted.flatMap(({ activity }) =>
    ((activity["attachments"] ?? []) as { content: object }[]).map(({ content }) => content),
  );
  expect(cards.length).toBeGreaterThan(20);
  cards.forEach(judgedByTeams);
});
