import fc from "fast-check";
import { expect, test } from "vitest";
import { type RankHours, rank } from "../../src/domain/priority.ts";
import { type Request, stages } from "../../src/domain/request.ts";
import { timeLeft } from "../../src/domain/time-left.ts";
import {
  addWorkingMinutes,
  defaultWorkingHours,
  workingMinutesBetween,
} from "../../src/time/business-hours.ts";
import { aRequest, dueAt, NOW } from "../support/requests.ts";

const kolkata = defaultWorkingHours("Asia/Kolkata");
const none = { goals: "", packageLeft: null };
const hours: RankHours = { member: kolkata, client: () => none };
const ranked = (...requests: Request[]) => rank(requests, NOW, hours);
const kinds = (request: Request, with_: RankHours = hours) =>
  rank([request], NOW, with_)[0]?.reasons.map((reason) => reason.kind);

test("what is due today is urgent, what is due in two weeks is not", () => {
  const today = aRequest({ number: 1, due: dueAt("2026-11-24T11:30:00Z") });
  const later = aRequest({ number: 2, due: dueAt("2026-12-08T11:30:00Z") });
  expect(ranked(later, today).map((r) => [r.request.number, r.quadrant, r.place])).toEqual([
    [1, "delegate", 1],
    [2, "later", 2],
  ]);
  expect(kinds(today)).toEqual(["tight"]);
  expect(kinds(later)).toEqual(["time"]);
});

test("a long job is urgent days before a short one with the same due date", () => {
  const due = dueAt("2026-11-27T11:30:00Z");
  const long = aRequest({ number: 1, due, estimate: 16 * 60 });
  const short = aRequest({ number: 2, due, estimate: 15 });
  expect(ranked(short, long).map((r) => [r.request.number, r.quadrant])).toEqual([
    [1, "delegate"],
    [2, "later"],
  ]);
});

test("urgent and important is done first, important alone is scheduled", () => {
  const both = aRequest({ number: 1, urgent: true, important: true });
  const important = aRequest({ number: 2, important: true });
  expect(ranked(important, both).map((r) => r.quadrant)).toEqual(["do-first", "schedule"]);
  expect(kinds(both)).toEqual(["urgent", "important"]);
  expect(kinds(important)).toEqual(["no-due", "important"]);
});

test("marked not urgent stays out of the hurry, until it is overdue", () => {
  const calm = aRequest({ urgent: false, due: dueAt("2026-11-24T11:30:00Z") });
  expect(ranked(calm)[0]?.quadrant).toBe("later");
  expect(kinds(calm)).toEqual(["time", "not-urgent"]);
  expect(ranked({ ...calm, due: dueAt("2026-11-24T09:00:00Z") })[0]?.quadrant).toBe("delegate");
});

test("the client's goals, changes asked for and a missing answer make work important", () => {
  const goals: RankHours = {
    member: kolkata,
    client: () => ({ goals: "Grow the newsletter; launch in June", packageLeft: 90 }),
  };
  const letter = aRequest({ title: "Write Newsletter for March" });
  expect(kinds(letter, goals)).toEqual(["no-due", "goal", "package"]);
  expect(rank([letter], NOW, goals)[0]?.quadrant).toBe("schedule");
  expect(kinds(aRequest({ title: "Newsletters" }), goals)).toEqual(["no-due"]);
  const back = aRequest({
    stage: "in-progress",
    deliveredAt: new Date("2026-11-20"),
    changes: [{ text: "Shorter", by: "jane", at: new Date("2026-11-21") }],
  });
  expect(kinds(back)).toEqual(["no-due", "changes"]);
  const unanswered = aRequest({ stage: "new", openedAt: new Date("2026-11-20T05:00:00Z") });
  expect(kinds(unanswered)).toEqual(["no-due", "unanswered"]);
  const fresh = aRequest({ stage: "new", openedAt: new Date("2026-11-24T05:00:00Z") });
  expect(kinds(fresh)).toEqual(["no-due"]);
});

test("a weekend passed is no answer missed: only working time counts", () => {
  const monday = new Date("2026-11-23T05:00:00Z");
  const friday = aRequest({ stage: "new", openedAt: new Date("2026-11-20T11:00:00Z") });
  expect(rank([friday], monday, hours)[0]?.reasons.map((r) => r.kind)).toEqual(["no-due"]);
});

test("what waits for somebody or for later is not ranked", () => {
  const since = NOW;
  const blocked = { kind: "blocked", on: "client", reason: "?", solution: "", since } as const;
  expect(
    ranked(
      aRequest({ hold: blocked }),
      aRequest({ hold: { kind: "snoozed", until: new Date("2026-11-25"), since } }),
      aRequest({ stage: "delivered" }),
      aRequest({ stage: "done" }),
    ),
  ).toEqual([]);
  expect(ranked(aRequest({ hold: { kind: "snoozed", until: new Date("2026-11-24"), since } }))).toHaveLength(
    1,
  );
});

const date = fc.date({ min: new Date("2026-09-01"), max: new Date("2027-09-01"), noInvalidDate: true });
const request: fc.Arbitrary<Request> = fc
  .record({
    number: fc.integer({ min: 1, max: 9999 }),
    title: fc.string({ maxLength: 30, unit: "grapheme" }),
    due: fc.option(fc.record({ at: date, hasTime: fc.boolean() })),
    estimate: fc.option(fc.integer({ min: 1, max: 40_000 })),
    urgent: fc.option(fc.boolean()),
    important: fc.boolean(),
    stage: fc.constantFrom(...stages.slice(0, 4)),
    openedAt: fc.date({ min: new Date("2026-08-01"), max: NOW, noInvalidDate: true }),
  })
  .map(aRequest);
const several = fc.uniqueArray(request, { maxLength: 25, selector: (r) => r.id });

test("the order things come in makes no difference", () => {
  const shuffled = several.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(rank(other, NOW, hours)).toEqual(rank(list, NOW, hours));
    }),
    { numRuns: 60 },
  );
});

test("every request has its place once, with a reason", () => {
  fc.assert(
    fc.property(several, (list) => {
      const result = rank(list, NOW, hours);
      expect(result.map((r) => r.place)).toEqual(list.map((_, i) => i + 1));
      expect(new Set(result.map((r) => r.request.id)).size).toBe(list.length);
      expect(result.every((r) => r.reasons.length > 0)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("due sooner, all else equal, never ranks lower", () => {
  fc.assert(
    fc.property(request, date, date, several, (one, a, b, others) => {
      const [sooner, later] = a <= b ? [a, b] : [b, a];
      const place = (at: Date) => {
        const mine = { ...one, id: "d1.mine", due: { at, hasTime: true } };
        const found = rank([...others, mine], NOW, hours).find((r) => r.request.id === mine.id);
        return found?.place ?? 0;
      };
      expect(place(sooner)).toBeLessThanOrEqual(place(later));
    }),
    { numRuns: 150 },
  );
});

test("odd data is ranked too", () => {
  const odd = [
    aRequest({ number: 1, due: { at: new Date(Number.NaN), hasTime: true } }),
    aRequest({ number: 2, estimate: -5, openedAt: new Date(Number.NaN) }),
    aRequest({ number: 3, due: dueAt("9999-12-31T00:00:00Z"), estimate: Number.MAX_SAFE_INTEGER }),
    aRequest({ number: 4, due: dueAt("0001-01-01T00:00:00Z"), title: "" }),
  ];
  for (const member of [kolkata, { ...kolkata, spans: [] }, { ...kolkata, zone: "Nowhere/Land" }]) {
    expect(rank(odd, NOW, { member, client: () => undefined })).toHaveLength(4);
  }
});

test("laid-out time says what counting says", () => {
  const left = timeLeft(kolkata, NOW);
  fc.assert(
    fc.property(fc.date({ min: NOW, max: new Date("2027-01-20"), noInvalidDate: true }), (at) => {
      expect(left.until(at, 0)).toBe(workingMinutesBetween(kolkata, NOW, at));
    }),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), (minutes) => {
      expect(left.after(left.endOfToday, minutes)).toEqual(
        addWorkingMinutes(kolkata, left.endOfToday, minutes),
      );
    }),
    { numRuns: 100 },
  );
  expect(timeLeft({ ...kolkata, spans: [] }, NOW).after(NOW, 1)).toBeUndefined();
  expect(left.after(NOW, 200 * 8 * 60)).toEqual(addWorkingMinutes(kolkata, NOW, 200 * 8 * 60));
  expect(left.after(NOW, 400 * 8 * 60)).toBeUndefined();
  expect(left.today).toBe(90);
});

test("a promise that is broken or soon to be makes work important, and a promised finish counts as a due date", () => {
  const clock = {
    ...{ of: "first" as const, startedAt: NOW, minutes: 60, due: null, head: 0, paused: 0, stands: null },
    ...{ warnAt: later(-10), by: later(10), warnedAt: null, brokenAt: null, endedAt: null },
  };
  const soon = aRequest({ stage: "new", clocks: { answer: clock, finish: null } });
  expect(ranked(soon)[0]).toMatchObject({
    quadrant: "schedule",
    reasons: [{ kind: "no-due" }, { kind: "promise", clock: "first", broken: false }],
  });
  const calm = aRequest({ stage: "new", clocks: { answer: { ...clock, warnAt: later(5) }, finish: null } });
  // What is promised decides what is too long, not the usual day.
  expect(kinds({ ...calm, openedAt: new Date("2026-11-20T05:00:00Z") })).toEqual(["no-due"]);
  const answered = aRequest({ clocks: { answer: { ...clock, endedAt: NOW }, finish: null } });
  expect(kinds(answered)).toEqual(["no-due"]);
  const finish = { ...clock, of: "finish" as const, warnAt: later(60), by: later(90) };
  expect(ranked(aRequest({ clocks: { answer: null, finish } }))[0]).toMatchObject({
    quadrant: "delegate",
    reasons: [{ kind: "tight", left: 90 }],
  });
});

const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
