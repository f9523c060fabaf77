import { randomBytes } from "node:crypto";
import { messageOf } from "../../adapters/slack/render/message.ts";
import { dayOf } from "../../src/day.ts";
import * as c from "../../src/store/collections.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { createStores } from "../../src/store/index.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import type { Reader } from "../../src/view/nodes.ts";
import { type Bench, median, percentile, under } from "./bench.ts";
import { aRequest, memberOf, put, seedDesks } from "./seed.ts";

const OPEN = 200;
const HISTORY = 100_000;
const CLIENTS = 10;
const RUNS = 60;
const now = new Date("2026-11-24T08:00:00Z");
const reader: Reader = { locale: "en", zone: "Asia/Kolkata" };

export const digestBench: Bench = {
  name: "digest",
  about: `the day of a member with ${OPEN} open requests among ${HISTORY} in the desk's history, from query to blocks for Slack`,
  async run({ uri }) {
    const database = await openDatabase(uri, `bench-${randomBytes(6).toString("hex")}`);
    try {
      await seed(database);
      const { client, db } = database;
      const stores = createStores(client, db, () => undefined);
      const store = stores.forDesk("d0", null, { key: "bench", by: "bench", platform: "", now });
      const desk = await store.desk();
      const member = await store.members.byPerson(memberOf(0, 0));
      if (!member) throw new Error("no member");
      const hours = defaultWorkingHours(reader.zone);
      const took: number[] = [];
      const cpu: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const began = performance.now();
        const before = process.cpuUsage();
        const view = await dayOf({ store, desk, member: { ...member, hours }, reader, now });
        const { blocks } = messageOf(view, { reader, now, readers: "one", command: "/va" });
        took.push(performance.now() - began);
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / 1000);
        if ((blocks?.length ?? 0) < 10 || !JSON.stringify(blocks).includes(String(OPEN)))
          throw new Error(`no day of ${OPEN} requests: ${JSON.stringify(view.title)}`);
      }
      const warm = took.slice(10);
      return [
        under("digest, median", median(warm), 30, "ms"),
        { what: "digest, computing time of ours in it, median", value: median(cpu.slice(10)), unit: "ms" },
        { what: "digest, p95", value: percentile(warm, 95), unit: "ms" },
        { what: "digest, the first one", value: took[0] ?? Number.NaN, unit: "ms" },
      ];
    } finally {
      await database.db.dropDatabase();
      await database.close();
    }
  },
};

async function seed(database: Database): Promise<void> {
  await seedDesks(database, { desks: 1, members: 3, clients: CLIENTS });
  const open = Array.from({ length: OPEN }, (_, i) => aRequest(0, i % CLIENTS, i + 1, {}));
  const doneAt = (i: number) => new Date(now.getTime() - (i % 1000) * 86_400_000);
  const done = Array.from({ length: HISTORY - OPEN }, (_, i) =>
    aRequest(0, i % CLIENTS, OPEN + i + 1, {
      stage: "done",
      doneAt: doneAt(i),
      assignee: memberOf(0, i % 3),
    }),
  );
  await put(database, c.requests, [...open, ...done]);
}
