import { randomBytes } from "node:crypto";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { type Database, openDatabase } from "../../../src/store/database.ts";
import { type Bench, equal, type Figure, type Ground, median, percentile } from "../bench.ts";
import { startModule, startProduct } from "../processes.ts";
import { seedDesks } from "../seed.ts";
import { SECRET, type SlackStub, startSlackStub, TOKEN } from "../slack-stub.ts";
import type { BaselineTask } from "./baseline.ts";
import type { LoadReport, LoadTask } from "./load.ts";

export const ROUNDS = 3;
export const LOAD = { warmup: 500, requests: 3000, atOnce: 50 } as const;

export interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
}

/** What takes the commands. `stop` returns when all of its work is done. */
export interface Side {
  name: string;
  start(database: string): Promise<{ url: string; stop(): Promise<void> }>;
}

interface Started {
  args: string[];
  env: Record<string, string>;
}

export const requestBench: Bench = {
  name: "request",
  about: `/va request over signed HTTP, ${LOAD.atOnce} at a time, answered in the ack, beside Bolt with one transaction`,
  async run(ground) {
    const slack = await startSlackStub();
    try {
      return figuresOf(await rounds(ground, slack, sidesOf(ground, slack)));
    } finally {
      await slack.stop();
    }
  },
};

type AllMeasured = ReadonlyMap<string, readonly Measured[]>;

/** Several rounds, each side in turn, first and last by turns. */
export async function rounds(ground: Ground, slack: SlackStub, sides: readonly Side[]): Promise<AllMeasured> {
  const measured = new Map(sides.map((side) => [side.name, [] as Measured[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const one = await measure(ground, side, slack);
      measured.get(side.name)?.push(one);
      ground.note(`  ${side.name}: ${one.perSecond.toFixed(0)}/s, p99 ${one.p99.toFixed(0)} ms`);
    }
  }
  return measured;
}

/** VA Desk with its Slack side open, started with these words and variables. */
export const product =
  ({ uri, root }: Ground, slack: SlackStub, { args = [], env: more = {} }: Partial<Started> = {}) =>
  async (database: string) => {
    const env = {
      MONGODB_URI: uri,
      MONGODB_DATABASE: database,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_API_URL: slack.url,
      ...more,
    };
    const { ready, stop } = await startProduct(root, env, args);
    return { url: `${ready.edge}/slack/events`, stop };
  };

function sidesOf(ground: Ground, slack: SlackStub): Side[] {
  const { uri } = ground;
  return [
    { name: "VA Desk", start: product(ground, slack) },
    { name: "VA Desk --role web", start: product(ground, slack, { args: ["--role", "web"] }) },
    {
      name: "baseline",
      async start(database) {
        const task: BaselineTask = { uri, database };
        const { ready, stop } = await startModule<{ url: string }>(
          new URL("./baseline.js", import.meta.url),
          task,
        );
        return { url: ready.url, stop };
      },
    },
  ];
}

/** One side on a fresh database. @throws Error if a request was lost or doubled */
export async function measure({ uri }: Ground, side: Side, slack: SlackStub): Promise<Measured> {
  const name = `bench-${randomBytes(6).toString("hex")}`;
  const database = await openDatabase(uri, name);
  try {
    const speakers = await seedDesks(database, { desks: 100, members: 2, clients: 2 });
    const running = await side.start(name);
    const task: LoadTask = {
      url: running.url,
      responseUrl: `${slack.url}response`,
      speakers,
      title: `t${randomBytes(4).toString("hex")}`,
      ...LOAD,
    };
    const load = await startModule<LoadReport>(new URL("./load.js", import.meta.url), task);
    await running.stop();
    await checkKept(database, side.name, load.ready);
    return measuredIn(load.ready);
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}

/** @throws Error if a request was lost or doubled */
export async function checkKept({ db }: Database, name: string, { confirmed }: LoadReport): Promise<void> {
  const all = LOAD.warmup + LOAD.requests;
  equal(confirmed, all, `${name}: requests confirmed to whoever typed them`);
  const requests = collectionOf(db, c.requests);
  equal(await requests.countDocuments(), all, `${name}: requests in the database`);
  const titles = await requests.distinct("title");
  equal(titles.length, all, `${name}: different requests in the database`);
  const opened = await collectionOf(db, c.events).countDocuments({ kind: "opened" });
  equal(opened, all, `${name}: events`);
  const told = await collectionOf(db, c.outbox).countDocuments();
  if (told < all) throw new Error(`${name}: ${told} messages for ${all} requests`);
}

export const measuredIn = ({ took, totalMs }: LoadReport): Measured => ({
  perSecond: LOAD.requests / (totalMs / 1000),
  p50: median(took),
  p99: percentile(took, 99),
});

export function figuresOfSides(measured: AllMeasured): Figure[] {
  return [...measured.keys()].flatMap((name): Figure[] => [
    { what: `${name}: throughput`, value: middle(measured, name, "perSecond"), unit: "/s" },
    { what: `${name}: p50`, value: middle(measured, name, "p50"), unit: "ms" },
    { what: `${name}: p99`, value: middle(measured, name, "p99"), unit: "ms" },
  ]);
}

const middle = (measured: AllMeasured, name: string, field: keyof Measured): number =>
  median((measured.get(name) ?? []).map((one) => one[field]));

export const ratio = (measured: AllMeasured, field: keyof Measured, one: string, other: string): number =>
  middle(measured, one, field) / middle(measured, other, field);

function figuresOf(measured: AllMeasured): Figure[] {
  const throughput = ratio(measured, "perSecond", "VA Desk", "baseline");
  const p99 = ratio(measured, "p99", "VA Desk", "baseline");
  return [
    ...figuresOfSides(measured),
    {
      what: "throughput, VA Desk to baseline",
      value: throughput,
      unit: "×",
      target: "≥ 1 ×",
      met: throughput >= 1,
    },
    { what: "p99, VA Desk to baseline", value: p99, unit: "×", target: "≤ 1.5 ×", met: p99 <= 1.5 },
  ];
}
