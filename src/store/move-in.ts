import type { Document } from "mongodb";
import { ALL_DESKS } from "../domain/schedule.ts";
import { allCollections, conversations, linkCodes, ticks } from "./collections.ts";
import type { Database } from "./database.ts";
import { webCollections } from "./web/collections.ts";

/** What is only of the moment: leases, codes that were used, and when the clock was last looked at. */
const left: readonly string[] = [conversations.name, linkCodes.name, ticks.name];
const moved = [...allCollections, ...webCollections]
  .map((spec) => spec.name)
  .filter((name) => !left.includes(name));

/**
 * Copies everything of one database's desks into another, in one transaction: all of it or nothing. Only for small ones.
 * @throws MongoServerError (11000) if something of the same id or unique key is there
 */
export async function moveIn(from: Database, to: Database): Promise<void> {
  const contents = await Promise.all(
    moved.map(async (name) => ({
      name,
      // What runs for all desks is there already.
      docs: await from.db
        .collection<Document & { _id: string }>(name)
        .find({ desk: { $ne: ALL_DESKS } })
        .toArray(),
    })),
  );
  await to.client.withSession((session) =>
    session.withTransaction(async () => {
      for (const { name, docs } of contents) {
        if (docs.length > 0)
          await to.db.collection<Document & { _id: string }>(name).insertMany(docs, { session });
      }
    }),
  );
}
