import { afterEach, beforeEach, expect, test } from "vitest";
import type { World } from "../support/desk.ts";
import { openRounds, type Rounds } from "../support/rounds.ts";

let rounds: Rounds;
let world: World;
beforeEach(async () => {
  rounds = await openRounds();
  ({ world } = rounds);
});
afterEach(() => world.close());

const joins = (name: string, zone: string) => rounds.joins(name, zone);
const at = (iso: string) => rounds.at(iso);
const dm = (who: string) => rounds.dm(who);
const arranged = (line: string, values?: Record<string, string>) => rounds.arranged(line, values);
const asked = (who: string, title: string, where?: string) => rounds.asked(who, title, where);

test("anonymous answers carry neither name nor time, are final, and appear together once there are four", async () => {
  for (const name of ["Cleo", "Dev", "Eva"]) await joins(name, "Asia/Kolkata");
  await arranged("checkin add mood");
  await at("2026-11-26T03:00:00Z");
  await at("2026-11-26T05:30:00Z");
  const { db } = world.database;
  for (const [who, words] of [
    ["ben", "Fewer meetings"],
    ["cleo", "A day off"],
    ["dev", "More tea"],
    ["eva", "Nothing at all"],
  ] as const) {
    world.clock.advance(1);
    const said = await world.submit(who, "dm", await asked(who, "Team mood"), { q1: "4", q2: words });
    expect(said.text).toContain("without your name");
    // Some chats keep what they show.
    expect(said.text).not.toContain(words);
  }
  // Whatever is stored: who took part, and apart from it what was said.
  const parts = await db.collection("checkInParts").find().toArray();
  expect(parts.flatMap((part) => part["answers"])).toEqual([]);
  const [box] = await db.collection("ballots").find().toArray();
  expect(Object.keys(box ?? {}).sort()).toEqual(["_id", "ballots", "checkIn", "desk", "period", "version"]);
  for (const ballot of box?.["ballots"] ?? []) expect(Object.keys(ballot).sort()).toEqual(["answers", "id"]);
  const people = await db.collection("people").find().toArray();
  for (const { _id } of people) expect(JSON.stringify(box)).not.toContain(String(_id));
  await world.settle();
  for (const name of ["events", "inbound", "outbox", "drafts", "revisions", "checkInParts", "occurrences"])
    expect(JSON.stringify(await db.collection(name).find().toArray()), name).not.toContain("Fewer meetings");
  expect(dm("asha")).not.toContain("Fewer meetings");
  const own = parts.find((part) => part["personName"] === "Ben");
  const twice = await world.press("ben", "dm", "checkin", {
    what: "answer",
    id: String(own?._id),
    q2: "Changed",
  });
  expect(twice.text).toContain("taken part already");
  expect(twice.text).toContain("Changed");
  await at("2026-11-27T05:31:00Z");
  const summary = dm("asha");
  for (const words of [
    "4 of 5 answered",
    "4.0 of 5 on average",
    "Fewer meetings",
    "More tea",
    "Missing: Asha",
  ])
    expect(summary).toContain(words);
  expect(summary).not.toContain("Ben: ");
});

test("a whole team answering at the same moment loses nothing", async () => {
  const names = ["Cleo", "Dev", "Eva", "Fay", "Gus", "Hal"];
  for (const name of names) await joins(name, "Asia/Kolkata");
  await arranged("checkin add mood");
  await at("2026-11-26T05:30:00Z");
  const forms = await Promise.all(names.map((name) => asked(name.toLowerCase(), "Team mood")));
  const said = await Promise.all(
    names.map((name, n) => {
      const form = forms[n];
      if (!form) throw new Error("no form");
      return world.submit(name.toLowerCase(), "dm", form, { q1: "3", q2: `Words of ${n}` });
    }),
  );
  for (const { text } of said) expect(text).toContain("without your name");
  const [box] = await world.database.db.collection("ballots").find().toArray();
  expect(box?.["ballots"]).toHaveLength(names.length);
});

test("fewer than four anonymous answers are never shown, and not kept", async () => {
  for (const name of ["Cleo", "Dev", "Eva"]) await joins(name, "Asia/Kolkata");
  await arranged("checkin add mood");
  await at("2026-11-26T03:00:00Z");
  await at("2026-11-26T05:30:00Z");
  for (const who of ["ben", "cleo", "dev"])
    await world.submit(who, "dm", await asked(who, "Team mood"), { q1: "1", q2: "Everything is bad" });
  await at("2026-11-27T05:31:00Z");
  expect(dm("asha")).toContain("Fewer than 4 answered");
  expect(dm("asha")).not.toContain("Everything is bad");
  expect(await world.database.db.collection("ballots").countDocuments()).toBe(0);
});

test("anonymity is refused where it could not be kept, and a reply under one's name does not count", async () => {
  const refused = await arranged("checkin add mood");
  expect(refused.text).toContain("at least 4 people");
  for (const name of ["Cleo", "Dev", "Eva"]) await joins(name, "Asia/Kolkata");
  await arranged("checkin add mood");
  await at("2026-11-26T03:00:00Z");
  const message = world.platform.in("fake|w|dm-ben").find(({ view }) => view.title.startsWith("Team mood"));
  const said = await world.say("ben", "dm", "2. Fewer meetings", { thread: message?.ref ?? "" });
  expect(said.text).toContain("under your name does not count");
  expect(said.text).toContain("Fewer meetings");
  expect(await world.database.db.collection("ballots").countDocuments()).toBe(0);
});

test("no anonymous answer begins with the writer's own work, though the set was one of named answers", async () => {
  for (const name of ["Cleo", "Dev", "Eva"]) await joins(name, "Asia/Manila");
  await arranged("checkin add daily");
  await world.say("jane", "acme", "request Write the report");
  await rounds.asha("assign ACME-1 @Ben");
  await world.say("ben", "dm", "log 1h30 ACME-1 First draft");
  expect((await rounds.asha("checkin edit daily anonymous:yes")).text).toContain("Changed");
  const sets = world.database.db.collection("checkIns");
  const fills = async () =>
    ((await sets.findOne())?.["questions"] ?? []).map((one: { fill: unknown }) => one.fill);
  expect(await fills()).toEqual([null, null, null]);
  // As it was kept before.
  await sets.updateOne({}, { $set: { "questions.0.fill": "done", "questions.1.fill": "next" } });
  await at("2026-11-25T01:30:00Z");
  const form = await asked("ben", "Team daily");
  expect(form.fields.map(({ value }) => value)).toEqual([undefined, undefined, undefined]);
});

test("a client's check-in can't be made anonymous by typing", async () => {
  for (const name of ["Cleo", "Dev", "Eva"]) await joins(name, "Asia/Manila");
  const refused = "Only the team's check-ins can be anonymous";
  expect((await rounds.asha("checkin add monthly client:ACME anonymous:yes")).text).toContain(refused);
  expect((await arranged("checkin add monthly client:ACME")).text).toContain("Added");
  expect((await rounds.asha("checkin edit acme-monthly anonymous:yes")).text).toContain(refused);
  expect(await world.database.db.collection("checkIns").findOne()).toMatchObject({ anonymous: false });
});
