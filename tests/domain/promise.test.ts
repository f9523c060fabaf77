import { expect, test } from "vitest";
import { clocksAnew, promisesDue, promisesTold, type Terms, wordOf } from "../../src/domain/promise.ts";
import type { Request } from "../../src/domain/request.ts";
import { step } from "../../src/domain/transitions.ts";
import { workClock } from "../../src/domain/work-clock.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { aPromise, asFiled, happens, later as laterThan } from "../support/promises.ts";
import { aRequest, dueAt } from "../support/requests.ts";

const kolkata = defaultWorkingHours("Asia/Kolkata");
/** Tuesday, 10:00 in Kolkata. */
const OPENED = new Date("2026-11-24T04:30:00Z");
const later = (minutes: number, from = OPENED) => laterThan(minutes, from);

const termsAt = (now: Date, changes: Partial<Terms> = {}): Terms => ({
  promise: aPromise,
  work: workClock(kolkata, [], OPENED),
  now,
  ...changes,
});
const filed = (changes: Partial<Request> = {}, terms = termsAt(OPENED)): Request =>
  asFiled(aRequest({ stage: "new", openedAt: OPENED, ...changes }), terms);

interface More {
  by?: "member" | "contact" | "bot";
  data?: Record<string, string | boolean>;
  terms?: Terms;
}
const then = (before: Request, after: Request, kind: string, now: Date, more: More = {}) =>
  happens(before, after, kind, more.terms ?? termsAt(now), more.by, more.data);

test("a promise is counted in working hours: 24 of them are three days, five days are a week", () => {
  const { clocks, promiseAt } = filed();
  // Tuesday 10:00: 7 h on Tuesday, 8 on Wednesday and Thursday, 1 on Friday.
  expect(clocks.answer?.by?.toISOString()).toBe("2026-11-27T04:30:00.000Z");
  expect(clocks.finish?.by?.toISOString()).toBe("2026-12-01T04:30:00.000Z");
  // 18 h of the 24.
  expect(promiseAt?.toISOString()).toBe("2026-11-26T06:30:00.000Z");
  expect(filed({ urgent: true }).clocks.answer?.by?.toISOString()).toBe("2026-11-24T08:30:00.000Z");
  expect(filed({ important: true }).clocks.answer?.by?.toISOString()).toBe("2026-11-25T04:30:00.000Z");
  // Where one is not promised of its own, the normal one is; a due date goes before the days.
  expect(filed({ important: true }).clocks.finish?.minutes).toBe(5 * 480);
  expect(filed({ due: dueAt("2026-11-26T11:30:00Z") }).clocks.finish?.by).toEqual(
    new Date("2026-11-26T11:30:00Z"),
  );
});

test("only a person's word to the client is an answer", () => {
  const answers = (
    kind: string,
    data?: Record<string, string | boolean>,
    by: "member" | "contact" = "member",
  ) => wordOf({ subject: "r", kind, ...(data ? { data } : {}) }, by);
  expect(answers("commented", { internal: false })).toBe("answer");
  expect(answers("commented", { internal: true })).toBe("none");
  expect(answers("deliver")).toBe("answer");
  expect(answers("blocked", { on: "client" })).toBe("answer");
  expect(answers("blocked", { on: "other" })).toBe("none");
  expect(answers("take")).toBe("accepted");
  for (const kind of ["edited", "marked", "estimated", "assigned", "snoozed", "reminded"])
    expect(answers(kind), kind).toBe("none");
  expect(answers("commented", { internal: false }, "contact")).toBe("question");
  expect(answers("changes", undefined, "contact")).toBe("question");
  expect(answers("cancel", undefined, "contact")).toBe("moot");

  const said = then(filed(), filed(), "commented", later(60), { data: { internal: true } });
  expect(said.request.clocks.answer?.endedAt).toBeNull();
  const bot = then(filed(), { ...filed(), stage: "done" }, "closed-unanswered", later(60), { by: "bot" });
  expect(bot.events.filter(({ data }) => data?.["clock"] === "first")).toEqual([]);
});

test("an answer ends the clock, kept or late, and a question starts the next; taking it on answers no question", () => {
  const start = filed();
  const taken = then(start, { ...start, stage: "accepted" }, "take", later(90));
  expect(taken.events).toEqual([
    {
      subject: start.id,
      kind: "clock-ended",
      data: {
        client: "acme",
        clock: "first",
        started: OPENED.getTime(),
        minutes: 90,
        kept: true,
        told: false,
      },
    },
  ]);
  const asked = then(taken.request, taken.request, "commented", later(120), {
    by: "contact",
    data: { internal: false },
  });
  expect(asked.request.clocks.answer).toMatchObject({ of: "next", endedAt: null });
  const again = then(asked.request, asked.request, "commented", later(180), {
    by: "contact",
    data: { internal: false },
  });
  // They wait since the first of their words.
  expect(again.request.clocks.answer).toEqual(asked.request.clocks.answer);
  const started = then(
    again.request,
    { ...again.request, stage: "in-progress" },
    "timer-started",
    later(200),
  );
  expect(started.request.clocks.answer?.endedAt).toBeNull();
  const week = later(7 * 1440);
  const told = then(started.request, started.request, "commented", week, { data: { internal: false } });
  expect(told.events[0]?.data).toMatchObject({ clock: "next", kept: false });
});

test("without a promise an answer is measured all the same, and nothing can break", () => {
  const none = termsAt(OPENED, { promise: null });
  const start = filed({}, none);
  expect(start).toMatchObject({ promiseAt: null, clocks: { finish: null } });
  const now = later(30);
  const said = then(start, start, "commented", now, {
    data: { internal: false },
    terms: { ...none, now },
  });
  expect(said.events[0]?.data).toMatchObject({ clock: "first", minutes: 30, kept: null });
});

test("a warning comes once, then its breaking once, and what is broken is not warned about", () => {
  const start = filed();
  const warn = new Date("2026-11-26T06:30:00Z");
  expect(promisesDue(start, later(-1, warn))).toEqual([]);
  const due = promisesDue(start, warn);
  expect(due.map(({ clock, what }) => [clock.of, what])).toEqual([["first", "warn"]]);
  const warned = { ...start, ...promisesTold(start, due, warn) };
  expect(promisesDue(warned, warn)).toEqual([]);
  // The finish is warned about at three quarters of five days, which is before the answer's promise breaks.
  expect(warned.promiseAt?.toISOString()).toBe("2026-11-27T04:30:00.000Z");
  const long = later(60 * 1440);
  const broken = promisesDue(warned, long);
  expect(broken.map(({ clock, what }) => [clock.of, what])).toEqual([
    ["first", "break"],
    ["finish", "break"],
  ]);
  const told = { ...warned, ...promisesTold(warned, broken, long) };
  expect(promisesDue(told, later(1, long))).toEqual([]);
  expect(told.promiseAt).toBeNull();
});

test("a level promises from when it was raised, only ever sooner; a due date moves the finish", () => {
  const start = filed();
  const raised = then(start, { ...start, urgent: true }, "marked", later(120)).request;
  // Four hours from noon.
  expect(raised.clocks.answer?.by?.toISOString()).toBe("2026-11-24T10:30:00.000Z");
  // Counted anew, as when somebody goes away, it is promised no sooner than it was.
  expect(clocksAnew(raised, true, termsAt(later(200))).clocks.answer?.by).toEqual(raised.clocks.answer?.by);
  const lowered = then(raised, { ...raised, urgent: false }, "marked", later(130)).request;
  expect(lowered.clocks.answer?.by).toEqual(raised.clocks.answer?.by);
  const dated = then(start, { ...start, due: dueAt("2026-11-25T11:30:00Z") }, "due-set", later(5)).request;
  expect(dated.clocks.finish?.by).toEqual(new Date("2026-11-25T11:30:00Z"));
  const undated = then(dated, { ...dated, due: null }, "due-set", later(6)).request;
  expect(undated.clocks.finish?.by).toEqual(start.clocks.finish?.by);
});

test("what was ready in time is kept, however late it is approved; a step taken back ended nothing", () => {
  const start = filed({ due: dueAt("2026-11-29T11:30:00Z") });
  // On the Sunday, outside working time, an hour before it is due.
  const at = new Date("2026-11-29T10:30:00Z");
  const delivered = then(start, step(start, "deliver", "asha", at) ?? start, "deliver", at).request;
  expect(delivered.clocks.finish?.by).toBeNull();
  const approval = new Date("2026-12-04T05:00:00Z");
  const approved = step(delivered, "approve", "jane", approval) ?? delivered;
  const done = then(delivered, approved, "approve", approval, { by: "contact" });
  expect(done.events.map(({ data }) => [data?.["clock"], data?.["kept"]])).toEqual([["finish", true]]);

  const closed = then(start, step(start, "done", "asha", later(60)) ?? start, "done", later(60)).request;
  const back = then(
    closed,
    { ...closed, stage: "accepted", doneAt: null, before: null },
    "undone",
    later(65),
  ).request;
  expect(back.clocks.finish).toMatchObject({ startedAt: OPENED, endedAt: null, by: start.clocks.finish?.by });
});

test("a promise stands as it was told, whatever hours are kept later; who never works promises nothing", () => {
  const start = filed();
  const night = { ...kolkata, spans: [{ weekday: 7, from: "02:00", to: "02:10" }] };
  const now = new Date("2026-11-26T06:30:00Z");
  const other = termsAt(now, { work: workClock(night, [], OPENED) });
  const said = then(start, start, "commented", now, { data: { internal: false }, terms: other });
  expect(said.events[0]?.data?.["kept"]).toBe(true);
  const never = termsAt(OPENED, { work: workClock({ ...kolkata, spans: [] }, [], OPENED) });
  expect(filed({}, never)).toMatchObject({
    promiseAt: null,
    clocks: { answer: { by: null }, finish: { by: null } },
  });
});

test("a changed promise counts for what runs, from when it began to run", () => {
  const start = filed();
  const now = later(60);
  const longer = { ...aPromise, answer: { normal: 32 * 60, important: null, urgent: null } };
  const anew = clocksAnew(start, true, termsAt(now, { promise: longer }));
  expect(anew.clocks.answer?.by?.toISOString()).toBe("2026-11-30T04:30:00.000Z");
  expect(clocksAnew(start, true, termsAt(now, { promise: null }))).toMatchObject({
    promiseAt: null,
    clocks: { answer: { by: null, endedAt: null }, finish: null },
  });
  const old = aRequest({ stage: "new", openedAt: OPENED });
  expect(clocksAnew(old, true, termsAt(now)).clocks.answer).toMatchObject({ of: "first", startedAt: OPENED });
  expect(clocksAnew(old, false, termsAt(now)).clocks.answer).toBeNull();
});
