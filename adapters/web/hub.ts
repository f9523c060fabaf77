import type { Log } from "../../src/log.ts";
import type { WebChange, WebChat } from "./port.ts";

/** Hands every change on to the pages that are open in this process. */
export interface Hub {
  /** Resolves when it listens. The function returned ends it. */
  listen(session: string, page: Page): Promise<() => void>;
  /** Ends all pages' streams. */
  stop(): Promise<void>;
}

export interface Page {
  hear(change: WebChange): void;
  /** Ends the stream; `displaced`: for another page of the same session. */
  end(displaced: boolean): void;
}

/** A browser opens six connections at most to one address: with more streams than this, nothing else would get through. */
const PAGES_OF_ONE = 4;

export function createHub(chat: WebChat, log: Log): Hub {
  const pages = new Map<string, Set<Page>>();
  let following: Promise<() => Promise<void>> | undefined;
  let stopped = false;

  const tell = (change: WebChange): void => {
    if (change.kind === "lost" && change.error) log.warn({ err: change.error }, "the web chat lost track");
    for (const ofOne of pages.values()) for (const page of ofOne) page.hear(change);
  };

  return {
    async listen(session, page) {
      if (stopped) throw new Error("the web chat is stopping");
      following ??= chat.follow(tell);
      await following.catch((error) => {
        following = undefined;
        throw error;
      });
      const ofOne = pages.get(session) ?? new Set();
      pages.set(session, ofOne.add(page));
      if (ofOne.size > PAGES_OF_ONE) for (const oldest of [...ofOne].slice(0, 1)) oldest.end(true);
      return () => {
        ofOne.delete(page);
        if (ofOne.size === 0 && pages.get(session) === ofOne) pages.delete(session);
      };
    },
    async stop() {
      stopped = true;
      for (const ofOne of pages.values()) for (const page of [...ofOne]) page.end(false);
      await (await following?.catch(() => undefined))?.();
    },
  };
}
