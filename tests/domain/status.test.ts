import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forClient } from "../../src/domain/request.ts";
import {
  type ClientTime,
  type StatusInput,
  sinceOf,
  statusOf,
  timeForClient,
} from "../../src/domain/status.ts";
import { believed, newStatus, type StatusDraft } from "../../src/domain/status-draft.ts";
import type { TimeEntry } from "../../src/domain/time-entry.ts";
import { aRequest, dueAt } from "../support/requests.ts";

/** Friday 16:00 in New York. */
const NOW = new Date("2026-11-27T21:00:00Z");
const ZONE = "America/New_York";
const client = (changes: Parameters<typeof aRequest>[0]) => forClient(aRequest(changes), null);
const blocked = (on: "client" | "other", since: string) =>
  ({ kind: "blocked", on, reason: "the logo", solution: "the old one", since: new Date(since) }) as const;

function posted(week: string, at: string, told: Partial<StatusDraft["told"]> = {}): StatusDraft {
  const row = newStatus({ desk: "d1", client: "acme", week });
  return { ...row, state: "posted", endedAt: new Date(at), told: { ...row.told, ...told } };
}

const worked = (entry: string, minutes: number, more: Partial<ClientTime> = {}): ClientTime => ({
  entry,
  date: "2026-11-25",
  minutes,
  kind: "design",
  request: null,
  ...more,
});

const status = (input: Partial<StatusInput>) =>
  statusOf({ since: sinceOf(input.before ?? [], ZONE, NOW), requests: [], time: [], before: [], ...input });
const names = (list: readonly { number: number }[]) => list.map(({ number }) => number);

describe("a status tells", () => {
  it("the last seven local days when it is the first", () => {
    expect(sinceOf([], ZONE, NOW)).toEqual({ at: new Date("2026-11-21T05:00:00Z"), day: "2026-11-21" });
  });

  it("what came since the last one, and time that came late for any day since the first", () => {
    const before = [posted("2026-W47", "2026-11-20T21:00:00Z"), posted("2026-W46", "2026-11-13T21:00:00Z")];
    expect(sinceOf(before, ZONE, NOW)).toEqual({ at: new Date("2026-11-20T21:00:00Z"), day: "2026-11-07" });
  });

  it("what was left out, from the first one on", () => {
    const skipped = { ...posted("2026-W47", "2026-11-20T21:00:00Z"), state: "skipped" } as const;
    expect(sinceOf([skipped], ZONE, NOW)).toEqual({
      at: new Date("2026-11-14T05:00:00Z"),
      day: "2026-11-14",
    });
    const before = [skipped, posted("2026-W46", "2026-11-13T21:00:00Z")];
    expect(sinceOf(before, ZONE, NOW).at).toEqual(new Date("2026-11-13T21:00:00Z"));
  });

  it("no more than five weeks when it has been silent for longer", () => {
    const since = sinceOf([posted("2026-W20", "2026-05-15T20:00:00Z")], ZONE, NOW);
    expect(since).toEqual({ at: new Date("2026-10-24T04:00:00Z"), day: "2026-10-24" });
  });

  it("each request in its block, in the order that matters there", () => {
    const told = status({
      requests: [
        client({ number: 1, stage: "done", doneAt: new Date("2026-11-26T10:00:00Z") }),
        client({ number: 2, stage: "done", doneAt: new Date("2026-11-24T10:00:00Z") }),
        client({ number: 3, stage: "done", doneAt: new Date("2026-10-01T10:00:00Z") }),
        client({ number: 4, stage: "new" }),
        client({ number: 5, stage: "accepted", due: dueAt("2026-12-01T10:00:00Z") }),
        client({ number: 6, stage: "in-review" }),
        client({ number: 7, stage: "in-progress", due: dueAt("2026-12-09T10:00:00Z") }),
        client({ number: 8, stage: "accepted", hold: blocked("other", "2026-11-24T10:00:00Z") }),
        client({ number: 9, stage: "accepted", hold: blocked("client", "2026-11-23T10:00:00Z") }),
        client({ number: 10, stage: "delivered", deliveredAt: new Date("2026-11-22T10:00:00Z") }),
        client({ number: 11, stage: "cancelled" }),
      ],
    });
    expect(names(told.done)).toEqual([2, 1]);
    expect(names(told.next)).toEqual([7, 6, 5, 4]);
    expect(names(told.blocked)).toEqual([9, 8]);
    expect(names(told.decisions)).toEqual([10, 9]);
    expect(told.quiet).toBe(false);
  });

  it("nothing of a snooze", () => {
    const hold = { kind: "snoozed", until: new Date("2026-12-24T10:00:00Z"), since: NOW } as const;
    const told = status({ requests: [client({ number: 1, stage: "accepted", hold })] });
    expect(names(told.next)).toEqual([1]);
    expect(told.blocked).toEqual([]);
    expect(told.quiet).toBe(true);
  });

  it("hours by kind, the most first", () => {
    const told = status({
      time: [
        worked("a", 60),
        worked("b", 90, { kind: "admin" }),
        worked("c", 45),
        worked("d", 5, { kind: "" }),
      ],
    });
    expect(told.minutes).toBe(200);
    expect(told.byKind).toEqual([
      { kind: "design", minutes: 105 },
      { kind: "admin", minutes: 90 },
      { kind: "", minutes: 5 },
    ]);
    expect(told.told.time).toHaveLength(4);
  });

  it("of private work only how many and how long", () => {
    const secret = client({ number: 1, audience: "private", stage: "done", doneAt: NOW });
    const other = client({ number: 2, audience: "private", stage: "in-progress" });
    const waiting = client({
      number: 3,
      audience: "private",
      hold: blocked("client", "2026-11-24T10:00:00Z"),
    });
    const told = status({
      requests: [secret, other, waiting],
      time: [worked("a", 90, { request: other.id, kind: "party" })],
    });
    expect(told.private).toEqual({ items: 2, minutes: 90 });
    expect(told.byKind).toEqual([{ kind: null, minutes: 90 }]);
    expect([told.done, told.next, told.blocked, told.decisions]).toEqual([[], [], [], []]);
    expect(told.told.done).toEqual([secret.id]);
  });
});

describe("what is done is told once", () => {
  const last = new Date("2026-11-20T21:00:00Z");
  const done = (doneAt: Date) => client({ number: 1, stage: "done", doneAt });
  const lastWith = (told: string[]) => [posted("2026-W47", last.toISOString(), { done: told })];
  const minutesAfter = (minutes: number) => new Date(last.getTime() + minutes * 60_000);

  it("though the last status was made while it was being finished", () => {
    const late = done(minutesAfter(-1));
    expect(status({ requests: [late], before: lastWith([]) }).done).toEqual([late]);
    expect(status({ requests: [late], before: lastWith([late.id]) }).done).toEqual([]);
  });

  it("and again when it was reopened and finished once more", () => {
    const again = done(minutesAfter(60));
    expect(status({ requests: [again], before: lastWith([again.id]) }).done).toEqual([again]);
  });
});

describe("a correction", () => {
  const before = [
    posted("2026-W47", "2026-11-20T21:00:00Z", { time: [{ entry: "b", minutes: 30 }] }),
    posted("2026-W46", "2026-11-13T21:00:00Z", {
      time: [
        { entry: "a", minutes: 60 },
        { entry: "b", minutes: 20 },
      ],
    }),
  ];

  it("shows time that was changed, taken out or moved away after it was told, and is told once", () => {
    const request = client({ number: 7 });
    const time = [worked("a", 45, { request: request.id }), worked("b", 0), worked("c", 10)];
    const told = status({ requests: [request], time, before: before });
    expect(told.corrections).toEqual([
      { date: "2026-11-25", request, before: 60, after: 45 },
      { date: "2026-11-25", request: null, before: 30, after: 0 },
    ]);
    expect(told.minutes).toBe(10);
    const next = [{ ...posted("2026-W48", NOW.toISOString()), told: told.told }, ...before];
    expect(status({ requests: [request], time, before: next }).corrections).toEqual([]);
  });

  it("of private work is one number without day and name", () => {
    const secret = client({ number: 7, audience: "private" });
    const time = [worked("a", 45, { request: secret.id }), worked("b", 40, { request: secret.id })];
    const { corrections } = status({ requests: [secret], time, before: before });
    expect(corrections).toEqual([{ date: null, request: null, before: 90, after: 85 }]);
  });

  it("knows nothing of where moved time went", () => {
    const entry: TimeEntry = {
      id: "a",
      desk: "d1",
      code: "t-1",
      client: "beta",
      request: "d1.beta",
      person: "asha",
      date: "2026-11-11",
      minutes: 60,
      start: null,
      end: null,
      note: "Beta's launch",
      kind: "launch",
      source: "log",
      trimmed: false,
      createdAt: NOW,
      deletedAt: null,
      version: 0,
    };
    expect(timeForClient(entry, "acme")).toEqual({
      entry: "a",
      date: "2026-11-11",
      minutes: 0,
      kind: "",
      request: null,
    });
    expect(timeForClient(entry, "beta")).toMatchObject({ minutes: 60, kind: "launch" });
    expect(JSON.stringify(timeForClient(entry, "beta"))).not.toMatch(/asha|Beta's/);
  });
});

it("statuses add up to the time there is, however it is changed between them", () => {
  const since = sinceOf([], ZONE, NOW);
  const change = fc.record({ entry: fc.constantFrom("a", "b", "c", "d"), minutes: fc.nat(600) });
  const weeks = fc.array(fc.array(change, { maxLength: 6 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(weeks, (history) => {
      const now = new Map<string, number>();
      let before: StatusDraft[] = [];
      let total = 0;
      for (const [n, changes] of history.entries()) {
        for (const { entry, minutes } of changes) now.set(entry, minutes);
        const time = [...now].map(([entry, minutes]) => worked(entry, minutes));
        const made = status({ since, time, before: before });
        const corrected = made.corrections.reduce((sum, one) => sum + one.after - one.before, 0);
        total += made.minutes + corrected;
        before = [{ ...posted(`2026-W${10 + n}`, NOW.toISOString()), told: made.told }, ...before];
      }
      const real = [...now.values()].reduce((sum, minutes) => sum + minutes, 0);
      expect(total).toBe(real);
      expect([...believed(before).values()].reduce((sum, minutes) => sum + minutes, 0)).toBe(real);
    }),
  );
});
