import { afterEach, beforeEach, expect, test } from "vitest";
import { actionsOf, formOf, postedIn, viewOf, type World } from "../support/desk.ts";
import { count, openRounds, type Rounds } from "../support/rounds.ts";

let rounds: Rounds;
let world: World;
beforeEach(async () => {
  rounds = await openRounds();
  ({ world } = rounds);
});
afterEach(() => world.close());

const run = () => rounds.run();
const at = (iso: string) => rounds.at(iso);
const dm = (who: string) => rounds.dm(who);
const asha = (line: string) => rounds.asha(line);
const arranged = (line: string, values?: Record<string, string>) => rounds.arranged(line, values);
const asked = (who: string, title: string, where?: string) => rounds.asked(who, title, where);

test("a client is asked in its channel by whoever answers, and its lead gets the summary", async () => {
  expect((await arranged("checkin add monthly client:ACME")).text).toContain(
    "whoever answers in Acme Ltd's channel",
  );
  await at("2026-11-25T14:59:00Z");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Monthly check-in");
  await at("2026-11-25T15:00:00Z");
  expect(count(world.platform.textIn("fake|w|acme"), "Monthly check-in")).toBe(1);
  await world.press("mary", "acme", "join", { as: "contact" });
  await world.submit("jane", "acme", await asked("jane", "Monthly check-in", "acme"), {
    q1: "5",
    q2: "A trade fair",
  });
  await world.submit("mary", "acme", await asked("mary", "Monthly check-in", "acme"), {
    q1: "2",
    q3: "Faster answers",
  });
  await world.settle();
  expect(world.platform.textIn("fake|w|acme")).not.toContain("trade fair");
  expect((await world.press("raj", "beta", "checkin", { what: "answer", id: "d1.0" })).text).not.toContain(
    "fair",
  );
  await at("2026-11-30T15:01:00Z");
  // It is evening in Kolkata then: what was not asked for waits for the morning.
  await at("2026-12-01T03:30:00Z");
  const summary = dm("asha");
  for (const words of [
    "Jane: A trade fair",
    "mary: Faster answers",
    "3.5 of 5 on average, but from 2 answers only",
  ])
    expect(summary.toLowerCase()).toContain(words.toLowerCase());
  const posted = postedIn(world, "fake|w|dm-asha", "Monthly check-in · Acme Ltd");
  const followed = await world.pressLabel("asha", "dm", posted, "Follow up: Jane");
  const filed = await world.pressLabel("asha", "dm", followed, "File as request");
  expect(filed.text).toContain("became ACME-1");
});

test("named contacts are asked in private, on their own clock, and can stop it", async () => {
  await arranged("checkin add monthly client:ACME", { to: "dm", people: "@Jane" });
  await at("2026-11-25T15:00:00Z");
  expect(dm("jane")).toContain("Monthly check-in");
  expect(world.platform.textIn("fake|w|acme")).not.toContain("Monthly check-in");
  const card = postedIn(world, "fake|w|dm-jane", "Monthly check-in");
  expect((await world.pressLabel("jane", "dm", card, "Don't ask me again")).text).toContain(
    "not asked any more",
  );
  await at("2026-12-25T15:00:00Z");
  expect(count(dm("jane"), "Monthly check-in · 2026-12")).toBe(0);
});

test("an owner starts one now, pauses, changes and ends; the others may look", async () => {
  await arranged("checkin add daily");
  expect((await asha("checkin start daily")).text).toContain("Started: Team daily");
  await run();
  expect(count(dm("ben"), "Team daily · Tue 24 Nov")).toBe(1);
  world.clock.advance(1);
  expect((await asha("checkin start daily")).text).toContain("that round is still open");
  await run();
  expect(count(dm("ben"), "Team daily · Tue 24 Nov")).toBe(1);
  expect((await asha("checkin pause daily")).text).toContain("Paused");
  await at("2026-11-25T01:30:00Z");
  expect(dm("ben")).not.toContain("Team daily · Wed 25 Nov");
  expect((await asha("checkin resume daily")).text).toContain("Goes on");
  expect((await asha('checkin edit daily every:"month on the 31st" at:08:15')).text).toContain(
    "A month without that day has it on its last one.",
  );
  expect((await world.say("ben", "dm", "checkin daily")).text).toContain("every month on the 31st, 08:15");
  expect((await world.say("ben", "dm", "checkin pause daily")).text).toContain("Only the owner");
  expect((await asha("checkin end daily")).text).toContain("Ended");
  expect((await asha("checkin show daily")).text).toContain("There is no check-in");
});

test("changing the hour in the middle of a day neither skips the round nor repeats it", async () => {
  await arranged("checkin add daily", { at: "15:00" });
  await at("2026-11-25T02:00:00Z");
  // 10:00 in Manila: what was to come at 15:00 should have come at 09:00.
  await asha("checkin edit daily at:09:00");
  await run();
  expect(count(dm("ben"), "Team daily · Wed 25 Nov")).toBe(1);
  await asha("checkin edit daily at:18:00");
  for (const time of ["07:00", "10:00", "12:30"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("ben"), "Team daily · Wed 25 Nov")).toBeLessThanOrEqual(1);
  expect(await world.database.db.collection("checkInParts").countDocuments({ period: "2026-11-25" })).toBe(2);
});

test("a week's round that moves to a day gone by is asked at once, and only once", async () => {
  await arranged("checkin add weekly");
  await at("2026-11-25T02:00:00Z");
  const moved = (await asha('checkin edit weekly every:"week on Monday"')).text;
  expect(moved).toContain("Next: at once, then Mon 30 Nov, 14:00");
  await run();
  await at("2026-11-27T05:00:00Z");
  const back = (await asha('checkin edit weekly every:"week on Friday"')).text;
  // This week's has been asked.
  expect(back).toContain("Next: Fri 4 Dec, 14:00");
  for (const time of ["06:00", "08:30"]) await at(`2026-11-27T${time}:00Z`);
  expect(await world.database.db.collection("checkInParts").countDocuments({ period: "2026-W48" })).toBe(2);
});

test("answers to a question that was taken out meanwhile are kept, and to an ended check-in given back", async () => {
  await arranged("checkin add daily");
  await at("2026-11-25T01:30:00Z");
  const form = await asked("ben", "Team daily");
  await asha('checkin edit daily questions:"Is anything in your way?"');
  const said = await world.submit("ben", "dm", form, { q1: "The report" });
  expect(said.text).toContain("has been taken out since");
  expect(said.text).toContain("The report");
  const odd = await world.submit("ben", "dm", { ...form, fields: [] }, { q77: "To nobody" });
  expect(odd.text).toContain("not asked any more");
  expect(odd.text).toContain("To nobody");
  await asha("checkin end daily");
  const late = await world.submit("ben", "dm", form, { q1: "Too late" });
  expect(late.text).toContain("has been ended meanwhile");
  expect(late.text).toContain("Too late");
});

test("bad input gets clear words, at its field, with what was typed", async () => {
  const form = formOf(await asha("checkin add daily"));
  for (const [values, words] of [
    [{ every: "0 days" }, "0"],
    [{ every: "banana" }, "banana"],
    [{ at: "25:00" }, "is not a time of day"],
    [{ open: "5m" }, "30 minutes to 14 days"],
    [{ open: "400h" }, "30 minutes to 14 days"],
    [{ questions: "" }, "“questions”"],
    [{ questions: "How? [1-99]" }, "Line 1: [1-99] is no scale"],
    [{ questions: "Fine?\nWhich? [only]" }, "Line 2: [only] is no choice"],
    [{ questions: Array.from({ length: 11 }, (_, n) => `Q${n}?`).join("\n") }, "at most 10 questions"],
    [{ questions: `${"x".repeat(201)}` }, "at most 200 characters"],
    [{ questions: "x".repeat(10_001) }, "at most 10000 characters"],
    [{ people: "@nobody" }, "can't find @nobody"],
    [{ summary: "#acme" }, "is no channel of your team"],
  ] as const) {
    const said = await world.submit("asha", "dm", form, values as Record<string, string>);
    if (words === "“questions”") continue;
    expect(said.text, JSON.stringify(values).slice(0, 60)).toContain(words);
    expect(said.outcome.kind).toBe("form");
  }
  await world.submit("asha", "dm", form, {});
  await at("2026-11-25T01:30:00Z");
  const answer = await asked("ben", "Team daily");
  const long = await world.submit("ben", "dm", answer, { q1: "y".repeat(10_001) });
  expect(long.text).toContain("at most 10000 characters");
  for (const [who, line, words] of [
    ["asha", "checkin add banana", "is not one of: daily"],
    ["asha", "checkin add monthly client:NOPE", "no client NOPE"],
    ["asha", "checkin start nope", "no check-in called “nope”"],
    ["jane", "checkin add daily", "Only the team"],
  ] as const)
    expect((await world.say(who, "dm", line)).text, line).toContain(words);
  const [part] = await world.database.db.collection("checkInParts").find().toArray();
  const other = await world.press("asha", "dm", "checkin", {
    what: "answer",
    id: String(part?._id),
    q1: "Mine",
  });
  expect(other.text).toContain("This check-in is for Ben");
  expect(other.text).toContain("Mine");
  expect(viewOf(await world.say("jane", "dm", "checkin")).title).toBe("Check-ins");
  expect(actionsOf(viewOf(await world.say("ben", "dm", "checkin"))).map(({ label }) => label)).toContain(
    "Answer",
  );
});

test("who moves west in the middle of a month is still asked in it, at their new hour", async () => {
  await arranged("checkin add daily", { every: "month on the 25th", at: "10:00", open: "48h" });
  await world.database.db
    .collection("members")
    .updateOne({ name: "Ben" }, { $set: { "hours.zone": "America/New_York" } });
  await world.database.db
    .collection("people")
    .updateOne({ name: "Ben" }, { $set: { zone: "America/New_York" } });
  for (const time of ["02:00", "14:59"]) await at(`2026-11-25T${time}:00Z`);
  expect(dm("ben")).not.toContain("Team daily");
  for (const time of ["15:00", "15:01"]) await at(`2026-11-25T${time}:00Z`);
  expect(count(dm("ben"), "Team daily · 2026-11")).toBe(1);
  await at("2026-12-25T02:00:00Z");
  await at("2026-12-25T15:00:00Z");
  expect(count(dm("ben"), "Team daily · 2026-12")).toBe(1);
});

test("who moves to another zone is asked there at once at every desk where they work", async () => {
  await arranged("checkin add daily", { every: "month on the 25th", at: "10:00", open: "48h" });
  const code = await world.stores.system.issueCode({
    kind: "desk",
    issuer: "cli",
    desk: null,
    client: null,
    expiresAt: new Date("2026-12-01T00:00:00Z"),
  });
  await world.say("ben", "dm", `setup "Ben Desk" zone:Manila code:${code}`);
  await world.say("ben", "gamma", 'client add "Gamma Inc" code:GAMMA zone:London');
  const zones = async (desk: string) =>
    (await world.database.db.collection("schedules").find({ job: "check-in", zone: desk }).toArray()).length;
  expect(await zones("Asia/Manila")).toBe(1);
  const which = await world.say("ben", "dm", "settings zone:New_York");
  await world.pressLabel("ben", "dm", which, "Ben Desk");
  expect(await zones("Asia/Manila")).toBe(0);
  expect(await zones("America/New_York")).toBe(1);
  for (const time of ["02:00", "14:59"]) await at(`2026-11-25T${time}:00Z`);
  expect(dm("ben")).not.toContain("Team daily");
  await at("2026-11-25T15:00:00Z");
  expect(count(dm("ben"), "Team daily · 2026-11")).toBe(1);
});

test("a round waits for who works on other days, and is summed up once", async () => {
  const spans = [1, 2].map((weekday) => ({ weekday, from: "09:00", to: "17:00" }));
  await world.database.db
    .collection("members")
    .updateOne({ name: "Ben" }, { $set: { "hours.spans": spans } });
  await arranged("checkin add weekly");
  // Ben is asked on Tuesday of the next week already, since he is off on its Friday.
  for (let day = 1; day <= 7; day += 1)
    for (const time of ["06:00", "08:30", "12:00"]) await at(`2026-12-0${day}T${time}:00Z`);
  expect(count(dm("ben"), "Team weekly · 2026-W49")).toBe(1);
  expect(count(dm("asha"), "of 2 answered.")).toBe(1);
});

test("a client's rounds follow its zone, and come back with its channel", async () => {
  await arranged("checkin add monthly client:ACME");
  await asha("client edit ACME zone:London");
  await world.say("asha", "acme", "unlink");
  await at("2026-11-25T10:00:00Z");
  await at("2026-11-25T15:00:00Z");
  await world.say("asha", "acme", "link ACME");
  await at("2026-12-25T10:00:00Z");
  expect(count(world.platform.textIn("fake|w|acme"), "Monthly check-in · 2026-12")).toBe(1);
});

test("a crafted form shows nobody what is not theirs", async () => {
  await arranged("checkin add daily");
  const editor = {
    verb: "checkin",
    title: "",
    submit: "",
    fields: [],
    preset: { what: "edit", name: "daily" },
  };
  for (const who of ["ben", "jane"]) {
    const said = await world.submit(who, "dm", editor, { at: "99:99" });
    expect(said.outcome.kind, who).toBe("view");
    expect(said.text, who).not.toContain("What got done");
  }
});

test("talk under a client's question is no answer to it", async () => {
  await arranged("checkin add monthly client:ACME");
  await at("2026-11-25T15:00:00Z");
  const thread =
    world.platform.in("fake|w|acme").find(({ view }) => view.title.startsWith("Monthly"))?.ref ?? "";
  expect((await world.say("asha", "acme", "Take your time", { thread })).outcome.kind).toBe("none");
  await world.say("jane", "acme", "1. 5\n2. A fair\n3. Nothing\n4. No", { thread });
  const said = await world.say("jane", "acme", "Thanks Asha", { thread });
  expect(said.text).toContain("nothing was changed");
  const [part] = await world.database.db.collection("checkInParts").find({ personName: "Jane" }).toArray();
  expect(JSON.stringify(part?.["answers"])).not.toContain("Thanks Asha");
});
