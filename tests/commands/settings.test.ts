import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
beforeAll(async () => {
  world = await openDesk();
});
afterAll(() => world.close());

/** When the jobs of a subject run next, in UTC. */
async function next(job: string): Promise<string | undefined> {
  const [desk] = await world.stores.system.desks();
  const act = { key: "look", by: "", platform: "", now: world.clock.now() };
  const store = world.stores.forDesk(desk?.id ?? "", null, act);
  const subjects = [
    ...(await store.members.list()).map((m) => m.person),
    ...(await store.clients.list()).map((c) => c.id),
  ];
  const rows = (await Promise.all(subjects.map((subject) => store.schedules.of(subject)))).flat();
  return rows.find((row) => row.job === job && row.nextAt !== null)?.nextAt?.toISOString();
}

test("everybody sees their own, with the zone it was taken to be", async () => {
  expect((await world.say("jane", "acme", "settings")).text).toContain("America/New_York");
  expect((await world.say("newbie", "acme", "settings")).text).toContain("Are you with the client");
  const own = (await asha("settings")).text;
  expect(own).toContain("Morning digest: 08:00 · Mon, Tue, Wed, Thu, Fri");
  expect(own).toContain("Asia/Kolkata");
  expect(own).not.toContain("guessed");
});

test("a change counts at once: language, zone, digest", async () => {
  expect(await next("morning-digest")).toBe("2026-11-25T02:30:00.000Z");
  await asha("settings digest:07:15 zone:London");
  expect(await next("morning-digest")).toBe("2026-11-25T07:15:00.000Z");
  expect((await asha("settings digest:off")).text).toContain("Morning digest: off");
  expect(await next("morning-digest")).toBeUndefined();
  expect((await asha("settings digest:on days:sat,sun zone:Kolkata")).text).toContain("07:15 · Sat, Sun");
  expect(await next("morning-digest")).toBe("2026-11-28T01:45:00.000Z");
});

test("by form, filled with what is, and each error at its field", async () => {
  const form = formOf(await world.pressLabel("asha", "dm", await asha("settings"), "Change"));
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toEqual({
    zone: "Asia/Kolkata",
    language: "en",
    digest: "07:15",
    days: "sat,sun",
    hours: "09:00-17:00",
  });
  const wrong = await world.submit("asha", "dm", form, { digest: "banana" });
  expect(wrong.outcome).toMatchObject({
    kind: "form",
    errors: { digest: expect.stringContaining("banana") },
  });
  const done = await world.submit("asha", "dm", formOf(wrong), {
    digest: "8:00",
    hours: "10:00-14:00,22:00-02:00",
  });
  expect(done.text).toContain("Working hours: 10:00–14:00, 22:00–02:00");
  // The days worked stay as they were: those of the digest are others.
  expect((await world.say("jane", "acme", "request When by")).text).toContain(
    "Asha works again: Tue 24 Nov, 11:30",
  );
});

test("a contact's form asks for zone and language only", async () => {
  const form = formOf(await world.press("jane", "acme", "settings", { change: "yes" }));
  expect(form.fields.map((field) => field.key)).toEqual(["zone", "language"]);
  expect((await world.submit("jane", "acme", form, { language: "hi" })).text).toContain("सहेज लिया");
  expect((await world.say("jane", "acme", "settings language:english")).text).toContain("Saved");
});

test("a client's status is the owner's to set", async () => {
  const shown = await asha("settings client:ACME");
  expect(shown.text).toContain("Weekly status of Acme Ltd: Fri 16:00, posts by itself");
  const changed = await asha('settings client:ACME status:"Thu 15:30" mode:review');
  expect(changed.text).toContain("Thu 15:30, shows the lead a draft first");
  expect(await next("status-draft")).toBe("2026-11-25T23:00:00.000Z");
  expect((await asha("settings client:ACME mode:off")).text).toContain(": off");
  expect((await asha('settings client:ACME status:"Fri 16:00"')).text).toContain(": off");
  expect((await asha("settings mode:auto")).text).toContain("Which client?");
  expect((await asha("settings mode:auto", "acme")).text).toContain("posts by itself");
});

test("the desk's name and limit are the owner's, within reason", async () => {
  expect((await asha('settings business:"Asha & Co" timer:3h')).text).toContain(
    "Ask about a timer after: 3h",
  );
  expect((await asha("settings timer:5m")).text).toContain("between 15m and 24h");
  world.platform.people.set("ben", { name: "Ben" });
  await asha("team add @ben");
  expect((await world.say("ben", "dm", "settings timer:3h")).text).toContain(
    "Only the owner can change the desk",
  );
  expect((await world.say("ben", "dm", "settings zone:London")).text).toContain("Europe/London");
});

test("what can't be read is given back, and nothing is changed", async () => {
  for (const [line, words] of [
    ["settings zone:Atlantis", "“Atlantis” is not a time zone"],
    ["settings days:someday", "“someday”: write days like"],
    ["settings hours:9-5", "“9-5”: write hours like"],
    ["settings hours:09:00-12:00,11:00-13:00", "write hours like"],
    ["settings language:fr", "is not one of: en, hi"],
    ["settings colour:red", "I don't know what to do with “colour:red”"],
    ['settings client:ACME status:"Fri 25:00"', "“25:00” is not a time of day"],
  ] as const) {
    const before = (await asha("settings")).text;
    const said = await asha(line);
    expect(said.text, line).toContain(words);
    expect(said.text, line).toContain(`> ${line}`);
    expect((await asha("settings")).text, line).toBe(before);
  }
});

test("of two changes at the same moment both stay", async () => {
  await Promise.all([
    asha("settings digest:06:00"),
    asha("settings hours:08:00-16:00"),
    asha("settings days:mon-fri"),
  ]);
  const { text } = await asha("settings");
  expect(text).toContain("06:00 · Mon, Tue, Wed, Thu, Fri");
  expect(text).toContain("08:00–16:00");
});
