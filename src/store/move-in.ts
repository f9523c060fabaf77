import type { Document } from "mongodb";
import { ALL_DESKS } from "../domain/schedule.ts";
import { allCollections, conversations } from "./collections.ts";
import type { Database } from "./database.ts";
import { webCollections } from "./web/collections.ts";

/** Leases come and go, and what runs for all desks is there already. */
const moved = [...allCollections, ...webCollections]
  .filter((spec) => spec.name !== conversations.name)
  .map((spec) => spec.name);

/**
 * Copies everything of one database's desks into another, in one transaction: all of it or nothing. Only for small ones.
 * @throws MongoServerError (11000) if something of the same id or unique key is there
 */
export async function moveIn(from: Database, to: Database): Promise<void> {
  const contents = await Promise.all(
    [...moved, "counters"].map(async (name) => ({
      name,
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
