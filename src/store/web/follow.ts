import type { ChangeStream, ChangeStreamDocument, Db, Document } from "mongodb";
import type { WebChange, WebChat } from "../../../adapters/web/port.ts";
import { fromStored } from "../collection.ts";
import { webChannels, webMessages, webSessions } from "./collections.ts";

const WATCHED = [
  {
    $match: {
      $or: [
        { "ns.coll": webMessages.name, operationType: { $in: ["insert", "update", "replace"] } },
        { "ns.coll": webChannels.name, operationType: { $in: ["insert", "update", "replace", "delete"] } },
        { "ns.coll": webSessions.name, operationType: "delete" },
      ],
    },
  },
];
const REOPEN_MS = 1000;

/** One change stream for all who follow in this process. It is open while anybody does, and opens again when it breaks. */
export function followSide(db: Db): Pick<WebChat, "follow"> {
  const listeners = new Set<(change: WebChange) => void>();
  let stream: ChangeStream | undefined;
  let listening: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  const tell = (change: WebChange) => {
    for (const listener of listeners) listener(change);
  };

  async function open(): Promise<void> {
    const opened = db.watch(WATCHED, { fullDocument: "updateLookup" });
    stream = opened;
    opened.on("change", (change) => {
      const heard = changeOf(change);
      if (heard) tell(heard);
    });
    // Until the server has answered once, changes made meanwhile would be missed.
    await new Promise<void>((resolve, reject) => {
      opened.once("resumeTokenChanged", () => resolve());
      opened.once("error", reject);
    }).catch(async (error) => {
      await opened.close().catch(() => undefined);
      throw error;
    });
    opened.on("error", (error) => broke(opened, error));
  }

  /** The driver resumes by itself; what arrives here could not be resumed. */
  function broke(of: ChangeStream, error: unknown): void {
    if (stream !== of) return;
    tell({ kind: "lost", error });
    void of.close().catch(() => undefined);
    reopen();
  }

  function reopen(): void {
    retry = setTimeout(() => {
      open().then(
        () => tell({ kind: "lost" }),
        () => {
          if (listeners.size > 0) reopen();
        },
      );
    }, REOPEN_MS);
    retry.unref();
  }

  return {
    async follow(listener) {
      listeners.add(listener);
      listening ??= open().catch((error) => {
        listening = undefined;
        throw error;
      });
      await listening;
      return async () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        const closing = stream;
        stream = undefined;
        listening = undefined;
        clearTimeout(retry);
        await closing?.close();
      };
    },
  };
}

function changeOf(change: ChangeStreamDocument): WebChange | undefined {
  if (!("ns" in change) || !("documentKey" in change) || !("coll" in change.ns)) return undefined;
  const id = String(change.documentKey._id);
  switch (change.ns.coll) {
    case webSessions.name:
      return { kind: "session-ended", session: id };
    case webChannels.name:
      return { kind: "channel", channel: id };
    case webMessages.name: {
      const stored: Document | undefined = "fullDocument" in change ? change.fullDocument : undefined;
      return stored ? { kind: "message", message: fromStored(webMessages, stored) } : undefined;
    }
    default:
      return undefined;
  }
}
