import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCollection, reader } from "../../src/store/collection.ts";
import { asEqual, together } from "../../src/store/together.ts";
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
        together(database.db, things.name)
          .inserts.load(thing(`new-${i}`, "d9"))
          .then(() => all.one({ _id: `new-${i}` })),
        ...crowd,
      ]);
      expect(mine?.id).toBe(`new-${i}`);
    }
  });

  it("takes no filter for a plain one that isn't", () => {
    expect(asEqual({ desk: "d1" }, { _id: "a" })).toEqual({ desk: "d1", _id: "a" });
    expect(asEqual({ _id: { $in: ["a"] } }, {})).toBeUndefined();
    expect(asEqual({ $or: [] })).toBeUndefined();
    expect(asEqual({ desk: "d1" }, { desk: "d2" })).toBeUndefined();
    expect(asEqual({ "a.b": 1 })).toBeUndefined();
  });

  it("writes all but the one whose key is taken, and only that one hears of it", async () => {
    const { inserts } = together(database.db, things.name);
    const ids = ["m1", "m2", "a", "m3", "m1"];
    const ends = await Promise.allSettled(ids.map((id) => inserts.load(thing(id, "d4"))));
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
