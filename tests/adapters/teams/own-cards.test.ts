import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { type Person, type Posted, TENANT, type Where } from "../../fakes/teams/index.ts";
import {
  ACME,
  type Answer,
  acme,
  asha,
  type Bench,
  direct,
  objectsIn,
  openTeamsDesk,
  personal,
} from "./bench.ts";

const BETA = "19:beta@thread.tacv2";
const beta: Where = { kind: "channel", id: BETA };
const jaya: Person = { name: "Jaya", zone: "Asia/Kolkata", locale: "hi-IN" };
const kim: Person = { name: "Kim", zone: "Europe/London" };

const WAIT = { timeout: 20_000 };

let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
  await bench.say(asha, beta, 'client add "Beta GmbH" code:BETA zone:Europe/London');
  await bench.seen(direct(asha), "Beta GmbH is a client");
  for (const [who, where] of [
    [jaya, acme],
    [kim, beta],
  ] as const) {
    await bench.say(who, where, "requests");
    await bench.press(who, personal, await answered(who), "join");
  }
  const contacts = () => collectionOf(bench.database.db, c.contacts).countDocuments();
  await vi.waitFor(async () => expect(await contacts()).toBe(3), WAIT);
  await bench.say(asha, personal, "estimate ACME-1 7h");
  await bench.say(asha, personal, "important ACME-1");
  await bench.seen(direct(asha), "7h");
  await bench.desk.settle();
}, 60_000);
afterAll(() => bench.stop());

async function answered(who: Person): Promise<Posted | undefined> {
  await bench.seen(direct(who), /va-desk/);
  return bench.fake.in(direct(who)).at(-1);
}

const card = (): Posted | undefined =>
  bench.fake.in(ACME).find(({ activity }) => JSON.stringify(activity).includes("ACME-1 ·"));
const refreshIn = (value: unknown) =>
  objectsIn(value).flatMap((part) => (part["refresh"] ? [part["refresh"] as { userIds: string[] }] : []));
const verbsIn = (value: unknown) =>
  objectsIn(value)
    .filter(({ type }) => type === "Action.Execute" || type === "Action.Submit")
    .flatMap(({ data, fallback }) => (fallback || "msteams" in (data as object) ? [data] : []))
    .map((data) => (data as { va: { v: string } }).va.v);

/** What Teams sends by itself when somebody sees the card. */
function looks(who: Person, where: Where = acme): Promise<Answer> {
  const [refresh] = refreshIn(card()?.activity) as unknown as { action: object }[];
  const value = { action: refresh?.action, trigger: "automatic" };
  return bench.invoke(who, where, "adaptiveCard/action", value, card()?.id);
}
async function own(who: Person): Promise<object> {
  const { status, body } = await looks(who);
  expect([status, body["type"]]).toEqual([200, "application/vnd.microsoft.card.adaptive"]);
  return body["value"] as object;
}

test("the card in a client's channel asks for the cards of the team and the contacts, by their accounts", async () => {
  const userIds = ["Asha", "Jane", "Jaya"].map((name) => `29:${TENANT}-${name}`);
  await vi.waitFor(() => expect(refreshIn(card()?.activity)).toMatchObject([{ userIds }]), WAIT);
});

test("a member sees the team's buttons, a contact those of the client, each in their own time and language", async () => {
  const [hers, janes] = [await own(asha), await own({ name: "Jane", zone: "America/New_York" })];
  expect(verbsIn(hers)).toEqual(["take", "start", "deliver", "done", "snooze", "edit", "show"]);
  expect(verbsIn(janes)).toEqual(["edit", "show"]);
  expect(JSON.stringify(janes)).toContain("17:00");
  expect(JSON.stringify(hers)).toContain("03:30");
  expect(JSON.stringify(await own(jaya))).toContain("नियत");
  // It is asked for again when somebody looks again.
  expect(refreshIn(hers)).toMatchObject([{ userIds: [`29:${TENANT}-Asha`] }]);
});

test("what is the desk's own business is on nobody's card in a channel", async () => {
  for (const shown of [card()?.activity, await own(asha), await own(jaya)]) {
    expect(JSON.stringify(shown)).toContain("Fix the invoice template");
    expect(JSON.stringify(shown)).not.toMatch(/7h|Important|Estimate/);
  }
});

test("who has no part in it, or one elsewhere, gets no card of their own and hears nothing", async () => {
  const before = bench.fake.posted.length;
  for (const [who, where] of [
    [{ name: "Stranger" }, acme],
    [kim, acme],
    [kim, beta],
    [kim, personal],
  ] as const) {
    const { body } = await looks(who, where);
    expect(body["type"]).toBe("application/vnd.microsoft.error");
    expect(JSON.stringify(body)).not.toContain("invoice");
  }
  expect(bench.fake.posted).toHaveLength(before);
});

test("a button of one's own card does what it says, and everybody's card follows", async () => {
  const button = objectsIn(await own(asha)).find(
    ({ data, fallback }) => fallback && (data as { va: { v: string } }).va.v === "take",
  );
  const value = { action: button, trigger: "manual" };
  const { body } = await bench.invoke(asha, acme, "adaptiveCard/action", value, card()?.id);
  expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.activity.message" });
  // What changed is on the card; the words beside it don't say it all again.
  expect(JSON.stringify(body)).not.toContain("Stage");
  await bench.seen(ACME, "Accepted");
  expect(refreshIn(card()?.activity)).toHaveLength(1);
  expect(verbsIn(await own(asha))).not.toContain("take");
});

test("a card that one person alone sees is nobody else's", async () => {
  await bench.say(asha, personal, "show ACME-1");
  await bench.seen(direct(asha), /ACME-1 · Fix/);
  expect(refreshIn(bench.fake.in(direct(asha)))).toEqual([]);
});
