import { afterEach, beforeEach, expect, test } from "vitest";
import { PlatformError } from "../../src/errors.ts";
import { parkedRows, retryParked } from "../../src/outbox/parked.ts";
import { openDesk, type World } from "../support/desk.ts";

const ACME = "fake|w|acme";
let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.settle();
  world.platform.posted.length = 0;
});
afterEach(() => world.close());

const final = () => {
  throw new PlatformError("fake", { kind: "final", reason: "is_archived" });
};
const dm = () => world.platform.textIn("fake|w|dm-asha");

test("several changes before the card is posted make one message in its last state", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "acme", "take 1");
  await world.say("asha", "acme", "deliver 1");
  await world.settle();
  const cards = world.platform.in(ACME).filter(({ thread }) => thread === undefined);
  expect(cards.map((m) => m.edits)).toEqual([0]);
  expect(world.platform.textIn(ACME)).toContain("Delivered");
});

test("a card whose posting was not answered is found, brought up to date, and not posted twice", async () => {
  world.platform.faults.push("lost", "lost");
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
  await world.say("asha", "acme", "take 1");
  for (let n = 0; n < 4; n += 1) {
    world.clock.advance(1.1);
    await world.settle();
  }
  expect(world.platform.in(ACME)).toHaveLength(1);
  expect(world.platform.textIn(ACME)).toContain("Accepted");
});

test("what can't be delivered is set aside with what depends on it, and the owner hears of it once, with a remedy", async () => {
  const send = world.platform.send.bind(world.platform);
  let archived = true;
  world.platform.send = async (address, view, options) =>
    archived && address === ACME ? final() : send(address, view, options);
  await world.say("jane", "acme", "request Write the report");
  await world.relay.drain();
  await world.say("asha", "dm", "comment ACME-1 The draft is ready");
  world.clock.advance(0.01);
  await world.say("jane", "acme", "request Another one");
  await world.settle();
  expect(dm().match(/could not be delivered/g)).toHaveLength(1);
  expect(dm()).toContain("Unarchive the channel");
  const parked = await parkedRows(world.database.db);
  expect(parked.map((row) => [row.kind, row.reason])).toEqual([
    ["card", "is_archived"],
    ["message", "card-parked"],
    ["card", "is_archived"],
  ]);

  archived = false;
  for (const row of parked) await retryParked(world.database.db, row.id, world.clock.now());
  await world.settle();
  const messages = world.platform.in(ACME);
  expect(messages).toHaveLength(3);
  expect(messages[1]?.thread).toBe(messages[0]?.ref);
});

test("nothing of a client goes into a channel that is no longer theirs", async () => {
  await world.say("jane", "acme", "request Secret plans");
  await world.say("asha", "acme", "unlink");
  await world.settle();
  expect(world.platform.in(ACME)).toEqual([]);
});

test("who left the team gets no more of the client's cards", async () => {
  await world.say("ben", "dm", "help");
  await world.say("asha", "dm", "team add @ben role:assistant");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "acme", "assign 1 @ben");
  await world.say("asha", "dm", "team remove @ben");
  await world.settle();
  expect(world.platform.in("fake|w|dm-ben").filter((m) => m.view.title.includes("ACME-1"))).toEqual([]);
});

test("a subcontractor hears no more of work that was given to somebody else", async () => {
  await world.say("ben", "dm", "help");
  await world.say("asha", "dm", "team add @ben role:subcontractor clients:ACME");
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "acme", "assign 1 @ben");
  await world.settle();
  const ben = () => world.platform.textIn("fake|w|dm-ben");
  expect(ben()).toContain("Write the report");
  await world.say("asha", "acme", "assign 1 @asha");
  await world.say("asha", "acme", "edit 1 Write the secret report");
  await world.say("asha", "acme", "comment 1 The merger comes first");
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).toContain("merger");
  expect(ben()).not.toMatch(/secret|merger/);
});

test("a live card that somebody deleted stands anew with the next change, once, and what is said later is under it", async () => {
  await world.say("jane", "acme", "request Write the report");
  await world.settle();
  const [old] = world.platform.in(ACME);
  if (!old) throw new Error("no card");
  Object.assign(old, { address: "fake|w|nowhere", ref: "gone" });
  await world.say("asha", "acme", "take 1");
  await world.settle();
  await world.say("asha", "dm", "comment ACME-1 The draft is ready");
  await world.settle();
  const [card, ...others] = world.platform.in(ACME);
  expect(world.platform.textIn(ACME)).toContain("Accepted");
  expect(others.map(({ thread }) => thread)).toEqual([card?.ref]);
  expect(await parkedRows(world.database.db)).toEqual([]);
});
