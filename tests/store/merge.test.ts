import { afterEach, beforeEach, expect, test } from "vitest";
import { scheduleFor } from "../../src/domain/schedule.ts";
import { collectionOf, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

test("two people who are each asked how it was become one who is asked once, with both their wishes and rounds", async () => {
  const { stores, database, clock } = world;
  const { db } = database;
  for (const [who, where, ref] of [
    ["jane", "acme", "ACME-1"],
    ["raj", "beta", "BETA-1"],
  ] as const) {
    await world.say(who, where, "request A job");
    await world.say("asha", "dm", `done ${ref}`);
  }
  const surveys = () => collectionOf(db, c.surveys).find({}).sort({ askedAt: 1, _id: 1 }).toArray();
  expect((await surveys()).map(({ state }) => state)).toEqual(["asked", "asked"]);
  const idOf = async (name: string) =>
    String((await collectionOf(db, c.people).findOne({ name: new RegExp(name, "i") }))?._id);
  const [jane, raj] = [await idOf("jane"), await idOf("raj")];
  const [desk] = await stores.system.desks();
  if (!desk) throw new Error("no desk");
  await collectionOf(db, c.desks).updateOne({ _id: desk.id }, { $set: { "surveys.off": ["beta", raj] } });
  const rule = { kind: "weekly", weekday: 1, at: "09:00" } as const;
  const asked = (checkIn: string, person: string) =>
    scheduleFor(
      { desk: desk.id, job: "check-in", subject: `${checkIn}:${person}` },
      rule,
      "Australia/Sydney",
      clock.now(),
    );
  for (const schedule of [asked("one", raj), asked("both", raj), asked("both", jane)])
    await collectionOf(db, c.schedules).insertOne(toStored(schedule) as { _id: string });

  const names = () => ({ id: `${desk.id}.1`, code: "t-AAAA" });
  await stores.system.mergePeople({
    from: raj,
    into: jane,
    now: clock.now(),
    zone: "America/New_York",
    names,
  });

  const now = await surveys();
  expect(now.map(({ person }) => person)).toEqual([jane, jane]);
  expect(now.map(({ state }) => String(state)).sort()).toEqual(["asked", "withdrawn"]);
  expect((await stores.system.desk(desk.id))?.surveys.off).toEqual(["beta", jane]);
  const rounds = await collectionOf(db, c.schedules).find({ job: "check-in" }).sort({ _id: 1 }).toArray();
  expect(rounds.map(({ subject, zone }) => [subject, zone])).toEqual([
    [`both:${jane}`, "Australia/Sydney"],
    [`one:${jane}`, "America/New_York"],
  ]);
  expect((await stores.system.memberships(jane)).contacts).toHaveLength(2);
});

test("who covers, and who is to do one of what comes again, goes over with the rest", async () => {
  const { stores, database, clock, platform } = world;
  const { db } = database;
  for (const who of ["ben", "cleo"]) {
    platform.people.set(who, { name: who });
    await world.say("asha", "dm", `team add @${who}`);
  }
  await world.say("jane", "acme", "request A job");
  await world.say("asha", "dm", "repeat ACME-1 every:Monday");
  await world.say("asha", "dm", "repeat only ACME-1 who:@ben");
  await world.say("asha", "dm", "away 2026-12-07 cover:@ben");
  const idOf = async (name: string) => String((await collectionOf(db, c.people).findOne({ name }))?._id);
  const [ben, cleo] = [await idOf("ben"), await idOf("cleo")];
  await stores.system.mergePeople({
    from: ben,
    into: cleo,
    now: clock.now(),
    zone: null,
    names: (desk) => ({ id: `${desk}.1`, code: "t-AAAA" }),
  });
  const [repeat] = await collectionOf(db, c.repeats).find().toArray();
  expect(repeat?.["otherwise"]).toEqual([{ day: "2026-11-30", assignee: cleo }]);
  const asha = await collectionOf(db, c.members).findOne({ name: "Asha" });
  expect(asha?.["away"]).toMatchObject([{ cover: cleo }]);
});
