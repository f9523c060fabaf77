import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { awayBack } from "../../scheduler/jobs/away-back.ts";
import { morningDigest } from "../../scheduler/jobs/morning-digest.ts";
import { pressing } from "../../src/domain/calm.ts";
import { directTo, type Say } from "../../src/domain/outbox.ts";
import { write } from "../../src/store/writes.ts";
import { text } from "../../src/view/build.ts";
import { openDesk, silent, type World } from "../support/desk.ts";

let world: World;
let scheduler: Scheduler;
let desk = "";
let person = { asha: "", jane: "" };
let acme = "";
beforeEach(async () => {
  world = await openDesk();
  const { db } = world.database;
  const jobs = [morningDigest, awayBack];
  scheduler = createScheduler({ db, stores: world.stores, jobs, clock: world.clock, log: silent });
  desk = String((await db.collection("desks").findOne())?._id);
  const of = async (user: string) => (await world.stores.system.identity(`fake:w:${user}`))?.person ?? "";
  person = { asha: await of("asha"), jane: await of("jane") };
  acme = String((await db.collection("clients").findOne({ code: "ACME" }))?._id);
});
afterEach(() => world.close());

let said = 0;
/** Somebody is told something, in a commit like any other. */
async function tell(who: "asha" | "jane", title: string, more: Partial<Say> = {}): Promise<void> {
  said += 1;
  const now = world.clock.now();
  const store = world.stores.forDesk(desk, null, { key: `tell-${said}`, by: "", platform: "", now });
  const found = await store.clients.byId(acme);
  if (!found) throw new Error("no client");
  const guard =
    who === "asha"
      ? { kind: "member" as const, person: person.asha, client: null }
      : { kind: "contact" as const, person: person.jane, client: acme };
  const say = {
    kind: "message",
    topic: "nudge",
    conversation: directTo(person[who]),
    guard,
    reader: { locale: "en", zone: "UTC" },
    view: { title, body: [text(`All about ${title}`)] },
    ...more,
  } as Say;
  await store.commit({ writes: [write.client.replace(found)], says: [say] });
  await world.settle();
}
const dm = (who: string) => world.platform.textIn(`fake|w|dm-${who}`);
const count = (words: string, part: string) => words.split(part).length - 1;
const asha = (line: string) => world.say("asha", "dm", line);

/** Kolkata's clock. */
async function at(kolkata: string): Promise<void> {
  world.clock.set(new Date(`${kolkata}:00+05:30`));
  await scheduler.tick();
  await scheduler.runDue();
  await world.settle();
}

describe("what nobody asked for", () => {
  test("comes at once, up to so many a day; the rest comes with the next digest, once, and can be read", async () => {
    await asha("settings budget:2");
    await at("2026-11-24T10:00");
    for (const n of [1, 2, 3, 4]) await tell("asha", `News ${n}`);
    expect(["News 1", "News 2", "News 3"].map((title) => count(dm("asha"), title) > 0)).toEqual([
      true,
      true,
      false,
    ]);
    const read = await asha("held");
    for (const words of ["News 3", "All about News 4", "enough for a day"])
      expect(read.text).toContain(words);
    expect((await asha("today")).text).toContain("Held back so as not to disturb you (2)");
    await at("2026-11-25T08:00");
    expect(dm("asha")).toContain("Held back so as not to disturb you (2)\n• News 3\n• News 4");
    await at("2026-11-26T08:00");
    expect(count(dm("asha"), "News 3")).toBe(1);
    expect((await asha("held")).text).toContain("All about News 3");
  });

  test("waits in the night of who is told, and holds nothing else up", async () => {
    await at("2026-11-24T23:00");
    await tell("asha", "A nudge");
    await tell("asha", "An answer", { topic: "answer" } as Partial<Say>);
    expect(dm("asha")).not.toContain("A nudge");
    expect(dm("asha")).toContain("An answer");
    await at("2026-11-25T08:00");
    expect(count(dm("asha"), "• A nudge")).toBe(1);
  });

  test.for(["digest", "answer"] as const)("a %s is never held back", async (topic) => {
    await at("2026-11-24T23:00");
    await tell("asha", "It must come", { topic } as Partial<Say>);
    expect(dm("asha")).toContain("It must come");
  });

  test.for(Object.entries(pressing))("what presses for its %s comes at %s", async ([reason, when]) => {
    await asha("settings budget:1");
    await at("2026-11-24T10:00");
    await tell("asha", "News");
    await tell("asha", "By day", { pressing: reason } as Partial<Say>);
    expect(dm("asha")).toContain("All about By day");
    await at("2026-11-24T23:00");
    await tell("asha", "By night", { pressing: reason } as Partial<Say>);
    expect(dm("asha").includes("All about By night")).toBe(when === "any hour");
  });

  test("without a digest comes in the morning, so many a day, until all of it came", async () => {
    await world.say("jane", "dm", "settings zone:Kolkata budget:2");
    await at("2026-11-24T23:00");
    for (const n of [1, 2, 3]) await tell("jane", `News ${n}`);
    expect(dm("jane")).not.toContain("News");
    await at("2026-11-25T07:29");
    expect(dm("jane")).not.toContain("News");
    await at("2026-11-25T07:30");
    expect(count(dm("jane"), "All about")).toBe(2);
    await at("2026-11-25T22:00");
    expect(count(dm("jane"), "All about")).toBe(2);
    await at("2026-11-26T07:30");
    expect(count(dm("jane"), "All about")).toBe(3);
    for (const n of [1, 2, 3]) expect(count(dm("jane"), `All about News ${n}`)).toBe(1);
  });

  test("waits for who is away until they are back", async () => {
    await asha("away 2026-11-25 to 2026-11-26");
    await at("2026-11-25T12:00");
    await tell("asha", "News");
    for (const n of [1, 2]) await tell("asha", `Summary ${n}`, { topic: "status" } as Partial<Say>);
    expect(dm("asha")).not.toMatch(/News|Summary/);
    await at("2026-11-27T08:00");
    for (const one of ["• News", "• Summary 1", "• Summary 2"]) expect(count(dm("asha"), one)).toBe(1);
    expect(dm("asha")).not.toContain("All about Summary");
    expect((await asha("held")).text).toContain("All about Summary 2");
  });

  test("is not shown any more to who may not know of it by now", async () => {
    world.platform.people.set("ben", { name: "Ben", zone: "Asia/Kolkata" });
    await asha("team add @ben");
    await world.settle();
    const ben = (await world.stores.system.identity("fake:w:ben"))?.person ?? "";
    await at("2026-11-24T23:00");
    const guard = { kind: "member", person: ben, client: acme } as const;
    await tell("asha", "Secret of Acme", { conversation: directTo(ben), guard } as Partial<Say>);
    await asha("team edit @ben clients:BETA");
    await at("2026-11-25T08:00");
    expect((await world.say("ben", "dm", "held")).text).not.toContain("Secret");
    expect(dm("ben")).not.toContain("Secret");
  });
});

describe("a question asked in the night of who is asked", () => {
  beforeEach(async () => {
    // Five in the morning in New York.
    world.clock.set("2026-11-24T10:00:00Z");
    await world.say("jane", "dm", "request Plan the party");
    await asha("done ACME-1");
    await world.settle();
    expect(dm("jane")).not.toContain("How happy are you");
  });
  const morning = async () => {
    world.clock.set("2026-11-24T12:30:00Z");
    await world.settle();
  };

  test("comes when it is over, as itself", async () => {
    await morning();
    expect(count(dm("jane"), "How happy are you with ACME-1")).toBe(1);
  });

  test("doesn't come at all if nobody waits for the answer by then", async () => {
    await asha("reopen ACME-1");
    await morning();
    expect(dm("jane")).not.toContain("How happy are you");
  });
});

test("a draft to be read waits for the morning, and comes as itself", async () => {
  await at("2026-11-24T23:00");
  await tell("asha", "Preview", { topic: "status" } as Partial<Say>);
  expect(dm("asha")).not.toContain("Preview");
  await at("2026-11-25T07:30");
  expect(count(dm("asha"), "All about Preview")).toBe(1);
});

test("of who turns the digest off nothing is left waiting", async () => {
  await at("2026-11-24T23:00");
  await tell("asha", "News");
  await asha("settings digest:off");
  await world.settle();
  expect(dm("asha")).not.toContain("News");
  await at("2026-11-25T07:30");
  expect(count(dm("asha"), "All about News")).toBe(1);
});

test("of who has no digest and comes back before they said nothing is left waiting", async () => {
  await asha("settings digest:off");
  await asha("away 2026-11-25 to 2026-11-26");
  await at("2026-11-25T12:00");
  await tell("asha", "News");
  expect(dm("asha")).not.toContain("News");
  await asha("away cancel");
  await world.settle();
  expect(count(dm("asha"), "All about News")).toBe(1);
});

describe("settings", () => {
  test("say how much is enough, and when it is quiet", async () => {
    expect((await asha("settings")).text).toContain(
      "Unasked messages: at most 12 a day, none from 20:00 to 07:30",
    );
    const said = await asha("settings quiet:22:00-06:00 budget:1");
    expect(said.text).toContain("Unasked messages: at most 1 a day, none from 22:00 to 06:00");
    await at("2026-11-24T21:00");
    await tell("asha", "News");
    expect(dm("asha")).toContain("All about News");
    expect((await asha("settings quiet:off")).text).toContain("no quiet hours");
  });

  test.for([
    ["settings quiet:late", "are no quiet hours"],
    ["settings quiet:20:00-20:00", "are no quiet hours"],
    ["settings budget:0", "1 to 50"],
    ["settings budget:many", "1 to 50"],
  ] as const)("%s", async ([line, why]) => {
    const answer = await asha(line);
    expect(answer.text).toContain(why);
    expect(answer.text).toContain(line);
  });
});
