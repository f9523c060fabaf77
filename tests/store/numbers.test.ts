import fc from "fast-check";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nextNumber } from "../../src/store/numbers.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
/** Another process. */
let other: MongoClient;
beforeAll(async () => {
  database = await testDatabase();
  other = await new MongoClient(database.uri).connect();
});
afterAll(async () => {
  await other.close();
  await database.drop();
});

const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("numbers asked for at once", () => {
  it("are each given once and without a gap, whoever asks together and however often", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 30 }), { maxLength: 4 }),
        async (rounds) => {
          run += 1;
          const given = new Map<string, number[]>();
          for (const asked of rounds) {
            await Promise.all(
              asked.map(async ([which, elsewhere]) => {
                const counter = `d1|${run}-${which}`;
                const db = elsewhere ? other.db(database.name) : database.db;
                const number = await nextNumber(db, counter);
                given.set(counter, [...(given.get(counter) ?? []), number]);
              }),
            );
          }
          for (const numbers of given.values())
            expect(numbers.sort((a, b) => a - b)).toEqual(oneTo(numbers.length));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("come in the order of asking within a process", async () => {
    const numbers = await Promise.all(oneTo(20).map((i) => nextNumber(database.db, `d1|order-${i % 2}`)));
    expect(numbers.filter((_, i) => i % 2 === 0)).toEqual(oneTo(10));
  });

  it("go on from where another counted without us", async () => {
    const counters = database.db.collection<{ _id: string }>("counters");
    await counters.insertMany([{ _id: "d1|old-a", n: 41 } as never, { _id: "d1|old-b", n: 7 } as never]);
    const ask = (counter: string) => nextNumber(database.db, counter);
    const both = await Promise.all([ask("d1|old-a"), ask("d1|old-b"), ask("d1|old-a")]);
    expect(both).toEqual([42, 8, 43]);
    const { given } = (await counters.findOne({ _id: "d1|old-a" })) as unknown as { given: unknown[] };
    expect(given).toHaveLength(1);
  });

  it("keep a counter small", async () => {
    for (const i of oneTo(30))
      await Promise.all([nextNumber(database.db, "d1|small"), nextNumber(database.db, `d1|beside-${i}`)]);
    const counters = database.db.collection<{ _id: string }>("counters");
    const { n, given } = (await counters.findOne({ _id: "d1|small" })) as unknown as {
      n: number;
      given: unknown[];
    };
    expect(n).toBe(30);
    expect(given.length).toBeLessThan(25);
  });
});
