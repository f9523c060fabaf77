import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeAll(async () => {
  world = await openDesk();
  for (const [id, name] of [
    ["ben", "Ben"],
    ["mary", "Mary"],
  ] as const)
    world.platform.people.set(id, { name });
  for (let n = 1; n <= 16; n += 1) await world.say("jane", "acme", `request Job ${n}`);
  await world.say("asha", "dm", "deliver ACME-14");
  await world.say("asha", "dm", "deliver ACME-15");
  await world.say("asha", "dm", "block ACME-11 Waiting");
  await world.say("asha", "dm", "done ACME-12");
  await world.say("jane", "dm", "request Private one");
});
afterAll(() => world.close());

/** All that the desk holds, but for bookkeeping. */
async function everything(): Promise<string> {
  const names = [
    "requests",
    "comments",
    "timeEntries",
    "timers",
    "members",
    "clients",
    "contacts",
    "events",
    "outbox",
    "channels",
  ];
  await world.relay.drain();
  const found = await Promise.all(
    names.map((name) => world.database.db.collection(name).find().sort({ _id: 1 }).toArray()),
  );
  return JSON.stringify(found);
}

const acts: readonly (readonly [who: string, where: string, line: string])[] = [
  ["jane", "acme", "request Once only due:tomorrow"],
  ["jane", "acme", "comment 1 Said once"],
  ["jane", "acme", "edit 1 title:Renamed"],
  ["jane", "acme", "due 1 tomorrow"],
  ["jane", "acme", "cancel 2"],
  ["jane", "acme", "approve 14"],
  ["jane", "acme", "changes 15 Shorter"],
  ["jane", "dm", "share ACME-17"],
  ["asha", "dm", "take ACME-3"],
  ["asha", "dm", "estimate ACME-3 2h"],
  ["asha", "dm", "urgent ACME-3"],
  ["asha", "dm", "important ACME-3"],
  ["asha", "dm", "start ACME-3"],
  ["asha", "dm", "stop"],
  ["asha", "dm", "log 45m ACME-3 Call"],
  ["asha", "dm", "snooze ACME-4 tomorrow"],
  ["asha", "dm", "block ACME-5 Waiting for the logo"],
  ["asha", "dm", "unblock ACME-11"],
  ["asha", "dm", "deliver ACME-6 https://example.com"],
  ["asha", "dm", "done ACME-7"],
  ["asha", "dm", "undo"],
  ["asha", "dm", "reopen ACME-12"],
  ["asha", "dm", "team add @ben"],
  ["asha", "dm", "assign ACME-8 @ben"],
  ["asha", "dm", "team edit @ben role:subcontractor"],
  ["asha", "dm", "team remove @ben"],
  ["asha", "acme", "contact add @mary"],
  ["asha", "acme", "contact edit @mary approver"],
  ["asha", "acme", "contact remove @mary"],
  ["asha", "cedar", "client add Cedar code:CED zone:London"],
  ["asha", "dm", "client edit CED Cedar Two code:CE2"],
  ["asha", "dm", "client archive CE2"],
  ["asha", "dm", "client restore CE2"],
  ["asha", "dm", "client remove CE2"],
  ["asha", "office", "link team"],
  ["asha", "dm", "settings digest:07:00 timer:3h"],
];

test.for(acts)("%s in %s: “%s” delivered again changes nothing", async ([who, where, line]) => {
  world.clock.advance(1);
  const key = `once:${line}`;
  const first = await world.say(who, where, line, { key });
  expect(first.outcome.kind === "view" && first.outcome.refused, first.text).toBeFalsy();
  const before = await everything();
  const again = await world.say(who, where, line, { key });
  expect(viewOf(again).title).toMatch(
    /Already done|is “Done” already|has been running|is now visible|Ben has|Asha has|belongs to the team/,
  );
  expect(await everything()).toBe(before);
});

test("an act delivered five times at once happens once", async () => {
  const said = await Promise.all(
    Array.from({ length: 5 }, () => world.say("jane", "acme", "request Five at once", { key: "five" })),
  );
  expect(said.filter(({ text }) => text.includes("Got it"))).toHaveLength(1);
  expect(said.filter(({ text }) => text.includes("Already done"))).toHaveLength(4);
});

test("a button pressed on an older card changes nothing and shows the present state", async () => {
  const card = await world.say("asha", "dm", "show ACME-9");
  await world.say("jane", "acme", "edit 9 title:Newer");
  const before = await everything();
  for (const label of ["Take", "Start timer", "Done", "Deliver"]) {
    const said = await world.pressLabel("asha", "dm", card, label);
    expect(said.text, label).toContain("This has changed since you last saw it");
    expect(said.text, label).toContain("ACME-9 · Newer");
  }
  expect(await everything()).toBe(before);
  // Looking changes nothing, so it works from any card.
  expect((await world.pressLabel("asha", "dm", card, "Details")).text).toContain("ACME-9 · Newer");
});

test("changes to one request at the same moment all count", async () => {
  await Promise.all([
    world.say("asha", "dm", "urgent ACME-10"),
    world.say("asha", "dm", "estimate ACME-10 3h"),
    world.say("jane", "acme", "due 10 tomorrow 5pm"),
  ]);
  const { text } = await world.say("asha", "dm", "show ACME-10");
  expect(text).toContain("urgent");
  expect(text).toContain("Estimate: 3h");
  expect(text).toContain("Due: Thu 26 Nov, 03:30");
});
