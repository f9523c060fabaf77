import type { Db, Document } from "mongodb";
import { PAGE, type WebChat, type WebMessage } from "../../../adapters/web/port.ts";
import type { Clock } from "../../time/clock.ts";
import { collectionOf, reader, text } from "../collection.ts";
import { insertOnce } from "../insert-once.ts";
import { webMessages, webPeople } from "./collections.ts";
import { idFrom, messageIds } from "./ids.ts";

type MessageSide = Pick<
  WebChat,
  "say" | "edit" | "message" | "messageByKey" | "log" | "changesSince" | "markRead" | "unread"
>;

const MOST_REPLIES = 1000;
/** The last of a conversation that is enough to tell what is new in it. */
const NEWEST = { sort: { _id: -1 }, limit: 1 };

export function messageSide(db: Db, clock: Clock): MessageSide {
  const messages = reader(db, webMessages);
  const people = reader(db, webPeople);
  const newId = messageIds();
  /** What `person` may see: what is said to all, and what is said to them alone. */
  const seenBy = (person: string): Document => ({ to: { $in: [null, person] } });

  return {
    async say(said) {
      const { at = clock.now() } = said;
      const message: WebMessage = { ...said, id: newId(at), at, editedAt: null };
      if (await insertOnce(db, webMessages, message)) return message;
      const held = said.key === null ? undefined : await messages.one({ key: text(said.key) });
      if (!held) throw new Error("a message that was said is gone");
      return held;
    },
    async edit(id, content) {
      const edited = await collectionOf(db, webMessages).updateOne(
        { _id: id },
        { $set: { content, editedAt: clock.now() } },
      );
      return edited.matchedCount === 1;
    },
    message: (id) => messages.one({ _id: id }),
    messageByKey: (key) => messages.one({ key }),
    async log(channel, person, before) {
      const heads = await messages.many(
        {
          channel,
          thread: null,
          ...seenBy(person),
          ...(before === undefined ? {} : { _id: { $lt: before } }),
        },
        { sort: { _id: -1 }, limit: PAGE },
      );
      heads.reverse();
      const replies = await messages.many(
        { channel, thread: { $in: heads.map((head) => head.id) }, ...seenBy(person) },
        { sort: { _id: 1 }, limit: MOST_REPLIES },
      );
      return [...heads, ...replies];
    },
    changesSince: (channel, person, since) =>
      messages.many(
        {
          channel,
          ...seenBy(person),
          $or: [{ _id: { $gte: idFrom(since) } }, { editedAt: { $gte: since } }],
        },
        { sort: { _id: 1 }, limit: PAGE + 1 },
      ),
    async markRead(channel, person) {
      const [newest] = await messages.many({ channel, ...seenBy(person) }, NEWEST);
      if (!newest) return;
      await collectionOf(db, webPeople).updateOne(
        { _id: person },
        { $max: { [`read.${channel}`]: newest.id } },
      );
    },
    async unread(person, channels) {
      const read = (await people.one({ _id: person }))?.read ?? {};
      const found = await Promise.all(
        channels.map(async (channel) => {
          const [newest] = await messages.many(
            {
              channel,
              author: { $ne: person },
              ...seenBy(person),
              _id: { $gt: read[channel] ?? "" },
            },
            NEWEST,
          );
          return newest ? channel : undefined;
        }),
      );
      return found.filter((channel) => channel !== undefined);
    },
  };
}
