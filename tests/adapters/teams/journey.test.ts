import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { compose, type VaDesk } from "../../../src/compose.ts";
import { readConfig } from "../../../src/config.ts";
import { systemClock } from "../../../src/time/clock.ts";
import {
  APP_ID,
  type FakeTeams,
  ISSUER,
  PASSWORD,
  type Person,
  type Posted,
  startFakeTeams,
  type Where,
} from "../../fakes/teams/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";

let fake: FakeTeams;
let database: TestDatabase;
let desk: VaDesk;
let edge: string;

beforeEach(async () => {
  [fake, database] = await Promise.all([startFakeTeams(), testDatabase()]);
  const config = readConfig({
    WEB_PORT: "0",
    PORT: "0",
    MONGODB_DATABASE: database.name,
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: PASSWORD,
    MICROSOFT_OPENID_METADATA_URL: fake.metadataUrl,
    MICROSOFT_TOKEN_ISSUER: ISSUER,
    MICROSOFT_LOGIN_URL: fake.url,
  });
  desk = await compose({ config, mongoUri: database.uri, role: "all", clock: systemClock, log: silent });
  edge = `http://127.0.0.1:${(await desk.start()).edge}/api/messages`;
});
afterEach(async () => {
  await desk.stop();
  await fake.stop();
  await database.drop();
});

const asha: Person = { name: "Asha", zone: "Asia/Kolkata" };
const jane: Person = { name: "Jane", zone: "America/New_York" };
const personal: Where = { kind: "personal" };
const acme: Where = { kind: "channel", id: "19:acme@thread.tacv2" };
const mention = {
  type: "mention",
  text: "<at>VA Desk</at>",
  mentioned: { id: `28:${APP_ID}`, name: "VA Desk" },
};

async function post(activity: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(edge, {
    method: "POST",
    headers: { authorization: `Bearer ${await fake.token()}`, "content-type": "application/json" },
    body: JSON.stringify(activity),
  });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
}

async function say(who: Person, where: Where, text: string): Promise<void> {
  const more =
    where.kind === "personal" ? { text } : { text: `<at>VA Desk</at> ${text}`, entities: [mention] };
  expect((await post(fake.activity(who, where, { type: "message", ...more }))).status).toBe(200);
}

const direct = (who: Person): string => `a:29:99999999-2222-4333-8444-555555555555-${who.name}`;
const told = (conversation: string): string =>
  JSON.stringify(fake.in(conversation).map((one) => one.activity));
const seen = (conversation: string, words: string | RegExp) =>
  vi.waitFor(() => expect(told(conversation)).toMatch(words), { timeout: 10_000, interval: 30 });

/** Every object in a value. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** Presses the first button of a message that calls this verb. */
function press(who: Person, where: Where, on: Posted | undefined, verb: string) {
  const buttons = objectsIn(on?.activity).filter((part) =>
    /^Action\.(Execute|Submit)$/.test(String(part["type"])),
  );
  const button = buttons.find(({ data }) => (data as { va?: { v: string } }).va?.v === verb);
  if (!button) throw new Error(`no button for ${verb}`);
  const { data, type } = button as { data: { msteams?: object }; type: string };
  const asks = data.msteams !== undefined;
  const value = asks
    ? { data, context: { theme: "default" } }
    : { action: { type, verb: "va-desk", data }, trigger: "manual" };
  const name = asks ? "task/fetch" : "adaptiveCard/action";
  return post(fake.activity(who, where, { type: "invoke", name, replyToId: on?.id, value }));
}

test("a desk is set up and a client's channel served, all of it in Teams", async () => {
  await say(asha, personal, "today");
  await seen(direct(asha), "isn't connected");
  await say(asha, personal, 'setup "Asha\'s Desk" zone:Kolkata');
  await seen(direct(asha), "Asha's Desk");
  await say(asha, acme, 'client add "Acme Ltd" code:ACME zone:America/New_York');
  await seen(direct(asha), "Acme Ltd is a client");
  await say(jane, acme, 'request Fix the invoice template due:"Friday 5pm"');
  await seen(direct(jane), "with Acme Ltd");
  const [question] = fake.in(direct(jane));
  const answer = await press(jane, personal, question, "join");
  expect(answer.body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.activity.message" });
  expect(JSON.stringify(answer.body)).toContain("ACME-1");
  await seen("19:acme@thread.tacv2", "Fix the invoice template");
});
