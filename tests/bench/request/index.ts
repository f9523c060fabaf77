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

export const requestBench: Bench = {
  name: "request",
  about: `/va request over signed HTTP, ${LOAD.atOnce} at a time, answered in the ack, beside Bolt with one transaction`,
  async run(ground) {
    const slack = await startSlackStub();
    try {
      const sides = sidesOf(ground, slack);
      const measured = new Map(sides.map((side) => [side.name, [] as Measured[]]));
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
          const one = await measure(ground, side, slack);
          measured.get(side.name)?.push(one);
          ground.note(`  ${side.name}: ${one.perSecond.toFixed(0)}/s, p99 ${one.p99.toFixed(0)} ms`);
        }
      }
      return figuresOf(measured);
    } finally {
      await slack.stop();
    }
  },
};

/** VA Desk with its Slack side open, started with these words. */
export const product =
  ({ uri, root }: Ground, slack: SlackStub, args: string[] = []) =>
  async (database: string) => {
    const env = {
      MONGODB_URI: uri,
      MONGODB_DATABASE: database,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_API_URL: slack.url,
    };
    const { ready, stop } = await startProduct(root, env, args);
    return { url: `${ready.edge}/slack/events`, stop };
  };

function sidesOf(ground: Ground, slack: SlackStub): Side[] {
  const { uri } = ground;
  return [
    { name: "VA Desk", start: product(ground, slack) },
    { name: "VA Desk --role web", start: product(ground, slack, ["--role", "web"]) },
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

function figuresOf(measured: ReadonlyMap<string, readonly Measured[]>): Figure[] {
  const of = (name: string, field: keyof Measured) =>
    median((measured.get(name) ?? []).map((one) => one[field]));
  const figures = [...measured.keys()].flatMap((name): Figure[] => [
    { what: `${name}: throughput`, value: of(name, "perSecond"), unit: "/s" },
    { what: `${name}: p50`, value: of(name, "p50"), unit: "ms" },
    { what: `${name}: p99`, value: of(name, "p99"), unit: "ms" },
  ]);
  const throughput = of("VA Desk", "perSecond") / of("baseline", "perSecond");
  const p99 = of("VA Desk", "p99") / of("baseline", "p99");
  return [
    ...figures,
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
