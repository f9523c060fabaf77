import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { changeTogether } from "../../src/store/change-together.ts";
import { defineCollection, reader } from "../../src/store/collection.ts";
import { asPlain, insertTogether } from "../../src/store/together.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const things = defineCollection({
  name: "people",
  schema: z.object({ id: z.string(), desk: z.string(), tags: z.array(z.string()), gone: z.null() }),
  indexes: [],
  erase: { id: "keep", desk: "keep", tags: "keep", gone: "keep" },
});
const thing = (id: string, desk: string, tags: string[] = []) => ({ _id: id, desk, tags, gone: null });

describe("what many ask for at once", () => {
  let database: TestDatabase;
  let asked: { command: string; size: number }[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    await database.db
      .collection<{ _id: string }>(things.name)
      .insertMany([thing("a", "d1", ["x"]), thing("b", "d1"), thing("c", "d2", ["x", "y"])]);
    const { db } = database;
    const collection = db.collection.bind(db);
    // Counts round trips, and lets them through.
    database.db.collection = ((name: string) => {
      const real = collection(name);
      const { find } = real;
      real.find = ((filter: object) => {
        asked.push({ command: "find", size: JSON.stringify(filter).length });
        return find.call(real, filter);
      }) as typeof real.find;
      return real;
    }) as typeof db.collection;
  });
  afterAll(() => database.drop());

  it("shares a round trip, and everybody gets what they asked for", async () => {
    asked = [];
    const all = reader(database.db, things);
    const ids = ["a", "b", "c", "nobody", "a"];
    const found = await Promise.all(ids.map((_id) => all.one({ _id })));
    expect(found.map((one) => one?.id)).toEqual(["a", "b", "c", undefined, "a"]);
    expect(asked).toHaveLength(1);
  });

  it("answers several who ask for the very same", async () => {
    const all = reader(database.db, things, { desk: "d1" });
    const found = await Promise.all([1, 2, 3].map(() => all.one({ _id: "b" })));
    expect(found.map((one) => one?.id)).toEqual(["b", "b", "b"]);
  });

  it("shares one between askers who may see different desks, and shows nobody the other's", async () => {
    asked = [];
    const at = (desk: string) => reader(database.db, things, { desk, gone: null });
    const found = await Promise.all([
      at("d1").many({}),
      at("d2").many({}),
      at("d1").one({ _id: "c" }),
      at("d2").one({ _id: "c" }),
      at("d3").many({ tags: "x" }),
      at("d1").many({ tags: "x" }),
    ]);
    expect(found.map((one) => [one].flat().map((doc) => doc?.id))).toEqual([
      ["a", "b"],
      ["c"],
      [undefined],
      ["c"],
      [],
      ["a"],
    ]);
    expect(asked).toHaveLength(1);
  });

  it("sees what was written before it was asked for, however many are waiting", async () => {
    const all = reader(database.db, things);
    for (let i = 0; i < 20; i += 1) {
      const crowd = Array.from({ length: 30 }, (_, n) => all.one({ _id: `new-${i}-${n}` }));
      const [mine] = await Promise.all([
        insertTogether(database.db, things.name, thing(`new-${i}`, "d9")).then(() =>
          all.one({ _id: `new-${i}` }),
        ),
        ...crowd,
      ]);
      expect(mine?.id).toBe(`new-${i}`);
    }
  });

  it("takes no filter for a plain one that isn't", () => {
    expect(asPlain({ desk: "d1" }, { _id: "a" })).toEqual({ desk: "d1", _id: "a" });
    expect(asPlain({ _id: { $in: ["a"] } }, { $and: [{ desk: "d1" }, {}] })).toEqual({
      _id: ["a"],
      desk: "d1",
    });
    expect(asPlain({ _id: { $in: ["a"], $ne: "b" } })).toBeUndefined();
    expect(asPlain({ at: { $gte: 1 } })).toBeUndefined();
    expect(asPlain({ $and: [{ desk: "d1" }, { desk: "d2" }] })).toBeUndefined();
    expect(asPlain({ $or: [] })).toBeUndefined();
    expect(asPlain({ desk: "d1" }, { desk: "d2" })).toBeUndefined();
    expect(asPlain({ "a.b": 1 })).toBeUndefined();
  });

  it("writes all but the one whose key is taken, and only that one hears of it", async () => {
    const ids = ["m1", "m2", "a", "m3", "m1"];
    const ends = await Promise.allSettled(
      ids.map((id) => insertTogether(database.db, things.name, thing(id, "d4"))),
    );
    expect(ends.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
    ]);
    expect(ends[2]).toMatchObject({ reason: { code: 11000, keyPattern: { _id: 1 } } });
    const stored = await reader(database.db, things, { desk: "d4" }).many({}, { sort: { _id: 1 } });
    expect(stored.map(({ id }) => id)).toEqual(["m1", "m2", "m3"]);
  });
});

describe("changes asked for at once", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  const change = (_id: string, version: number, to: object = {}) =>
    changeTogether(database.db, things.name, {
      filter: { _id, version },
      update: { $set: { version: version + 1, ...to } },
    });

  it("each hold only if their own document is as it was read, whatever becomes of the others", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ doc: fc.integer({ min: 0, max: 7 }), version: fc.integer({ min: 0, max: 1 }) }),
          {
            minLength: 1,
            maxLength: 40,
          },
        ),
        async (asked) => {
          const collection = database.db.collection<{ _id: string }>(things.name);
          await collection.deleteMany({});
          const ids = Array.from({ length: 8 }, (_, n) => ({ _id: `t${n}`, version: 0, keys: [`k${n}`] }));
          await collection.insertMany(ids);
          const ends = await Promise.all(asked.map(({ doc, version }) => change(`t${doc}`, version)));
          for (const { _id } of ids) {
            const of = asked.map(({ doc, version }, i) => ({ version, fitted: ends[i], id: `t${doc}` }));
            const fitted = of.filter((one) => one.id === _id && one.fitted).map((one) => one.version);
            const stored = await collection.findOne({ _id });
            expect(stored).toMatchObject({ version: fitted.length });
            expect(new Set(fitted).size).toBe(fitted.length);
            if (of.some((one) => one.id === _id && one.version === 0)) expect(fitted).toContain(0);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("tell the one whose key is taken elsewhere, and let the others be", async () => {
    const collection = database.db.collection<{ _id: string }>("requests");
    const of = (_id: string, keys: string[]) => ({
      _id,
      desk: "d1",
      version: 0,
      keys,
      client: _id,
      number: 1,
    });
    await collection.insertMany([of("r1", ["a"]), of("r2", ["x"]), of("r3", ["y"])]);
    const push = (_id: string, key: string) =>
      changeTogether(database.db, "requests", {
        filter: { _id, version: 0 },
        update: { $set: { version: 1 }, $push: { keys: key } },
      });
    const ends = await Promise.allSettled([push("r2", "a"), push("r3", "b"), push("gone", "c")]);
    expect(ends).toMatchObject([
      { status: "rejected", reason: { code: 11000, keyPattern: { desk: 1, keys: 1 } } },
      { status: "fulfilled", value: true },
      { status: "fulfilled", value: false },
    ]);
  });
});
