import { afterEach, expect, test } from "vitest";
import { routeOf } from "../../../src/outbox/route.ts";
import { collectionOf } from "../../../src/store/collection.ts";
import { identities } from "../../../src/store/collections.ts";
import { asha, jane, openTwoCompanies, type TwoCompanies, words } from "./two-companies.ts";

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

async function told(user = THERE) {
  const { stores, main, database } = two.world;
  const known = await collectionOf(database.db, identities).findOne({ user });
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

test("nor what somebody is told who is a contact of several clients", async () => {
  two = await openTwoCompanies("http", "A2");
  const { world, home, acme, shared } = two;
  await two.meetJane();
  home.addUser({ id: "U31", name: "jane", tz: "America/New_York" });
  const beta = home.addChannel({ name: "beta", members: [asha, "U31"] }).id;
  await home.command({ user: asha, channel: beta, text: 'client add "Beta Corp" code:BETA' });
  await home.command({ user: asha, channel: beta, text: "request Secret launch" });
  await home.command({ user: "U31", channel: beta, text: "requests" });
  await two.press(home, "U31", home.ephemerals("U31", beta).at(-1), "I'm with Beta Corp");
  await world.link(home, "U31", acme, jane);
  await home.command({ user: asha, channel: shared, text: "request Fix the footer" });
  world.clock.advance(60);
  const { answer } = await acme.command({ user: jane, channel: acme.direct(jane).id, text: "requests" });
  await two.settle();
  expect(words(answer)).toContain("Fix the footer");
  expect(words(answer)).not.toMatch(/Secret launch|Beta Corp/);
  const here = await home.command({ user: "U31", channel: home.direct("U31").id, text: "requests" });
  expect(words(here.answer)).toContain("Secret launch");
  expect(await told(jane)).toEqual({ workspace: "T1", others: 0 });
});
