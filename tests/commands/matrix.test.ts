import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { openDesk, type World } from "../support/desk.ts";

/**
 * Two clients full of secrets, and everybody who could look: whatever verb they use, on whatever of the other client's they can name,
 * from wherever, nothing of it comes back, and nothing of it stands where they read.
 */
let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);

/** Words that only Acme's side, and the team that serves it, may ever read. */
const ACME_ONLY = ["zebra", "walrus", "otter", "acme-goal", "Quokka"];
let ids: string[] = [];

beforeAll(async () => {
  world = await openDesk();
  for (const [id, name] of [
    ["ben", "Ben"],
    ["sue", "Sue"],
    ["mary", "Mary"],
  ] as const)
    world.platform.people.set(id, { name });
  await asha("client edit ACME Quokka Industries goals:acme-goal");
  await asha("team add @ben clients:BETA");
  await asha("team add @sue role:subcontractor");
  await asha("contact add @mary client:ACME");
  await world.say("jane", "acme", "request Paint the zebra details:https://walrus.example/plan");
  await world.say("jane", "dm", "request Hide the otter");
  await asha("comment ACME-1 About the walrus");
  await asha("comment ACME-1 internal otter costs");
  await asha("log 1h ACME-1 walrus feeding kind:zebra");
  await world.say("raj", "beta", "request Beta's own");
  await asha("assign BETA-1 @sue");
  await world.say("raj", "beta", "request Beta's other");
  await asha("deliver ACME-1 https://walrus.example/done");
  await world.settle();
  const found = await world.database.db.collection("requests").find().toArray();
  ids = found.map((one) => String(one._id));
});
afterAll(() => world.close());

/** Who must not learn anything of Acme, and where they can speak. */
const outsiders = [
  ["raj", "beta"],
  ["raj", "dm"],
  ["ben", "beta"],
  ["ben", "dm"],
  ["sue", "dm"],
  ["stranger", "dm"],
  ["stranger", "beta"],
] as const;

/** A verb on each name by which something of Acme can be called. */
function linesOf(verb: string): string[] {
  const about = ["ACME-1", "ACME-2", "acme-1", "ACME", "@jane", "@mary", ...ids];
  return [
    verb,
    ...about.map((name) => `${verb} ${name}`),
    `${verb} ACME-1 tomorrow`,
    `${verb} list client:ACME`,
    `${verb} all client:ACME`,
    `${verb} 1h ACME x`,
  ];
}

test.for(outsiders)(
  "%s in %s learns nothing of another client, whatever they type or press",
  { timeout: 300_000 },
  async ([who, where]) => {
    // Only what asks or reads may be tried by everybody; who may write is tried with the other client's names alone.
    for (const { name, input } of commands.filter(({ name }) => name !== "setup" && name !== "settings")) {
      for (const line of linesOf(name)) {
        const { text } = await world.say(who, where, line);
        const given = text.replaceAll(line, "");
        for (const word of ACME_ONLY) expect(given, `${line} → ${word}`).not.toContain(word);
      }
      for (const id of ids.slice(0, 2)) {
        const keys = Object.keys(input.shape).slice(0, 1);
        for (const key of ["ref", ...keys]) {
          const { text } = await world.press(who, where, name, { [key]: id });
          for (const word of ACME_ONLY) expect(text, `${name} ${key}:${id}`).not.toContain(word);
        }
      }
    }
  },
);

test("nothing of Acme was said where others read, nor changed by them", async () => {
  await world.settle();
  for (const address of [
    "fake|w|beta",
    "fake|w|dm-raj",
    "fake|w|dm-ben",
    "fake|w|dm-sue",
    "fake|w|dm-stranger",
  ])
    for (const word of ACME_ONLY) expect(world.platform.textIn(address), address).not.toContain(word);
  const { text } = await asha("show ACME-1");
  expect(text).toMatch(/Paint the zebra[\s\S]*Delivered/);
});

test("of one client others see nothing that is private, internal, or the desk's own", async () => {
  for (const { name } of commands.filter(({ who, reads }) => who.includes("contact") && reads)) {
    for (const line of [name, `${name} ACME-1`, `${name} ACME-2`, `${name} all`, `${name} waiting`]) {
      const { text } = await world.say("mary", "acme", line);
      for (const word of ["otter", "acme-goal", "walrus feeding"]) expect(text, line).not.toContain(word);
    }
  }
  for (const word of ["otter", "acme-goal", "walrus feeding"])
    expect(world.platform.textIn("fake|w|acme"), word).not.toContain(word);
});

test("a subcontractor sees what is given to them and no longer than it is", async () => {
  const sue = (line: string) => world.say("sue", "dm", line);
  expect((await sue("requests")).text).toContain("Beta's own");
  expect((await sue("requests")).text).not.toContain("Beta's other");
  expect((await sue("show BETA-2")).text).toContain("does not exist");
  expect((await sue("request Something client:ACME")).text).toContain("There is no client ACME");
  await asha("assign BETA-1 @asha");
  expect((await sue("show BETA-1")).text).toContain("does not exist");
  expect((await sue("requests all")).text).not.toContain("Beta's own");
});
