import type { WebChat } from "../../adapters/web/port.ts";
import type { Dispatch } from "../invocation.ts";
import type { Platform } from "../platform.ts";
import type { Database } from "../store/database.ts";
import type { Stores } from "../store/index.ts";
import { moveIn } from "../store/move-in.ts";
import type { Aside } from "./aside.ts";

/** VA Desk put together, not running. */
interface Opened {
  database: Database;
  stores: Stores;
  chat: WebChat;
  dispatch: Dispatch;
  platforms: ReadonlyMap<string, Platform>;
  scheduler: Aside["scheduler"];
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** `opened` has a database of its own, which goes in the end. */
export function asideOf(opened: Opened, into: Database): Aside {
  const { database, stores, chat, dispatch, scheduler, settle } = opened;
  const platform = opened.platforms.get("web");
  if (!platform) throw new Error("the web chat is not there");
  return {
    stores,
    chat,
    dispatch,
    platform,
    scheduler,
    settle,
    moveIn: () => moveIn(database, into),
    async close() {
      await database.db.dropDatabase();
      await opened.stop();
    },
  };
}
