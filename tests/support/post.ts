import type { OutboxRow, Say } from "../../src/domain/outbox.ts";
import { outboxRow } from "../../src/outbox/relay.ts";
import { createSender, type Sender, type SenderConfig } from "../../src/outbox/sender.ts";
import { collectionOf, fromStored, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { createStores } from "../../src/store/index.ts";
import { type ManualClock, manualClock } from "../../src/time/clock.ts";
import { type RecordingPlatform, recordingPlatform } from "../fakes/recording-platform.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { silent } from "./desk.ts";

export interface Post {
  database: TestDatabase;
  clock: ManualClock;
  platform: RecordingPlatform;
  config: Omit<SenderConfig, "routed">;
  /** Another process's sender. */
  sender(more?: Partial<SenderConfig>): Sender;
  /** Puts a message into a conversation; the later, the further back. */
  say(conversation: string, title: string, more?: Partial<Say & { kind: "message" }>): Promise<string>;
  row(id: string): Promise<OutboxRow>;
  titles(address: string): string[];
  close(): Promise<void>;
}

/** An empty database, one recording platform and a clock that stands still. */
export async function openPost(paceMs = 0): Promise<Post> {
  const database = await testDatabase();
  const { client, db } = database;
  const clock = manualClock("2026-11-24T10:00:00Z");
  const platform = recordingPlatform("fake", paceMs);
  const config = {
    db,
    stores: createStores(client, db, () => undefined),
    platforms: new Map([[platform.name, platform]]),
    renderCard: async () => undefined,
    clock,
    log: silent,
  };
  let said = 0;
  const post: Post = {
    database,
    clock,
    platform,
    config,
    sender: (more = {}) => createSender({ ...config, ...more }),
    async say(conversation, title, more = {}) {
      said += 1;
      const row = outboxRow(
        {
          kind: "message",
          topic: "digest",
          conversation,
          guard: { kind: "person", person: "p1" },
          reader: { locale: "en", zone: "UTC" },
          view: { title, body: [] },
          ...more,
        },
        { id: `say-${said}`, desk: "d1", at: clock.now(), by: "" },
        said,
      );
      await collectionOf(db, c.outbox).insertOne(toStored(row) as { _id: string });
      return row.id;
    },
    async row(id) {
      const stored = await collectionOf(db, c.outbox).findOne({ _id: id });
      if (!stored) throw new Error(`no row ${id}`);
      return fromStored(c.outbox, stored);
    },
    titles: (address) => platform.in(address).map((message) => message.view.title),
    close: () => database.drop(),
  };
  return post;
}
