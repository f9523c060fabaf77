import type { Db } from "mongodb";
import type { WebChat } from "../../../adapters/web/port.ts";
import type { Clock } from "../../time/clock.ts";
import { collectionOf } from "../collection.ts";
import { channelSide } from "./channels.ts";
import { webCollections } from "./collections.ts";
import { fileSide } from "./files.ts";
import { followSide } from "./follow.ts";
import { messageSide } from "./messages.ts";
import { peopleSide } from "./people.ts";
import { sessionSide } from "./sessions.ts";

/** The web chat's own people, conversations, sessions and files. Makes the indexes that are missing. */
export async function openWebChat(db: Db, clock: Clock): Promise<WebChat> {
  await Promise.all(webCollections.map((spec) => collectionOf(db, spec).createIndexes([...spec.indexes])));
  return {
    ...peopleSide(db),
    ...channelSide(db),
    ...messageSide(db, clock),
    ...sessionSide(db, clock),
    ...fileSide(db),
    ...followSide(db),
  };
}
