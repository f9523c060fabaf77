import type { Db } from "mongodb";
import { isName, type WebChat } from "../../../adapters/web/port.ts";
import { collectionOf, reader } from "../collection.ts";
import { insertOnce } from "../insert-once.ts";
import { webChannels } from "./collections.ts";

type ChannelSide = Pick<WebChat, "addChannel" | "addMember" | "channel" | "channelsOf">;

export function channelSide(db: Db): ChannelSide {
  const channels = reader(db, webChannels);
  const stored = collectionOf(db, webChannels);
  return {
    async addChannel({ id, name, members }) {
      if (!isName(id) || id.startsWith("dm-")) throw new Error(`not a name for a channel: ${id}`);
      if (await insertOnce(db, webChannels, { id, name, kind: "channel", members: [...new Set(members)] }))
        return true;
      await stored.updateOne(
        { _id: id, kind: "channel" },
        { $addToSet: { members: { $each: [...members] } } },
      );
      return false;
    },
    async addMember(channel, person) {
      await stored.updateOne({ _id: channel, kind: "channel" }, { $addToSet: { members: person } });
    },
    channel: (id) => channels.one({ _id: id }),
    channelsOf: (person) => channels.many({ members: person }, { sort: { kind: -1, name: 1 } }),
  };
}
