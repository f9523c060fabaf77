import type { Db } from "mongodb";
import type { WebChat } from "../../../adapters/web/port.ts";
import type { Clock } from "../../time/clock.ts";
import { collectionOf, reader } from "../collection.ts";
import { insertOnce } from "../insert-once.ts";
import { webSessions } from "./collections.ts";

type SessionSide = Pick<WebChat, "addSession" | "session" | "endSession">;

export function sessionSide(db: Db, clock: Clock): SessionSide {
  return {
    async addSession(session) {
      await insertOnce(db, webSessions, session);
    },
    // The index removes expired rows within minutes; until then they are refused here.
    session: (id) => reader(db, webSessions).one({ _id: id, expiresAt: { $gt: clock.now() } }),
    async endSession(id) {
      await collectionOf(db, webSessions).deleteOne({ _id: id });
    },
  };
}
