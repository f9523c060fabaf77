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
    hours: "mon-fri 09:00-17:00",
    country: undefined,
    holidays: undefined,
    quiet: "20:00-07:30",
    budget: "12",
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
  expect(done.text).toContain("Working hours: Mon–Fri 10:00–14:00, 22:00–02:00");
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
  for (const line of ["settings hours:9-17", "settings country:US", "settings digest:07:00"])
    expect((await world.say("jane", "acme", line)).text, line).toContain("Only the team can do that");
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

test("working time has spans of any week, the holidays of a place and days of one's own", async () => {
  const said = await asha(
    'settings hours:"Mon-Thu 9-13, 14-18; Fri 9-12; Sat 22:00-02:00" country:US state:"new york" holidays:"2026-12-24, 2026-12-28..2026-12-30, -2026-11-26"',
  );
  expect(said.text).toContain(
    "Working hours: Mon–Thu 09:00–13:00, 14:00–18:00; Fri 09:00–12:00; Sat 22:00–02:00",
  );
  expect(said.text).toContain("Public holidays: United States (NY) · next 2026-12-25, 2027-01-01");
  expect(said.text).toContain("Own days off: 2026-12-24, 2026-12-28..2026-12-30, -2026-11-26");
  const member = await world.database.db.collection("members").findOne({ name: "Asha" });
  const { holidays } = member?.["hours"] ?? {};
  expect(holidays).toEqual(expect.arrayContaining(["2026-12-24", "2026-12-25", "2026-12-29", "2028-07-04"]));
  // Thanksgiving is worked.
  expect(holidays).not.toContain("2026-11-26");
  const form = formOf(await world.pressLabel("asha", "dm", said, "Change"));
  expect(Object.fromEntries(form.fields.map(({ key, value }) => [key, value]))).toMatchObject({
    hours: "mon-thu 09:00-13:00, 14:00-18:00; fri 09:00-12:00; sat 22:00-02:00",
    country: "US-NY",
    holidays: "2026-12-24, 2026-12-28..2026-12-30, -2026-11-26",
  });
  // A field that is emptied takes back what stood in it.
  const back = { country: "", holidays: "", hours: "Mon-Fri 9-17" };
  const undone = await world.submit("asha", "dm", form, back);
  expect(undone.text).toContain("Working hours: Mon–Fri 09:00–17:00");
  expect(undone.text).toContain("Public holidays: none");
});

test("a client and the desk have working time too, typed or by form, and it is the owner's to set", async () => {
  const client = await asha('settings client:ACME country:DE-BY hours:"Mon-Fri 8-16"');
  expect(client.text).toContain("Working hours: Mon–Fri 08:00–16:00");
  expect(client.text).toContain("Germany (BY) · next 2026-12-25, 2026-12-26, 2027-01-01");
  const form = formOf(await world.pressLabel("asha", "dm", client, "Change"));
  const changed = await world.submit("asha", "dm", form, { country: "", status: "Wed 15:00", mode: "auto" });
  expect(changed.text).toContain("Weekly status of Acme Ltd: Wed 15:00, posts by itself");
  expect(changed.text).toContain("Public holidays: none");
  expect((await world.submit("asha", "dm", form, { hours: "8-4" })).outcome).toMatchObject({
    kind: "form",
    errors: { hours: expect.stringContaining("8-4") },
  });

  const desk = await asha('settings for:desk hours:"Mon-Sat 10-18" country:IN');
  expect(desk.text).toContain("Working hours: Mon–Sat 10:00–18:00");
  const deskForm = formOf(await world.pressLabel("asha", "dm", desk, "Change"));
  expect((await world.submit("asha", "dm", deskForm, { business: "Asha Desk" })).text).toContain("India");
  // Who joins works as the desk does.
  world.platform.people.set("cleo", { name: "Cleo", zone: "Europe/London" });
  await asha("team add @cleo");
  const cleo = await world.say("cleo", "dm", "settings");
  expect(cleo.text).toContain("Working hours: Mon–Sat 10:00–18:00");
  expect(cleo.text).toContain("India");
  expect((await world.say("cleo", "dm", "settings for:desk hours:9-12")).text).toContain("Only the owner");
  expect((await world.say("cleo", "dm", "settings client:ACME country:US")).text).toContain("Only the owner");
  await asha("team remove @cleo");
  await asha('settings client:ACME status:"Fri 16:00"');
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
    ['settings hours:""', "hours: is empty"],
    ["settings zone:Atlantis", "“Atlantis” is not a time zone"],
    ["settings days:someday", "“someday”: write days like"],
    ["settings hours:9-5", "I can't read “9-5” as hours"],
    ["settings hours:09:00-12:00,11:00-13:00", "“09:00-12:00” runs into other hours"],
    ['settings hours:"Fri 22:00-02:00; Sat 1-5"', "“22:00-02:00” runs into other hours"],
    ['settings hours:"Mon-Fri"', "I can't read “Mon-Fri” as hours"],
    ["settings country:Atlantis", "I don't know the holidays of “Atlantis”"],
    ["settings country:US-ZZ", "“ZZ” is no part of US that I know. I know: AL, AK,"],
    ["settings country:IN-DL-X", "IN-DL has no parts with holidays of their own"],
    ["settings state:NY", "Which country?"],
    ["settings holidays:2026-02-30", "“2026-02-30” is not a day in the calendar"],
    ["settings holidays:2026-12-31..2026-12-24", "“2026-12-31..2026-12-24” ends before it begins"],
    ["settings holidays:2026-01-01..2027-01-01", "I keep at most 200 days"],
    [`settings hours:"${"9-13 ".repeat(2000)}"`, "300 characters"],
    [`settings holidays:"${"2026-12-24 ".repeat(1000)}"`, "3000 characters"],
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
