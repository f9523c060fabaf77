import { afterAll, beforeAll, expect, test } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
const asha = (line: string, where = "dm") => world.say("asha", where, line);
const jane = (line: string, where = "acme") => world.say("jane", where, line);
const order = (text: string) => [...text.matchAll(/^• (\S+) /gm)].map(([, ref]) => ref);
beforeAll(async () => {
  world = await openDesk();
  await jane("request Some day");
  await jane("request Soon due:tomorrow");
  await jane("request Pressing urgent:yes important:yes");
  await jane("request Delivered one");
  await jane("request Blocked one");
  await world.say("raj", "beta", "request Beta's");
  await asha("deliver ACME-4");
  await asha("block ACME-5 Waiting for the logo");
});
afterAll(() => world.close());

test("the team's list is in the order to work in, what waits comes last; a client's channel lists that client's", async () => {
  expect(order((await asha("requests")).text)).toEqual([
    "ACME-3",
    "ACME-2",
    "ACME-1",
    "BETA-1",
    "ACME-4",
    "ACME-5",
  ]);
  expect(order((await asha("requests", "beta")).text)).toEqual(["BETA-1"]);
  expect(order((await asha("requests client:BETA")).text)).toEqual(["BETA-1"]);
  expect(order((await asha("requests waiting")).text)).toEqual(["ACME-4", "ACME-5"]);
});

test("a contact sees their own client's, with nothing of the desk's own", async () => {
  await asha("estimate ACME-1 2h");
  await asha("snooze ACME-2 Monday");
  const { text } = await jane("requests");
  expect(order(text)).toEqual(["ACME-1", "ACME-2", "ACME-3", "ACME-4", "ACME-5"]);
  expect(text).toContain("ACME-5 Blocked one — New · Waiting on you");
  expect(text).not.toMatch(/2h|snooze/i);
  expect((await asha("requests")).text).toContain("2h");
});

test("done lately, all with the newest first, and how many more there are", async () => {
  await asha("done ACME-1");
  expect(order((await jane("requests done")).text)).toEqual(["ACME-1"]);
  for (let n = 0; n < 30; n += 1) {
    world.clock.advance(1);
    await jane(`request More ${n}`);
  }
  const { text } = await jane("requests all");
  expect(order(text)[0]).toBe("ACME-35");
  expect(order(text)).toHaveLength(30);
  expect(text).toContain("+5 more");
  world.clock.advance(31 * 24 * 60);
  expect((await jane("requests done")).text).toContain("Nothing here");
});

test("what is overdue says so", async () => {
  expect((await jane("requests")).text).toMatch(/ACME-2 Soon — New · .* overdue/);
});

test("one request shows all of it to the team, to a contact what is theirs to see", async () => {
  await asha("log 45m ACME-3 Draft");
  await asha("comment ACME-3 internal Careful");
  const own = (await asha("show ACME-3")).text;
  expect(own).toMatch(/Priority: urgent, important[\s\S]*Time so far: 45m[\s\S]*Asha \(internal\): Careful/);
  const theirs = (await jane("show 3")).text;
  expect(theirs).not.toMatch(/Priority|Time so far|Careful/);
  expect(theirs).toContain("[Take]  [Edit]  [Details]");
});

test("help lists what the reader may use, and explains each verb with examples", async () => {
  const [forJane, forAsha, forNobody] = await Promise.all([
    jane("help"),
    asha("help"),
    world.say("nobody-yet", "nowhere", "help"),
  ]);
  expect(forJane.text).toContain("approve Accept a delivery");
  expect(forJane.text).not.toContain("client Add");
  expect(forAsha.text).toContain("client Add");
  expect(forNobody.text).toContain("request File a new request");
  expect((await jane("")).text).toBe(forJane.text);
  const one = await jane("help request");
  expect(one.text).toContain(
    "request <title> [client:…] [due:…] [urgent:…] [important:…] [estimate:…] [details:…]",
  );
  expect(one.text).toContain('/va request Fix the invoice template due:"Friday 5pm"');
  expect((await jane("help req")).text).toBe(one.text);
  expect((await asha("help comment")).text).not.toMatch(/thread|anyway/);
  const wrong = await jane("help reqest");
  expect(wrong.text).toContain("I don't know “reqest”");
  expect(wrong.text).toContain("Did you mean “request”?");
});
