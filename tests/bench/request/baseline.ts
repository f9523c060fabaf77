import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App } from "@slack/bolt";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { taskOf } from "../processes.ts";
import { SECRET, TOKEN } from "../slack-stub.ts";

export interface BaselineTask {
  uri: string;
  database: string;
}

/**
 * What anybody would write: Bolt checks the signature, four reads tell who speaks and where, one transaction writes the request, what
 * happened and what is to be said, and the answer goes into the acknowledgement. Same pool, write concern, collections and indexes.
 */
const { uri, database } = await taskOf<BaselineTask>();
const { client, db } = await openDatabase(uri, database);
const app = new App({
  signingSecret: SECRET,
  authorize: async () => ({ botToken: TOKEN, botUserId: "UBOT", botId: "B1" }),
});

app.command("/va", async ({ command, ack }) => {
  const identity = await collectionOf(db, c.identities).findOne({
    _id: `slack:${command.team_id}:${command.user_id}`,
  });
  const [person, contact, channel] = await Promise.all([
    collectionOf(db, c.people).findOne({ _id: identity?.["person"] }),
    collectionOf(db, c.contacts).findOne({ person: identity?.["person"], removedAt: null }),
    collectionOf(db, c.channels).findOne({ _id: `slack|${command.team_id}|${command.channel_id}` }),
  ]);
  const at = systemClock.now();
  const desk = String(channel?.["desk"]);
  const id = `${desk}.${randomBytes(8).toString("hex")}`;
  const title = command.text.replace(/^request /, "");
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {
      await collectionOf(db, c.requests).insertOne(
        {
          _id: id,
          desk,
          client: channel?.["client"],
          number: command.trigger_id,
          title,
          stage: "new",
          requester: person?._id,
          requesterName: contact?.["name"],
          openedAt: at,
          version: 0,
          keys: [command.trigger_id],
        },
        { session },
      );
      await collectionOf(db, c.events).insertOne(
        { _id: `${id}|opened`, desk, subject: id, kind: "opened", at },
        { session },
      );
      await collectionOf(db, c.outbox).insertOne(
        {
          _id: `${id}|card`,
          desk,
          conversation: channel?._id,
          state: "queued",
          order: at.getTime(),
          notBefore: at,
          createdAt: at,
        },
        { session },
      );
    });
  } finally {
    await session.endSession();
  }
  await ack({ response_type: "ephemeral", text: `Filed: ${title}` });
});

const server = (await app.start(0)) as Server;
process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` });
process.once("SIGTERM", () => process.exit());
