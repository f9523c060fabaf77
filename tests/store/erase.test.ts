import { expect, test } from "vitest";
import { z } from "zod";
import { defineCollection } from "../../src/store/collection.ts";
import { allCollections } from "../../src/store/collections.ts";
import { teamsCollections } from "../../src/store/teams/collections.ts";
import { webCollections } from "../../src/store/web/collections.ts";
import { testDatabase } from "../support/database.ts";

const ours = [...allCollections, ...webCollections, ...teamsCollections];

test.for(ours.map((spec) => [spec.name, spec] as const))(
  "every field of %s says what erase does with it, and no other",
  ([, { schema, erase }]) => {
    expect(Object.keys(erase).sort()).toEqual(Object.keys(schema.shape).sort());
    for (const what of Object.values(erase)) expect(["keep", "blank", "delete"]).toContain(what);
  },
);

test("a field that nothing is said about doesn't compile", () => {
  const spec = defineCollection({
    name: "incomplete",
    schema: z.object({ id: z.string(), secret: z.string() }),
    indexes: [],
    // @ts-expect-error what happens to `secret` is not said
    erase: { id: "keep" },
  });
  expect(Object.keys(spec.erase)).not.toEqual(Object.keys(spec.schema.shape));
});

test("there is no collection but the declared ones", async () => {
  const database = await testDatabase();
  const declared = new Set(ours.map(({ name }) => name));
  const there = await database.db.listCollections({}, { nameOnly: true }).toArray();
  expect(
    // What Agenda and GridFS keep is theirs.
    there
      .map(({ name }) => name)
      .filter((name) => !declared.has(name) && !/^system\.|^webFiles\.|^agenda(Jobs|_logs)$/.test(name)),
  ).toEqual([]);
  await database.drop();
});
