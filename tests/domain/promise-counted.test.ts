import fc from "fast-check";
import { expect, test } from "vitest";
import type { Terms } from "../../src/domain/promise.ts";
import type { Request } from "../../src/domain/request.ts";
import { step, withHold } from "../../src/domain/transitions.ts";
import { workClock } from "../../src/domain/work-clock.ts";
import { defaultWorkingHours, isWorkingTime, type WorkingHours } from "../../src/time/business-hours.ts";
import { aPromise, asFiled, happens, later } from "../support/promises.ts";
import { aRequest } from "../support/requests.ts";

type Act = "block" | "other" | "lift" | "snooze" | "deliver" | "changes" | "start";
const acts = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 900 }),
    fc.constantFrom<Act>("block", "other", "lift", "snooze", "deliver", "changes", "start"),
    fc.integer({ min: 1, max: 4000 }),
  ),
  { maxLength: 7 },
);
const zones = fc.constantFrom("Asia/Kolkata", "America/New_York", "Europe/London", "Australia/Sydney");
const beginnings = fc.constantFrom("2026-10-23T04:30:00Z", "2026-10-30T17:00:00Z", "2027-03-26T02:00:00Z");
const awayFor = fc.option(fc.tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 1, max: 4000 })), {
  nil: undefined,
});

/** The request after one act, or as it was where that can't be done. */
function acted(request: Request, act: Act, now: Date, minutes: number): Request {
  const hold = { reason: "", solution: "", since: now } as const;
  switch (act) {
    case "block":
      return withHold(request, { kind: "blocked", on: "client", ...hold }, "asha", now);
    case "other":
      return withHold(request, { kind: "blocked", on: "other", ...hold }, "asha", now);
    case "lift":
      return withHold(request, null, "asha", now);
    case "snooze":
      return withHold(request, { kind: "snoozed", until: later(minutes, now), since: now }, "asha", now);
    default:
      return step(request, act, "asha", now) ?? request;
  }
}

/** Does the finish stand still at this minute? Told from the state alone. */
function stands({ stage, hold }: Request, minute: Date): boolean {
  if (stage === "delivered") return true;
  return hold?.kind === "snoozed" ? minute < hold.until : hold?.kind === "blocked" && hold.on === "client";
}

/** Whether a minute is worked: all of these hours and zones change on the half hour. */
function halfHours(hours: WorkingHours): (minute: Date) => boolean {
  const known = new Map<number, boolean>();
  return (minute) => {
    const half = Math.floor(minute.getTime() / 1_800_000);
    const found = known.get(half) ?? isWorkingTime(hours, new Date(half * 1_800_000));
    known.set(half, found);
    return found;
  };
}

test("the finish breaks when its minutes are up, counted one by one: worked, not away, nothing waited for", () => {
  fc.assert(
    fc.property(
      zones,
      beginnings,
      acts,
      fc.integer({ min: 1, max: 3 }),
      awayFor,
      (zone, from, history, days, off) => {
        const hours: WorkingHours = { ...defaultWorkingHours(zone), holidays: ["2026-10-26", "2027-03-29"] };
        const opened = new Date(from);
        const away = off
          ? { from: later(off[0], opened).getTime(), to: later(off[0] + off[1], opened).getTime() }
          : undefined;
        const work = workClock(hours, away ? [away] : [], opened);
        const promised = { ...aPromise, finish: { normal: days, important: null, urgent: null } };
        const worked = halfHours(hours);
        const terms = (now: Date): Terms => ({ promise: promised, work, now });
        const request = aRequest({ stage: "accepted", openedAt: opened });
        let now = opened;
        const states: { since: Date; request: Request }[] = [];
        const put = (next: Request): void => {
          states.push({ since: now, request: next });
        };
        put(asFiled(request, terms(now)));
        for (const [after, act, minutes] of history) {
          const before = states.at(-1)?.request ?? request;
          now = later(after, now);
          const next = acted(before, act, now, minutes);
          put(
            happens(before, next, act === "block" ? "blocked" : act, terms(now), "member", { on: "client" })
              .request,
          );
        }
        const last = states.at(-1)?.request ?? request;
        let left = days * 480;
        let state = 0;
        let minute = opened;
        for (; left > 0 && minute < later(40_000, opened); minute = later(1, minute)) {
          while (state + 1 < states.length && (states[state + 1]?.since ?? minute) <= minute) state += 1;
          const t = minute.getTime();
          const isAway = away !== undefined && away.from <= t && t < away.to;
          if (!worked(minute) || isAway) continue;
          if (!stands(states[state]?.request ?? request, minute)) left -= 1;
        }
        const { finish } = last.clocks;
        if (stands(last, later(40_000, opened))) expect(finish?.by).toBeNull();
        else expect(finish?.by?.toISOString()).toBe(left > 0 ? undefined : minute.toISOString());
      },
    ),
    { numRuns: 40 },
  );
});
