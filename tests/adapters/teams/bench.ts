import { expect, vi } from "vitest";
import { compose, type ProcessRole, type VaDesk } from "../../../src/compose.ts";
import { readConfig } from "../../../src/config.ts";
import type { Log } from "../../../src/log.ts";
import { type Clock, systemClock } from "../../../src/time/clock.ts";
import {
  APP_ID,
  type FakeTeams,
  ISSUER,
  PASSWORD,
  type Person,
  type Posted,
  startFakeTeams,
  TENANT,
  type Where,
} from "../../fakes/teams/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A whole VA Desk with its Teams side open to a Microsoft of the test's own. */
export interface Bench {
  fake: FakeTeams;
  desk: VaDesk;
  database: TestDatabase;
  /** Where Teams posts. */
  edge: string;
  post(activity: object): Promise<Answer>;
  /** Types a line: to the bot alone, or by its name. */
  say(who: Person, where: Where, text: string, more?: Record<string, unknown>): Promise<void>;
  invoke(who: Person, where: Where, name: string, value: object, replyToId?: string): Promise<Answer>;
  /** Presses the first button of a message that calls this verb; opens its dialog if it has one. */
  press(who: Person, where: Where, on: Posted | undefined, verb: string): Promise<Answer>;
  /** Waits until this was said in a conversation. */
  seen(conversation: string, words: string | RegExp): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchOptions {
  env?: Record<string, string>;
  clock?: Clock;
  log?: Log;
  role?: ProcessRole;
}

export const asha: Person = { name: "Asha", zone: "Asia/Kolkata" };
export const jane: Person = { name: "Jane", zone: "America/New_York" };
export const personal: Where = { kind: "personal" };
export const ACME = "19:acme@thread.tacv2";
export const acme: Where = { kind: "channel", id: ACME };
const mention = {
  type: "mention",
  text: "<at>VA Desk</at>",
  mentioned: { id: `28:${APP_ID}`, name: "VA Desk" },
};

export async function openBench({
  env = {},
  clock = systemClock,
  log = silent,
  role = "all",
}: BenchOptions = {}): Promise<Bench> {
  const [fake, database] = await Promise.all([startFakeTeams(), testDatabase()]);
  const config = readConfig({
    WEB_PORT: "0",
    PORT: "0",
    MONGODB_DATABASE: database.name,
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: PASSWORD,
    MICROSOFT_OPENID_METADATA_URL: fake.metadataUrl,
    MICROSOFT_TOKEN_ISSUER: ISSUER,
    MICROSOFT_LOGIN_URL: fake.url,
    ...env,
  });
  const desk = await compose({ config, mongoUri: database.uri, role, clock, log });
  const edge = `http://127.0.0.1:${(await desk.start()).edge}/api/messages`;

  async function post(activity: object): Promise<Answer> {
    // We go by the test's clock, the SDK by the machine's.
    const times = [clock, systemClock].map((one) => Math.floor(one.now().getTime() / 1000));
    const token = await fake.token({ exp: Math.max(...times) + 3600, nbf: Math.min(...times) - 60 });
    const answer = await fetch(edge, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(activity),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : {} };
  }
  const invoke: Bench["invoke"] = (who, where, name, value, replyToId) =>
    post(fake.activity(who, where, { type: "invoke", name, replyToId, value }));

  return {
    fake,
    desk,
    database,
    edge,
    post,
    invoke,
    async say(who, where, text, more = {}) {
      const words =
        where.kind === "personal" ? { text } : { text: `<at>VA Desk</at> ${text}`, entities: [mention] };
      const { status } = await post(fake.activity(who, where, { type: "message", ...words, ...more }));
      expect(status).toBe(200);
    },
    press(who, where, on, verb) {
      const [name, value] = pressOf(on, verb);
      return invoke(who, where, name, value, on?.id);
    },
    async seen(conversation, words) {
      const told = () => JSON.stringify(fake.in(conversation).map((one) => one.activity));
      await vi.waitFor(() => expect(told()).toMatch(words), { timeout: 20_000, interval: 30 });
    },
    async stop() {
      await desk.stop();
      await fake.stop();
      await database.drop();
    },
  };
}

/** What Teams sends for the first button of a message that calls this verb. */
export function pressOf(on: Posted | undefined, verb: string): [name: string, value: object] {
  const button = objectsIn(on?.activity).find(
    ({ type, data }) =>
      /^Action\.(Execute|Submit)$/.test(String(type)) && (data as { va?: { v: string } })?.va?.v === verb,
  ) as { data: { msteams?: object }; type: string } | undefined;
  if (!button) throw new Error(`no button for ${verb}`);
  const { data, type } = button;
  return data.msteams === undefined
    ? ["adaptiveCard/action", { action: { type, verb: "va-desk", data }, trigger: "manual" }]
    : ["task/fetch", { data, context: { theme: "default" } }];
}

/** The personal conversation of somebody with the bot. */
export const direct = ({ name, tenant = TENANT }: Person): string => `a:29:${tenant}-${name}`;

/** Every object in a value. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** Asha's desk, with Acme in a channel of Teams and Jane as its contact. */
export async function openTeamsDesk(options?: BenchOptions): Promise<Bench> {
  const bench = await openBench(options);
  await bench.say(asha, personal, 'setup "Asha\'s Desk" zone:Kolkata');
  await bench.seen(direct(asha), "Asha's Desk");
  await bench.say(asha, acme, 'client add "Acme Ltd" code:ACME zone:America/New_York');
  await bench.seen(direct(asha), "Acme Ltd is a client");
  await bench.say(jane, acme, 'request Fix the invoice template due:"Friday 5pm"');
  await bench.seen(direct(jane), "with Acme Ltd");
  await bench.press(jane, personal, bench.fake.in(direct(jane))[0], "join");
  await bench.desk.settle();
  await bench.seen(ACME, "Fix the invoice template");
  return bench;
}
