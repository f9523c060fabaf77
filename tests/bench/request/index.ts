import { randomBytes } from "node:crypto";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { type Bench, equal, type Figure, type Ground, median, percentile } from "../bench.ts";
import { startModule, startProduct } from "../processes.ts";
import { seedDesks } from "../seed.ts";
import { SECRET, type SlackStub, startSlackStub, TOKEN } from "../slack-stub.ts";
import type { BaselineTask } from "./baseline.ts";
import type { LoadReport, LoadTask } from "./load.ts";

const ROUNDS = 3;
const AT_ONCE = 50;
const WARMUP = 500;
const REQUESTS = 3000;

interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
}

/** What takes the commands. `stop` returns when all of its work is done. */
interface Side {
  name: string;
  start(database: string): Promise<{ url: string; stop(): Promise<void> }>;
}

export const requestBench: Bench = {
  name: "request",
  about: `/va request over signed HTTP, ${AT_ONCE} at a time, answered in the ack, beside Bolt with one transaction`,
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

function sidesOf({ uri, root }: Ground, slack: SlackStub): Side[] {
  const product = (args: string[]) => async (database: string) => {
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
  return [
    { name: "VA Desk", start: product([]) },
    { name: "VA Desk --role web", start: product(["--role", "web"]) },
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
async function measure({ uri }: Ground, side: Side, slack: SlackStub): Promise<Measured> {
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
      warmup: WARMUP,
      requests: REQUESTS,
      atOnce: AT_ONCE,
    };
    const load = await startModule<LoadReport>(new URL("./load.js", import.meta.url), task);
    await running.stop();
    const { took, totalMs, confirmed } = load.ready;
    const all = WARMUP + REQUESTS;
    equal(confirmed, all, `${side.name}: requests confirmed to whoever typed them`);
    equal(
      await collectionOf(database.db, c.requests).countDocuments(),
      all,
      `${side.name}: requests in the database`,
    );
    const titles = await collectionOf(database.db, c.requests).distinct("title");
    equal(titles.length, all, `${side.name}: different requests in the database`);
    equal(
      await collectionOf(database.db, c.events).countDocuments({ kind: "opened" }),
      all,
      `${side.name}: events`,
    );
    const told = await collectionOf(database.db, c.outbox).countDocuments();
    if (told < all) throw new Error(`${side.name}: ${told} messages for ${all} requests`);
    return { perSecond: REQUESTS / (totalMs / 1000), p50: median(took), p99: percentile(took, 99) };
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}

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
