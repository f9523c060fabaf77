import { createHash, randomBytes } from "node:crypto";
import type { Db } from "mongodb";
import type { Download } from "../domain/download.ts";
import { collectionOf, reader, toStored } from "./collection.ts";
import { downloads } from "./collections.ts";

/** Links to what can be fetched once a browser asks. Only what gives them out and what serves them holds it. */
export interface DownloadStore {
  /** Keeps it and returns the token of its link; only a hash of that stays here. */
  offer(download: Omit<Download, "id">): Promise<string>;
  /** Undefined if the token is unknown or has expired. */
  find(token: string, now: Date): Promise<Download | undefined>;
}

export function downloadStore(db: Db): DownloadStore {
  return {
    async offer(download) {
      const token = randomBytes(24).toString("base64url");
      await collectionOf(db, downloads).insertOne(
        toStored({ id: hashOf(token), ...download }) as { _id: string },
      );
      return token;
    },
    find: (token, now) => reader(db, downloads).one({ _id: hashOf(token), expiresAt: { $gt: now } }),
  };
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
