import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { satisfactionOf, tally } from "../../src/domain/satisfaction.ts";
import type { Survey } from "../../src/domain/survey.ts";
import { createDownloads } from "../../src/downloads/serve.ts";
import { edgeHandler } from "../../src/http/edge.ts";
import { type Listener, listen } from "../../src/http/listener.ts";
import { actionsOf, openDesk, silent, viewOf, type World } from "../support/desk.ts";

let world: World;
let edge: Listener;
/** Acme answers 5, 4 and 3, each a month apart; Beta once, with a formula for words. */
beforeAll(async () => {
  world = await openDesk();
  const { stores, clock } = world;
  const downloads = createDownloads({ stores, clock, log: silent });
  edge = await listen(edgeHandler({ ready: async () => true }, { "/download": downloads }), {
    port: 0,
    variable: "PORT",
  });
  const answers = [
    ["2026-09-10", "jane", "acme", "ACME-1", "5", "Lovely work"],
    ["2026-10-10", "jane", "acme", "ACME-2", "4", ""],
    ["2026-11-10", "jane", "acme", "ACME-3", "3", "It came late"],
    ["2026-11-11", "raj", "beta", "BETA-1", "1", '=HYPERLINK("http://evil.test")'],
  ] as const;
  for (const [day, who, where, ref, score, words] of answers) {
    clock.set(`${day}T10:00:00Z`);
    await world.say(who, where, `request Job of ${day}`);
    await world.say("asha", "dm", `done ${ref}`);
    const open = await world.database.db.collection("surveys").findOne({ state: "asked" });
    await world.press(who, where, "survey", {
      id: String(open?._id),
      score,
      ...(words === "" ? {} : { words }),
    });
  }
  clock.set("2026-11-24T10:00:00Z");
});
afterAll(async () => {
  await edge.close();
  await world.close();
});

const report = (line = "report satisfaction") => world.say("asha", "dm", line);

test("satisfaction comes by client and month, with counts, response rate and words", async () => {
  const { text } = await report();
  expect(text).toContain("3.3 of 5");
  expect(text).toContain("4 of 4 (100 %)");
  expect(text).toMatch(/Acme Ltd.*2026-11.*3\.0 \*.*1\/1/);
  expect(text).toMatch(/Acme Ltd.*2026-09.*5\.0 \*.*1\/1/);
  expect(text).toContain("It came late");
  expect(text).toContain("* From fewer than 3 answers");
});

test("an average of fewer than three answers says so, and is not drawn", async () => {
  const { text } = await report("report satisfaction client:BETA");
  expect(text).toContain("1.0 of 5, but from 1 answer only");
  const charts = async (line: string) =>
    viewOf(await report(line)).body.flatMap((node) => (node.kind === "chart" ? [node.chart] : []));
  expect(await charts("report satisfaction client:BETA")).toEqual([]);
  expect((await charts("report satisfaction")).map(({ unit, bars }) => [unit, bars])).toEqual([
    ["score", [{ label: "Acme Ltd", value: 4 }]],
  ]);
});

test("as a CSV it comes once more, and no cell runs as a formula", async () => {
  const button = actionsOf(viewOf(await report())).find(({ label }) => label.includes("CSV"));
  const { text } = await world.press("asha", "dm", button?.verb ?? "", { ...button?.input });
  const path = /\/download\/[\w-]+/.exec(text)?.[0] ?? "";
  const answer = await fetch(`http://127.0.0.1:${edge.port}${path}`, { headers: { connection: "close" } });
  expect(answer.headers.get("content-disposition")).toContain("satisfaction-2026-09.csv");
  const csv = await answer.text();
  expect(csv).toContain("2026-09-10,ACME,Satisfaction,ACME-1,Jane,answered,5,Lovely work,2026-09-10");
  expect(csv).toContain("'=HYPERLINK");
});

test("only owners read it", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await world.say("asha", "dm", "team add @ben");
  for (const [who, where] of [
    ["ben", "dm"],
    ["jane", "acme"],
  ] as const)
    expect((await world.say(who, where, "report satisfaction")).text).toContain("Only the owner");
});

test("bad input gets clear words", async () => {
  for (const [line, words] of [
    ["report banana", "is not one of: satisfaction"],
    ["report satisfaction months:0", "not a number of months"],
    ["report satisfaction months:99", "not a number of months"],
    ["report satisfaction client:NOPE", "no client NOPE"],
  ] as const)
    expect((await report(line)).text, line).toContain(words);
});

const survey = fc.record({
  client: fc.constantFrom("a", "b", "c"),
  kind: fc.constantFrom("csat" as const, "nps" as const),
  state: fc.constantFrom("asked" as const, "answered" as const, "withdrawn" as const, "expired" as const),
  value: fc.integer({ min: 0, max: 10 }),
  askedAt: fc.date({ min: new Date("2026-01-01"), max: new Date("2026-12-31"), noInvalidDate: true }),
});

test("whatever was answered, the rows add up to the whole, and a score stays on its scale", () => {
  fc.assert(
    fc.property(
      fc.array(survey, { maxLength: 60 }),
      fc.constantFrom("UTC", "Asia/Kolkata"),
      (drawn, zone) => {
        const surveys = drawn.map(({ value, ...one }): Survey => {
          const score = one.state !== "answered" ? null : one.kind === "csat" ? 1 + (value % 5) : value;
          return { ...one, score, words: "", answeredAt: null } as Survey;
        });
        const { rows, all } = satisfactionOf(surveys, zone);
        for (const kind of ["csat", "nps"] as const) {
          const sum = (of: "asked" | "answered") => rows.reduce((total, row) => total + row[kind][of], 0);
          expect(sum("asked")).toBe(all[kind].asked);
          expect(sum("answered")).toBe(all[kind].answered);
          for (const { score, few, answered } of rows.map((row) => row[kind])) {
            expect(few).toBe(answered < 3);
            expect(score === undefined).toBe(answered === 0);
            if (score === undefined) continue;
            const [least, most] = kind === "csat" ? [1, 5] : [-100, 100];
            expect(score >= least && score <= most).toBe(true);
          }
        }
      },
    ),
  );
  expect(
    tally(
      "nps",
      [9, 10, 7, 0].map((score) => ({ kind: "nps", state: "answered", score }) as Survey),
    ).score,
  ).toBe(25);
});
