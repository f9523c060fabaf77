import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Deps, Env, Viewer } from "../deps.ts";
import { aroundOf, lookAt } from "../look.ts";
import { PAGE, type WebChange, type WebChannel, type WebMessage } from "../port.ts";
import { notFound } from "../refused.ts";
import { headHtml, messageHtml } from "../render/message.ts";
import { sidebarHtml } from "../render/sidebar.ts";

/** Proxies close what is silent for longer. */
const BEAT_MS = 25_000;
const RETRY_MS = 2_000;
/** Clocks of several processes differ; what is sent twice replaces itself. */
const OVERLAP_MS = 5_000;
const MOST_WAITING = 500;

/** What happens in a conversation, and which others have news, while the page is open. Goes on where a broken connection left off. */
export const onEvents =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const channel = await deps.chat.channel(c.req.query("channel") ?? "");
    if (!channel?.members.includes(viewer.person.id)) throw notFound();
    const since = Number(c.req.header("last-event-id") ?? c.req.query("since"));
    const from = Number.isSafeInteger(since) ? new Date(since) : deps.clock.now();
    return streamSSE(
      c,
      (stream) => follow(deps, viewer, channel, from, stream),
      async (error) => deps.log.warn({ err: error }, "a page's stream broke off"),
    );
  };

async function follow(
  deps: Deps,
  viewer: Viewer,
  channel: WebChannel,
  from: Date,
  stream: SSEStreamingApi,
): Promise<void> {
  const { chat, hub } = deps;
  const me = viewer.person.id;
  const waiting: WebChange[] = [];
  let mine = new Set((await chat.channelsOf(me)).map((one) => one.id));
  let reached = from;
  let open = true;
  let displaced = false;
  let wake = (): void => undefined;

  const concerns = (change: WebChange): boolean => {
    if (change.kind === "session-ended") return change.session === viewer.session.id;
    if (change.kind !== "message") return true;
    const { to, channel: where } = change.message;
    return mine.has(where) && (to === null || to === me);
  };

  const leave = await hub.listen(viewer.session.id, {
    hear(change) {
      if (!concerns(change)) return;
      // A page that can't keep up looks again instead.
      if (waiting.length >= MOST_WAITING) waiting.splice(0, waiting.length, { kind: "lost" });
      else waiting.push(change);
      wake();
    },
    end(forAnother) {
      displaced = forAnother;
      open = false;
      wake();
    },
  });
  stream.onAbort(() => {
    open = false;
    wake();
  });

  async function tell(change: WebChange): Promise<void> {
    switch (change.kind) {
      case "message":
        return tellMessage(change.message);
      case "channel":
        return tellAround(change.channel);
      case "session-ended":
        return ended();
      case "lost":
        return catchUp();
      default:
        change satisfies never;
    }
  }

  async function tellMessage(message: WebMessage): Promise<void> {
    if (message.channel !== channel.id) {
      if (message.author !== me && message.editedAt === null)
        await stream.writeSSE({ event: "unread", data: message.channel });
      return;
    }
    const look = await lookAt(deps, viewer, channel, [message]);
    const drawn = message.thread === null ? headHtml(message, [], look) : messageHtml(message, look);
    const { id, thread } = message;
    const at = message.editedAt ?? message.at;
    if (at > reached) reached = at;
    await stream.writeSSE({
      event: "message",
      id: String(reached.getTime()),
      data: JSON.stringify({ id, thread, html: String(await drawn) }),
    });
  }

  /** A channel was made or has other people: perhaps one more to go to. */
  async function tellAround(changed: string): Promise<void> {
    const found = await chat.channel(changed);
    if (!found?.members.includes(me)) return;
    mine = mine.add(found.id);
    const [around, look] = await Promise.all([aroundOf(deps, viewer), lookAt(deps, viewer, channel)]);
    await stream.writeSSE({ event: "around", data: String(await sidebarHtml(around, look)) });
  }

  async function ended(): Promise<void> {
    open = false;
    await stream.writeSSE({ event: "ended", data: "" });
  }

  async function catchUp(): Promise<void> {
    const since = new Date(reached.getTime() - OVERLAP_MS);
    const missed = await chat.changesSince(channel.id, me, since);
    if (missed.length > PAGE) {
      await stream.writeSSE({ event: "reload", data: "" });
      return;
    }
    for (const message of missed) await tellMessage(message);
    const others = [...mine].filter((id) => id !== channel.id);
    for (const news of await chat.unread(me, others)) await stream.writeSSE({ event: "unread", data: news });
  }

  async function beat(): Promise<void> {
    if (await chat.session(viewer.session.id)) await stream.write(": still here\n\n");
    else await ended();
  }

  const rest = (): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, BEAT_MS, true);
      wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });

  try {
    await stream.writeSSE({ event: "hello", data: "", retry: RETRY_MS });
    await catchUp();
    while (open) {
      const next = waiting.shift();
      if (next) await tell(next);
      else if (await rest()) await beat();
    }
    if (displaced) await stream.writeSSE({ event: "displaced", data: "" });
  } finally {
    leave();
  }
}
