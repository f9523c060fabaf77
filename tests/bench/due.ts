import { randomBytes } from "node:crypto";
import { MORNING_DIGEST } from "../../src/schedules.ts";
import { collectionOf } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { systemClock } from "../../src/time/clock.ts";
import type { Rule } from "../../src/time/occurrences.ts";
import { type Bench, equal, under } from "./bench.ts";
import { memoryOf, startProduct, until } from "./processes.ts";
import { aRequest, memberOf, put, seedDesks } from "./seed.ts";
import { SECRET, startSlackStub, TOKEN } from "./slack-stub.ts";

const DESKS = 1000;
const MEMBERS = 5;
const DIGESTS = DESKS * MEMBERS;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

export const dueBench: Bench = {
  name: "due",
  about: `${DIGESTS} digests due in the same minute over ${DESKS} desks, in one running process`,
  async run({ uri, root, note }) {
    const name = `bench-${randomBytes(6).toString("hex")}`;
    const database = await openDatabase(uri, name);
    const slack = await startSlackStub();
    try {
      await seed(database);
      const product = await startProduct(root, {
        MONGODB_URI: uri,
        MONGODB_DATABASE: name,
        SLACK_SIGNING_SECRET: SECRET,
        SLACK_BOT_TOKEN: TOKEN,
        SLACK_API_URL: slack.url,
      });
      const idle = await memoryOf(product.pid);
      const due = await schedule(database);
      const digests = () => collectionOf(database.db, c.outbox).countDocuments({ topic: "digest" });
      await until(async () => systemClock.now() >= due, 20, 120_000);
      await until(async () => (await digests()) >= DIGESTS, 50, 600_000);
      const inOutbox = (systemClock.now().getTime() - due.getTime()) / 1000;
      note(`  in the outbox after ${inOutbox.toFixed(1)} s`);
      await until(async () => slack.posted() >= DIGESTS, 100, 600_000);
      const said = (systemClock.now().getTime() - due.getTime()) / 1000;
      const memory = await memoryOf(product.pid);
      await product.stop();
      await check(database, slack.posted());
      return [
        under("until all are in the outbox", inOutbox, 10, "s"),
        { what: "until all are said in Slack", value: said, unit: "s" },
        under("memory of the process, at most", memory.most, 300, "MB"),
        { what: "memory of the process before", value: idle.now, unit: "MB" },
      ];
    } finally {
      await slack.stop();
      await database.db.dropDatabase();
      await database.close();
    }
  },
};

async function seed(database: Database): Promise<void> {
  await seedDesks(database, { desks: DESKS, members: MEMBERS, clients: 2 });
  const requests = Array.from({ length: DESKS }, (_, d) =>
    Array.from({ length: 10 }, (_, i) => aRequest(d, i % 2, i + 1, { assignee: memberOf(d, i % MEMBERS) })),
  );
  await put(database, c.requests, requests.flat());
}

/** Everybody's digest is due at the next full minute that leaves time to write this down. */
async function schedule(database: Database): Promise<Date> {
  const due = new Date(Math.ceil((systemClock.now().getTime() + 5_000) / 60_000) * 60_000);
  const rule: Rule = { kind: "daily", at: due.toISOString().slice(11, 16), weekdays: everyDay };
  const schedules = Array.from({ length: DESKS }, (_, d) =>
    Array.from({ length: MEMBERS }, (_, m) => {
      const subject = memberOf(d, m);
      const of = { desk: `d${d}`, job: MORNING_DIGEST, subject };
      return { id: `d${d}|${MORNING_DIGEST}|${subject}`, ...of, rule, zone: "UTC", nextAt: due };
    }),
  );
  await put(database, c.schedules, schedules.flat());
  return due;
}

async function check({ db }: Database, posted: number): Promise<void> {
  const digests = collectionOf(db, c.outbox);
  equal(await digests.countDocuments({ topic: "digest" }), DIGESTS, "digests");
  equal((await digests.distinct("conversation")).length, DIGESTS, "people with a digest");
  equal(
    await collectionOf(db, c.occurrences).countDocuments({ job: MORNING_DIGEST, state: "done" }),
    DIGESTS,
    "done",
  );
  equal(posted, DIGESTS, "messages in Slack");
}
