import fc from "fast-check";
import { expect, test } from "vitest";
import { type DigestInput, digestOf, isMine, type Words } from "../../src/domain/digest.ts";
import type { PackageUse } from "../../src/domain/hours.ts";
import { isHeld } from "../../src/domain/priority.ts";
import { type Request, stages } from "../../src/domain/request.ts";
import type { Timer } from "../../src/domain/time-entry.ts";
import { aClient, aMember, aRequest, dueAt, NOW } from "../support/requests.ts";

const asha = aMember();
const ben = aMember({ person: "ben", name: "Ben", role: "assistant", clients: ["acme"] });
const sue = aMember({ person: "sue", name: "Sue", role: "subcontractor" });
const members = [asha, ben, sue];
const acme = aClient();
const beta = aClient({ id: "beta", code: "BETA", name: "Beta Corp", lead: null });
const month = { per: "month", from: "2026-11-01", to: "2026-11-30" } as const;

const day = (requests: readonly Request[], more: Partial<DigestInput> = {}) =>
  digestOf({
    member: asha,
    now: NOW,
    requests,
    clients: [acme, beta],
    members,
    timer: undefined,
    packages: new Map(),
    unanswered: new Map(),
    ...more,
  });
const ids = (list: readonly { request: Request }[]) => list.map(({ request }) => request.id);
const blocked = (on: "client" | "other", since: string): Request["hold"] => ({
  kind: "blocked",
  on,
  reason: "?",
  solution: "",
  since: new Date(since),
});

test("unassigned work is the lead's, or the owners' where no lead can care for it; so somebody always cares", () => {
  const open = aRequest({ assignee: null });
  const caring = (client: typeof acme, team = members) =>
    team
      .filter((member) => isMine({ ...open, client: client.id }, member, client, team, NOW))
      .map((m) => m.person);
  expect(caring(aClient({ lead: "ben" }))).toEqual(["ben"]);
  expect(caring(aClient({ lead: null }))).toEqual(["asha"]);
  expect(caring(aClient({ lead: "sue" }))).toEqual(["asha"]);
  expect(caring(aClient({ lead: "somebody who left" }))).toEqual(["asha"]);
  // Ben leads Beta but doesn't serve it any more.
  expect(caring({ ...beta, lead: "ben" })).toEqual(["asha"]);
  expect(caring(aClient({ archivedAt: NOW }))).toEqual([]);
});

test("while somebody is away, who covers for them cares for what is theirs, at the clients they serve", () => {
  const off = { id: "a1", from: "2026-11-23", to: "2026-11-27", cover: "ben" };
  const team = [aMember({ away: [off] }), ben, sue];
  const caring = (request: Request, client = acme) =>
    team.filter((member) => isMine(request, member, client, team, NOW)).map((m) => m.person);
  expect(caring(aRequest({ assignee: "asha" }))).toEqual(["asha", "ben"]);
  expect(caring(aRequest({ assignee: null }))).toEqual(["asha", "ben"]);
  expect(caring(aRequest({ assignee: "sue" }))).toEqual(["sue"]);
  expect(caring(aRequest({ assignee: "asha", client: "beta" }), beta)).toEqual(["asha"]);
});

test("what is assigned is the assignee's alone, and only of clients they serve", () => {
  const of = (request: Request, client = acme) =>
    members.filter((member) => isMine(request, member, client, members, NOW)).map((m) => m.person);
  expect(of(aRequest({ assignee: "sue" }))).toEqual(["sue"]);
  expect(of(aRequest({ assignee: "ben", client: "beta" }), beta)).toEqual([]);
});

test("the longest unanswered comes first: filed, sent back, or said; what was heard is not owed", () => {
  const filed = aRequest({ stage: "new", openedAt: new Date("2026-11-23T12:00:00Z"), requesterName: "Jane" });
  const back = aRequest({
    stage: "in-progress",
    deliveredAt: new Date("2026-11-20"),
    changes: [{ text: "Shorter", by: "jane", at: new Date("2026-11-21T09:00:00Z") }],
  });
  const said = aRequest({ stage: "in-progress" });
  const replied = aRequest({ hold: blocked("client", "2026-11-22T09:00:00Z") });
  const heard = aRequest({ hold: blocked("client", "2026-11-24T09:00:00Z") });
  const thanked = aRequest({ stage: "delivered", deliveredAt: new Date("2026-11-24T09:30:00Z") });
  const jane = (at: string): Words => ({ by: "Jane", at: new Date(at) });
  const { answers } = day([filed, back, said, replied, heard, thanked], {
    unanswered: new Map([
      [said.id, jane("2026-11-22T08:00:00Z")],
      [replied.id, jane("2026-11-24T08:00:00Z")],
      [heard.id, jane("2026-11-24T08:00:00Z")],
      [thanked.id, jane("2026-11-24T09:00:00Z")],
    ]),
  });
  expect(answers.map(({ request, kind, by }) => [request.id, kind, by])).toEqual([
    [back.id, "changes", null],
    [said.id, "words", "Jane"],
    [filed.id, "new", "Jane"],
    [replied.id, "words", "Jane"],
  ]);
});

test("what waits is listed apart, the longest wait first, and nothing that waits is forgotten", () => {
  const approval = aRequest({ stage: "delivered", deliveredAt: new Date("2026-11-22T08:00:00Z") });
  const onClient = aRequest({ hold: blocked("client", "2026-11-20T08:00:00Z") });
  const onOther = aRequest({ hold: blocked("other", "2026-11-23T08:00:00Z") });
  const asleep = aRequest({ hold: { kind: "snoozed", until: new Date("2026-11-26"), since: NOW } });
  const found = day([approval, asleep, onOther, onClient]);
  expect(found.waiting.map(({ request, kind }) => [request.id, kind])).toEqual([
    [onClient.id, "client"],
    [approval.id, "approval"],
    [onOther.id, "other"],
  ]);
  expect(found).toMatchObject({ asleep: 1, ranked: [], empty: false });
});

// At NOW, 15:30 in Kolkata, 90 minutes are left of the working day; 81 of them may be planned.
test("what has to be done today and does not fit is named, with a time at which it can be ready", () => {
  const today = dueAt("2026-11-24T11:30:00Z");
  const first = aRequest({ due: today, estimate: 60, important: true });
  const second = aRequest({ due: today, estimate: 45 });
  const small = aRequest({ due: today, estimate: 20, urgent: false });
  const found = day([second, small, first]);
  expect(found.today).toEqual({ needed: 125, free: 81 });
  expect(ids(found.wontFit)).toEqual([second.id]);
  // Fifty minutes into the next working day, which begins at 03:30 UTC, and then the next half hour.
  expect(found.wontFit[0]).toMatchObject({ minutes: 45, proposed: new Date("2026-11-25T04:30:00Z") });
});

test("of long work only the part is needed today that the days until it is due don't hold", () => {
  const tomorrowEvening = dueAt("2026-11-25T11:30:00Z");
  const fits = aRequest({ due: tomorrowEvening, estimate: 8 * 60 + 81 });
  expect(day([fits])).toMatchObject({ today: { needed: 81, free: 81 }, wontFit: [] });
  const over = day([{ ...fits, estimate: 8 * 60 + 82 }]);
  expect(over.wontFit).toHaveLength(1);
  expect(over.wontFit[0]?.proposed?.getTime()).toBeGreaterThan(tomorrowEvening?.at.getTime() ?? 0);
});

test("without working hours nothing fits, and no time is promised", () => {
  const idle = aMember({ hours: { zone: "Asia/Kolkata", spans: [], holidays: [] } });
  const found = day([aRequest({ urgent: true })], { member: idle, members: [idle] });
  expect(found.wontFit).toMatchObject([{ minutes: 60, proposed: undefined }]);
});

test("packages that run out are told to the owner and the lead, the emptiest first, to no subcontractor", () => {
  const packages = new Map<string, PackageUse>([
    ["acme", { period: month, used: 1100, of: 1200 }],
    ["beta", { period: month, used: 650, of: 600 }],
    ["gone", { period: month, used: 600, of: 600 }],
  ]);
  expect(day([], { packages }).packages).toEqual([
    { client: "beta", left: -50, of: 600 },
    { client: "acme", left: 100, of: 1200 },
  ]);
  const led = [{ ...acme, lead: "ben" }, beta];
  expect(day([], { packages, member: ben, clients: led }).packages.map((p) => p.client)).toEqual(["acme"]);
  expect(day([], { packages, member: ben }).packages).toEqual([]);
  expect(day([], { packages, member: sue }).packages).toEqual([]);
});

test("a day is empty only if nothing is to be done, answered, waited for or stopped", () => {
  expect(day([]).empty).toBe(true);
  expect(day([aRequest({ assignee: "ben" })]).empty).toBe(true);
  expect(day([aRequest()]).empty).toBe(false);
  const timer = { id: "asha", desk: "d1", client: "acme", startedAt: NOW } as Timer;
  expect(day([], { timer }).empty).toBe(false);
});

const date = fc.date({ min: new Date("2026-10-01"), max: new Date("2027-03-01"), noInvalidDate: true });
const past = fc.date({ min: new Date("2026-08-01"), max: NOW, noInvalidDate: true });
const hold: fc.Arbitrary<Request["hold"]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.record({ kind: fc.constant("snoozed" as const), until: date, since: past }),
  fc.record({
    kind: fc.constant("blocked" as const),
    on: fc.constantFrom("client" as const, "other" as const),
    reason: fc.string(),
    solution: fc.string(),
    since: past,
  }),
);
const request = fc
  .record({
    number: fc.integer({ min: 1, max: 99_999 }),
    client: fc.constantFrom("acme", "beta", "gone"),
    assignee: fc.constantFrom(null, "asha", "ben", "sue"),
    due: fc.option(fc.record({ at: date, hasTime: fc.boolean() })),
    estimate: fc.option(fc.integer({ min: 1, max: 2000 })),
    urgent: fc.option(fc.boolean()),
    important: fc.boolean(),
    stage: fc.constantFrom(...stages.filter((stage) => stage !== "done" && stage !== "cancelled")),
    openedAt: past,
    hold,
  })
  .map((changes): Request => aRequest(changes));
const several = fc.uniqueArray(request, { maxLength: 30, size: "large", selector: (r) => r.id });
const member = fc.constantFrom(...members);

test("nobody sees work of a client they don't serve or of somebody else, and a subcontractor only their own", () => {
  fc.assert(
    fc.property(several, member, (list, who) => {
      const found = day(list, { member: who });
      for (const { request: shown } of [...found.ranked, ...found.answers, ...found.waiting]) {
        expect(who.clients === null || who.clients.includes(shown.client)).toBe(true);
        expect([null, who.person]).toContain(shown.assignee);
        if (who.role === "subcontractor") expect(shown.assignee).toBe(who.person);
      }
    }),
  );
});

test("all that is mine is in one quadrant, waiting or asleep, and in only one of them", () => {
  fc.assert(
    fc.property(several, member, (list, who) => {
      const found = day(list, { member: who });
      const mine = list.filter((one) =>
        isMine(
          one,
          who,
          [acme, beta].find((client) => client.id === one.client),
          members,
          NOW,
        ),
      );
      const shown = [...Object.values(found.quadrants).flat(), ...found.waiting].map((one) => one.request.id);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length + found.asleep).toBe(mine.length);
      expect(found.ranked.every((one) => !isHeld(one.request, NOW))).toBe(true);
      expect(found.ranked.map((one) => one.place)).toEqual(found.ranked.map((_, i) => i + 1));
    }),
    { numRuns: 150 },
  );
});

test("what is planned fits into the day; what doesn't fit is promised for later than today and than it was due", () => {
  fc.assert(
    fc.property(several, (list) => {
      const found = day(list);
      const left = new Set(ids(found.wontFit));
      const all = ids(found.ranked);
      expect([...left].every((id) => all.includes(id))).toBe(true);
      if (left.size === 0) expect(found.today.needed).toBeLessThanOrEqual(found.today.free);
      else expect(found.today.needed).toBeGreaterThan(found.today.free);
      for (const { request: late, proposed } of found.wontFit) {
        expect(proposed?.getTime()).toBeGreaterThan(Math.max(NOW.getTime(), late.due?.at.getTime() ?? 0));
      }
    }),
  );
});

test("the order things come in makes no difference", () => {
  fc.assert(
    fc.property(
      several.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, other]) => {
        expect(day(other)).toEqual(day(list));
      },
    ),
    { numRuns: 50 },
  );
});
