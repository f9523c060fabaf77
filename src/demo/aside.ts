import type { WebChat } from "../../adapters/web/port.ts";
import type { Dispatch } from "../invocation.ts";
import type { Platform } from "../platform.ts";
import type { Stores } from "../store/index.ts";

/** VA Desk put together on an empty database of its own, under a clock of its own, where nobody else looks or works. */
export interface Aside {
  stores: Stores;
  chat: WebChat;
  dispatch: Dispatch;
  /** The web chat's. */
  platform: Pick<Platform, "answer">;
  scheduler: {
    tick(): Promise<unknown>;
    runDue(): Promise<number>;
    preview(from: Date, to: Date): Promise<readonly { desk: string; utc: string }[]>;
  };
  /** Delivers what there is to say. */
  settle(): Promise<void>;
  /** Moves everything into the database that is in use, all of it at once. @throws if something of that name is there */
  moveIn(): Promise<void>;
  /** Drops the database and lets go of everything. */
  close(): Promise<void>;
}
