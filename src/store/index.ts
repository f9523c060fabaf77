import type { Db, MongoClient } from "mongodb";
import type { Actor } from "../domain/actor.ts";
import { type Act, type DeskStore, deskStore } from "./desk.ts";
import { type DownloadStore, downloadStore } from "./downloads.ts";
import { type GuessStore, guessStore } from "./guesses.ts";
import { type SystemStore, systemStore } from "./system.ts";

export interface Stores {
  system: SystemStore;
  guesses: GuessStore;
  downloads: DownloadStore;
  /** One desk, seen by one actor; null sees all of it (jobs, and what a code entitles to). */
  forDesk(desk: string, actor: Actor | null, act: Act): DeskStore;
}

/** `committed` hears which collections may carry events and messages to move out. */
export function createStores(
  client: MongoClient,
  db: Db,
  committed: (names: readonly string[]) => void,
): Stores {
  return {
    guesses: guessStore(db),
    system: systemStore(client, db),
    downloads: downloadStore(db),
    forDesk: (desk, actor, act) => deskStore(client, db, { ...act, desk, actor, committed }),
  };
}
