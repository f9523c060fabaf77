import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../../scheduler/index.ts";
import { promises } from "../../../scheduler/jobs/promises.ts";
import { openDesk, silent, type World } from "../../support/desk.ts";

/** Tuesday, 24 November, 10:00 UTC: 15:30 for Asha, who works from 09:00 to 17:00 in Kolkata. */
let world: World;
let schedulers: readonly [Scheduler, Scheduler];
beforeEach(async () => {
  world = await openDesk();
  const { db } = world.database;
  const another = () =>
    createScheduler({ db, stores: world.stores, jobs: [promises], clock: world.clock, log: silent });
  schedulers = [another(), another()];
  await schedulers[0].tick();
  await world.say("asha", "dm", "promise ACME answer:4h");
});
afterEach(() => world.close());

/** Two processes look at what is due at that time. */
async function at(time: string): Promise<void> {
  world.clock.set(time);
  await Promise.all(schedulers.map((scheduler) => scheduler.tick()));
  await Promise.all(schedulers.map((scheduler) => scheduler.runDue()));
  await world.settle();
}
const dm = (who = "asha") => world.platform.textIn(`fake|w|dm-${who}`);
const count = (words: string, who?: string) => dm(who).split(words).length - 1;
const broken = async () => {
  await world.relay.drain();
  return world.database.db.collection("events").countDocuments({ kind: "promise-broken" });
};

test("who owes an answer is warned once before it breaks, and the owner is told once when it did", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await world.say("asha", "dm", "team add @ben");
  await world.say("asha", "dm", "client edit ACME lead:@ben");
  await world.say("jane", "acme", "request Book the hall");
  // Ben's zone is the desk's: three of four hours are used up on Wednesday at 10:30 in Kolkata.
  await at("2026-11-25T04:55:00Z");
  expect(count("promised soon", "ben")).toBe(0);
  await at("2026-11-25T05:00:00Z");
  await at("2026-11-25T05:05:00Z");
  expect(count("ACME-1: first answer is promised soon", "ben")).toBe(1);
  expect(dm("ben")).toContain("Promised by Wed 25 Nov, 11:30 (Wed 25 Nov, 01:00 for Acme Ltd)");
  expect(count("promise")).toBe(0);
  await at("2026-11-25T06:00:00Z");
  await at("2026-11-25T06:05:00Z");
  await at("2026-11-26T06:05:00Z");
  expect(count("ACME-1: the promise is broken (first answer)")).toBe(1);
  expect(count("the promise is broken", "ben")).toBe(0);
  expect(await broken()).toBe(1);
  const last = world.platform.in("fake|w|dm-asha").at(-1)?.view;
  if (!last) throw new Error("nothing was said");
  const taken = await world.pressLabel("asha", "dm", last, "Take");
  expect(taken.text).toContain("ACME-1");
});

test("nothing is said of what was answered, closed or of a client who is archived", async () => {
  for (const title of ["One", "Two", "Three", "Four"]) await world.say("jane", "acme", `request ${title}`);
  await world.say("asha", "dm", "comment ACME-1 On it");
  await world.say("asha", "dm", "done ACME-2");
  await world.say("jane", "acme", "cancel 3");
  await at("2026-11-24T10:05:00Z");
  await world.say("asha", "dm", "client archive ACME");
  await at("2026-11-27T10:00:00Z");
  expect(count("promise is broken")).toBe(0);
  expect(await broken()).toBe(0);
  // Restored, what is still open is owed from now on.
  await world.say("asha", "dm", "client restore ACME");
  await at("2026-11-27T10:05:00Z");
  expect(count("promise is broken")).toBe(0);
  await at("2026-12-01T06:00:00Z");
  expect(count("ACME-4: the promise is broken")).toBe(1);
});

test("a pause holds: snoozed, no promise breaks before its time goes on", async () => {
  await world.say("jane", "acme", "request Book the hall");
  await world.say("asha", "dm", "snooze ACME-1 2026-11-30T09:00");
  await at("2026-11-27T10:00:00Z");
  expect(count("promised soon") + count("promise is broken")).toBe(0);
  // It was snoozed at once, so all four hours are left on Monday at nine.
  await at("2026-11-30T06:25:00Z");
  expect(count("promised soon")).toBe(0);
  await at("2026-11-30T06:30:00Z");
  expect(count("promised soon")).toBe(1);
  await at("2026-11-30T07:30:00Z");
  expect(count("promise is broken")).toBe(1);
});

test("several at once come as one message, and a run that is cut off says nothing twice", async () => {
  for (const title of ["One", "Two", "Three"]) await world.say("jane", "acme", `request ${title}`);
  await at("2026-11-25T07:00:00Z");
  expect(count("3 promises need you")).toBe(1);
  expect(dm()).toContain("ACME-2 Two — first answer was promised by");
  const { db } = world.database;
  // A process that died after its commit, before the occurrence was ended.
  await db.collection("occurrences").updateMany({}, { $set: { state: "due", claimedUntil: new Date(0) } });
  await at("2026-11-25T07:00:00Z");
  expect(count("promises need you")).toBe(1);
  expect(await broken()).toBe(3);
});

test("a desk whose promises can't be looked after holds up no other", async () => {
  await world.say("jane", "acme", "request Book the hall");
  const { db } = world.database;
  const request = await db.collection("requests").findOne({});
  const desk = await db.collection("desks").findOne({});
  if (!request || !desk) throw new Error("nothing was filed");
  // The other desk comes first, and one of its members can't be read.
  await db.collection("desks").insertOne({ ...desk, _id: "d0" as never, keys: [], pending: [] });
  await db.collection("members").insertOne({ _id: "d0:x" as never, desk: "d0", removedAt: null });
  const before = { promiseAt: new Date("2026-11-24T10:00:00Z"), number: 9, keys: [], pending: [] };
  await db.collection("requests").insertOne({ ...request, _id: "d0.1" as never, desk: "d0", ...before });
  await at("2026-11-25T06:00:00Z");
  expect(count("ACME-1: the promise is broken (first answer)")).toBe(1);
});

test("what is said of two clients is two messages, and whoever stopped serving one hears of the other alone", async () => {
  world.platform.people.set("ben", { name: "Ben" });
  await world.say("asha", "dm", "promise BETA answer:4h");
  await world.say("asha", "dm", "team add @ben role:assistant");
  for (const code of ["ACME", "BETA"]) await world.say("asha", "dm", `client edit ${code} lead:@ben`);
  await world.say("jane", "acme", "request Book the hall");
  await world.say("raj", "beta", "request गुप्त विलय 🤫");
  await world.settle();
  world.clock.set("2026-11-25T05:00:00Z");
  await schedulers[0].tick();
  await schedulers[0].runDue();
  // Before it is sent he is taken off one of the clients.
  await world.relay.drain();
  await world.say("asha", "dm", "team edit @ben clients:ACME");
  await world.settle();
  expect(count("ACME-1: first answer is promised soon", "ben")).toBe(1);
  expect(count("BETA-1: first answer is promised soon", "ben")).toBe(0);
});

test("one that is answered in this very moment holds up none of the others", async () => {
  for (const title of ["One", "Two", "Three"]) await world.say("jane", "acme", `request ${title}`);
  const { db } = world.database;
  world.clock.set("2026-11-25T07:00:00Z");
  // Between reading and writing somebody else changes one of them, once.
  const forDesk = world.stores.forDesk;
  let disturbed = false;
  const stores = {
    ...world.stores,
    forDesk: (...args: Parameters<typeof forDesk>) => {
      const store = forDesk(...args);
      return {
        ...store,
        async commit(change: Parameters<typeof store.commit>[0]) {
          if (!disturbed && change.writes.length === 3) {
            disturbed = true;
            await db.collection("requests").updateOne({ number: 2 }, { $inc: { version: 1 } });
          }
          return store.commit(change);
        },
      };
    },
  };
  const disturbedScheduler = createScheduler({
    db,
    stores,
    jobs: [promises],
    clock: world.clock,
    log: silent,
  });
  await disturbedScheduler.tick();
  await disturbedScheduler.runDue();
  await world.settle();
  expect(disturbed).toBe(true);
  expect(count("ACME-1: the promise is broken")).toBe(1);
  expect(count("ACME-3: the promise is broken")).toBe(1);
  expect(count("ACME-2: the promise is broken")).toBe(0);
  await at("2026-11-25T07:05:00Z");
  expect(count("ACME-2: the promise is broken")).toBe(1);
});
