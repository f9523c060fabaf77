import { afterEach, expect, test } from "vitest";
import { routeOf } from "../../../src/outbox/route.ts";
import { collectionOf } from "../../../src/store/collection.ts";
import { identities } from "../../../src/store/collections.ts";
import { asha, openTwoCompanies, type TwoCompanies } from "./two-companies.ts";

/** The assistant's account in the client's workspace. */
const THERE = "U12";
let two: TwoCompanies;
afterEach(() => two.world.close());

async function assistantInBoth(app: "A1" | "A2"): Promise<void> {
  two = await openTwoCompanies("http", app);
  const { world, home, acme } = two;
  acme.addUser({ id: THERE, name: "asha", tz: "Asia/Kolkata" });
  await world.link(home, asha, acme, THERE);
  world.clock.advance(60);
  await acme.command({ user: THERE, channel: acme.direct(THERE).id, text: "help" });
  await two.settle();
}

async function told() {
  const { stores, main, database } = two.world;
  const known = await collectionOf(database.db, identities).findOne({ user: THERE });
  const platforms = new Map([["slack", main.adapter.platform]]);
  const route = await routeOf(stores.system, platforms, `person:${String(known?.["person"])}`);
  return { workspace: route?.address.split("|")[1], others: route?.others.length };
}

test("what a member is told goes by no client's own app, though they spoke by it last", async () => {
  await assistantInBoth("A2");
  expect(await told()).toEqual({ workspace: "T1", others: 0 });
});

test("by the operator's app a member is told where they spoke last", async () => {
  await assistantInBoth("A1");
  expect(await told()).toEqual({ workspace: "T2", others: 1 });
});

test("a member who is nowhere else is told by the client's app", async () => {
  await assistantInBoth("A2");
  await collectionOf(two.world.database.db, identities).deleteOne({ user: asha });
  expect(await told()).toEqual({ workspace: "T2", others: 0 });
});
