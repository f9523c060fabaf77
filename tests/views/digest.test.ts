import fc from "fast-check";
import { expect, test } from "vitest";
import { messageOf } from "../../adapters/slack/render/message.ts";
import { type Clock, noClocks } from "../../src/domain/clocks.ts";
import type { Client } from "../../src/domain/desk.ts";
import { digestOf, type Words } from "../../src/domain/digest.ts";
import type { PackageUse } from "../../src/domain/hours.ts";
import { type Request, stages } from "../../src/domain/request.ts";
import type { Risk } from "../../src/domain/risk.ts";
import type { Timer } from "../../src/domain/time-entry.ts";
import { weekAhead } from "../../src/domain/week-ahead.ts";
import { locales, messages } from "../../src/i18n/index.ts";
import type { Locale, View } from "../../src/view/nodes.ts";
import { renderText } from "../../src/view/render-text.ts";
import { digestView } from "../../src/views/digest.ts";
import { weekView } from "../../src/views/week-ahead.ts";
import { checkMessageBlocks } from "../fakes/slack/schema/check.ts";
import { aClient, aFollowUp, aMember, aRequest, NOW } from "../support/requests.ts";

const asha = aMember();
const period = { per: "month", from: "2026-11-01", to: "2026-11-30" } as const;
const long = (n: number): string => "ज़रूरी काम & <जल्दी> ".repeat(n);
const clients: Client[] = Array.from({ length: 20 }, (_, n) =>
  aClient({ id: `c${n}`, code: `CLIENT${n}`.slice(0, 8), name: long(20).slice(0, 300), language: "hi" }),
);
const packages = new Map<string, PackageUse>(
  clients.map((client) => [client.id, { period, used: 1190, of: 1200 }]),
);
const timer = { id: "asha", desk: "d1", client: "c1", request: null, startedAt: NOW } as Timer;

const promised = (of: Clock["of"]): Clock => ({
  ...{ of, startedAt: NOW, minutes: 60, due: null, head: 0, paused: 0, stands: null },
  ...{ by: NOW, warnAt: NOW, warnedAt: null, brokenAt: null, endedAt: null },
});
const date = fc.date({ min: new Date("2026-11-20"), max: new Date("2027-01-20"), noInvalidDate: true });
const request = fc.record({
  client: fc.constantFrom(...clients.map((client) => client.id)),
  title: fc.constant(long(20).slice(0, 300)),
  clocks: fc.constantFrom(noClocks, { answer: promised("next"), finish: promised("finish") }),
  requesterName: fc.constant(long(10)),
  due: fc.option(fc.record({ at: date, hasTime: fc.boolean() }), { freq: 8 }),
  estimate: fc.option(fc.integer({ min: 60, max: 40_000 })),
  urgent: fc.option(fc.boolean()),
  important: fc.boolean(),
  audience: fc.constantFrom("client" as const, "private" as const),
  stage: fc.constantFrom(...stages.slice(0, 5)),
  hold: fc.option(
    fc.record({
      kind: fc.constant("blocked" as const),
      on: fc.constantFrom("client" as const, "other" as const),
      reason: fc.constant(long(100)),
      solution: fc.constant(""),
      since: date,
    }),
  ),
});
const twoHundred = fc
  .array(request, { minLength: 200, maxLength: 200 })
  .map((list): Request[] => list.map((one, n) => aRequest({ ...one, number: n + 1 })));

const look = (locale: Locale) => ({
  desk: long(10),
  clients: new Map(clients.map((client) => [client.id, client])),
  reader: { locale, zone: "Asia/Kolkata" },
  now: NOW,
  m: messages(locale),
});

const manyRisks = Array.from(
  { length: 12 },
  (_, n): Risk => ({
    id: `d1.risk${n}`,
    desk: "d1",
    client: "acme",
    code: `r-${1000 + n}`,
    what: long(20),
    solution: long(20),
    likely: "high",
    audience: "client",
    openedBy: "asha",
    openedAt: NOW,
    closedAt: null,
    version: 0,
  }),
);

const manyHeld = Array.from({ length: 9 }, () => ({
  view: { title: long(20), body: [] },
  createdAt: NOW,
  reason: "quiet",
}));

const followUps = Array.from({ length: 30 }, (_, n) =>
  aFollowUp({ code: `f-${1000 + n}`, what: long(20), fromName: long(10) }),
);

function dayView(requests: readonly Request[], locale: Locale): View {
  const unanswered = new Map<string, Words>(requests.map((one) => [one.id, { by: long(10), at: NOW }]));
  const of = { member: asha, now: NOW, requests, clients, members: [asha], timer, packages, unanswered };
  return digestView(digestOf(of), {
    ...look(locale),
    packages,
    timerOn: "CLIENT1-1",
    late: NOW,
    covering: [],
    held: manyHeld,
    risks: manyRisks,
    followUps: { mine: followUps, me: "asha", nameOf: () => long(10) },
  });
}

/** Shrinking two hundred requests would take minutes. */
const runs = { numRuns: 8, endOnFailure: true };
const blocksOf = (view: View, locale: Locale) =>
  messageOf(view, { reader: look(locale).reader, now: NOW, readers: "one", command: "/va" }).blocks;
const endsWhole = (blocks: unknown): boolean => JSON.stringify(blocks).includes("/va requests");

test("two hundred requests at their longest fit into one Slack message to its last line", () => {
  fc.assert(
    fc.property(twoHundred, fc.constantFrom(...locales), (requests, locale) => {
      const blocks = blocksOf(dayView(requests, locale), locale);
      checkMessageBlocks(blocks);
      expect(endsWhole(blocks)).toBe(true);
    }),
    runs,
  );
});

test("what is not shown is counted, part by part", () => {
  fc.assert(
    fc.property(twoHundred, (requests) => {
      const text = renderText(dayView(requests, "en"), { locale: "en", zone: "Asia/Kolkata" }, NOW);
      for (const part of text.split("\n\n").slice(1)) {
        const [, all] = /\((\d+)\)$/m.exec(part) ?? [];
        const [, more = "0"] = /^(?:• )?\+(\d+) more$/m.exec(part) ?? [];
        const lines = part.match(/^(?:• )?(?:🔴 )?(?:CLIENT\S*-\d+ [^“]|[fr]-\d+ |ज़रूरी)/gm) ?? [];
        expect(lines.length + Number(more)).toBe(Number(all));
      }
    }),
    runs,
  );
});

test("every part of the day is in it, however much there is", () => {
  const [requests = []] = fc.sample(twoHundred, { numRuns: 1, seed: 11 });
  const { care, day, promise } = messages("en");
  const view = dayView(requests, "en");
  const text = renderText(view, look("en").reader, NOW);
  const headings = [
    ...Object.values(day.groups),
    day.wontFit,
    day.answers,
    day.waiting,
    day.packages,
    care.followUp.inDigest,
    promise.digest.heading,
  ];
  expect(headings.filter((heading) => !text.includes(`${heading} (`))).toEqual([]);
  expect(view.body.filter((node) => node.kind === "actions")).toHaveLength(1 + 1 + 5 + 3 + 1);
});

test("a week with two hundred requests fits into one Slack message to its last line", () => {
  fc.assert(
    fc.property(twoHundred, fc.constantFrom(...locales), (requests, locale) => {
      const shown = weekView(weekAhead(requests, asha, NOW), "Asia/Kolkata", look(locale));
      const blocks = blocksOf(shown, locale);
      checkMessageBlocks(blocks);
      expect(endsWhole(blocks)).toBe(true);
    }),
    runs,
  );
});
