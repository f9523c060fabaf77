import { afterAll, beforeAll, expect, test } from "vitest";
import { upkeep } from "../../src/store/upkeep.ts";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeAll(async () => {
  world = await openDesk();
  await world.say("jane", "acme", "request One");
  await world.settle();
});
afterAll(() => world.close());

/** How MongoDB found what these reads asked for, by collection. */
async function plansOf(reads: () => Promise<unknown>): Promise<[collection: string, plan: string][]> {
  const { db } = world.database;
  await db.command({ profile: 2 });
  await reads();
  await db.command({ profile: 0 });
  const found = await db
    .collection("system.profile")
    .find({ op: { $in: ["query", "command", "remove"] }, planSummary: { $exists: true } })
    .toArray();
  await db.collection("system.profile").drop();
  return found.map(({ ns, planSummary }) => [String(ns).split(".").slice(1).join("."), String(planSummary)]);
}

test("what is looked up by a reference or a time of its own is found by an index, however much there is", async () => {
  const { stores, database, clock } = world;
  const [desk] = await stores.system.desks();
  const store = stores.forDesk(desk?.id ?? "", null, { key: "look", by: "", platform: "", now: clock.now() });
  const plans = await plansOf(async () => {
    await stores.system.cardAt("fake|w|acme|1");
    await stores.system.requestOf(desk?.id ?? "", "fake|w|acme|1");
    await stores.system.requestsFrom(["fake|w|acme|1", "fake|w|acme|2"]);
    await stores.system.draftOf("fake|w|acme|1");
    await stores.system.peopleIn("teams", "tenant");
    await store.requests.fromMessage("fake|w|acme|1");
    await store.requests.list({ repeat: "d.1" });
    await store.promises.outcomes({ from: new Date(0), to: clock.now() });
    await upkeep(database.db).promisesDue(clock.now(), 10);
    for await (const one of upkeep(database.db).calendarsUntil(2030)) expect(one).toBeDefined();
    await store.schedules.of("asha");
    await upkeep(database.db).tidy(clock.now());
  });
  const names = new Set(plans.map(([collection]) => collection));
  expect([...looked].filter((name) => !names.has(name))).toEqual([]);
  expect(plans.filter(([collection, plan]) => looked.has(collection) && !plan.includes("IXSCAN"))).toEqual(
    [],
  );
});

const looked = new Set([
  ...["cards", "requests", "identities", "events", "occurrences"],
  ...["desks", "members", "clients", "schedules", "drafts"],
]);
