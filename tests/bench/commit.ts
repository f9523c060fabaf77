import { randomBytes } from "node:crypto";
import type { EventDraft } from "../../src/domain/event.ts";
import type { Say } from "../../src/domain/outbox.ts";
import type { Request } from "../../src/domain/request.ts";
import type { Log } from "../../src/log.ts";
import { createRelay, outboxRow } from "../../src/outbox/relay.ts";
import { collectionOf, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { commit } from "../../src/store/commit.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { write } from "../../src/store/writes.ts";
import { systemClock } from "../../src/time/clock.ts";
import { type Bench, equal, type Figure, median, percentile, timed } from "./bench.ts";
import { aRequest } from "./seed.ts";

const ROUNDS = 3;
const AT_ONCE = 50;
const COMMITS = 3000;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

interface Measured {
  /** Confirmed to whoever typed. */
  perSecond: number;
  p99: number;
  /** With event and message in their own collections. */
  wholePerSecond: number;
}

interface Change {
  key: string;
  request: Request;
  event: EventDraft;
  say: Say;
}

/** One way to commit a change; `rest` does what it leaves for later. */
type Way = (database: Database) => { commit(change: Change): Promise<void>; rest(): Promise<void> };

/** The request carries its event and message, and the relay moves them out. */
const oneDocument: Way = ({ client, db }) => {
  const relay = createRelay(db, silent, () => undefined);
  return {
    async commit({ key, request, event, say }) {
      const by = { desk: request.desk, key, by: "bench", platform: "", at: systemClock.now() };
      await commit(client, db, {
        ...by,
        writes: [write.request.insert(request)],
        events: [event],
        says: [say],
      });
      relay.nudge(["requests"]);
    },
    rest: () => relay.drain(),
  };
};

/** Request, event and message in one transaction. */
const transaction: Way = ({ client, db }) => ({
  async commit({ key, request, event, say }) {
    const at = systemClock.now();
    const row = outboxRow(say, { id: key, desk: request.desk, at, by: "" }, 0);
    const session = client.startSession();
    try {
      await session.withTransaction(async () => {
        const docs = [
          [c.requests, { ...request, keys: [key] }],
          [
            c.events,
            { id: `${key}|e0`, desk: request.desk, by: "bench", platform: "", at, data: {}, ...event },
          ],
          [c.outbox, row],
        ] as const;
        for (const [spec, doc] of docs)
          await collectionOf(db, spec).insertOne(toStored(doc) as { _id: string }, { session });
      });
    } finally {
      await session.endSession();
    }
  },
  rest: async () => undefined,
});

export const commitBench: Bench = {
  name: "commit",
  about: `a request with an event and a message, ${AT_ONCE} at a time: inside one document, or as a transaction of three writes`,
  async run({ uri, note }) {
    const ways = { "one document": oneDocument, transaction } satisfies Record<string, Way>;
    const measured = { "one document": [] as Measured[], transaction: [] as Measured[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of ["one document", "transaction"] as const) {
        const one = await measure(uri, ways[name]);
        measured[name].push(one);
        note(`  ${name}: ${one.perSecond.toFixed(0)}/s, moved out ${one.wholePerSecond.toFixed(0)}/s`);
      }
    }
    const of = (name: keyof typeof ways, field: keyof Measured) =>
      median(measured[name].map((one) => one[field]));
    const ratio = (field: keyof Measured) => of("one document", field) / of("transaction", field);
    return [
      ...(["one document", "transaction"] as const).flatMap((name): Figure[] => [
        { what: `${name}: confirmed`, value: of(name, "perSecond"), unit: "/s" },
        { what: `${name}: p99`, value: of(name, "p99"), unit: "ms" },
        { what: `${name}: with everything moved out`, value: of(name, "wholePerSecond"), unit: "/s" },
      ]),
      { what: "confirmed, one document to transaction", value: ratio("perSecond"), unit: "×" },
      { what: "p99, one document to transaction", value: ratio("p99"), unit: "×" },
      { what: "moved out, one document to transaction", value: ratio("wholePerSecond"), unit: "×" },
    ];
  },
};

async function measure(uri: string, way: Way): Promise<Measured> {
  const database = await openDatabase(uri, `bench-${randomBytes(6).toString("hex")}`);
  try {
    const { commit, rest } = way(database);
    await timed(200, AT_ONCE, (i) => commit(changeOf(i)));
    await rest();
    const began = performance.now();
    const took = await timed(COMMITS, AT_ONCE, (i) => commit(changeOf(1000 + i)));
    const confirmedMs = performance.now() - began;
    await rest();
    const wholeMs = performance.now() - began;
    for (const spec of [c.requests, c.events, c.outbox])
      equal(await collectionOf(database.db, spec).countDocuments(), 200 + COMMITS, spec.name);
    return {
      perSecond: COMMITS / (confirmedMs / 1000),
      p99: percentile(took, 99),
      wholePerSecond: COMMITS / (wholeMs / 1000),
    };
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}

function changeOf(n: number): Change {
  const request = aRequest(n % 100, 0, n + 1, { id: `d${n % 100}.r${n}` });
  return {
    key: `act-${n}`,
    request,
    event: { subject: request.id, kind: "opened", data: { client: request.client } },
    say: {
      kind: "message",
      topic: "notice",
      conversation: `slack|T1|C${n % 100}`,
      guard: { kind: "channel", client: request.client },
      reader: { locale: "en", zone: "UTC" },
      view: { title: request.title, body: [] },
    },
  };
}
