import { z } from "zod";
import type { Invocation } from "../../../src/invocation.ts";
import { refOf } from "../codec.ts";
import { placeOf, speakerOf } from "../who.ts";
import type { Here } from "./message.ts";

const words = z.string();
const reacted = z.object({
  user: words,
  reaction: words,
  event_ts: words.optional(),
  item: z.object({ type: z.literal("message"), channel: words, ts: z.string().regex(/^\d+\.\d+$/) }),
});

/** An emoji on a message as an act; put there again after it was taken away, it is another one. */
export function reactionInvocation(event: unknown, { workspace, bot }: Here): Invocation | undefined {
  const read = reacted.safeParse(event);
  if (!read.success || read.data.user === bot) return undefined;
  const { user, reaction, item, event_ts: at = "" } = read.data;
  return {
    key: `slack:emoji:${item.channel}:${item.ts}:${reaction}:${user}:${at}`,
    actor: speakerOf(workspace, user),
    place: placeOf(workspace, item.channel),
    input: { kind: "reaction", emoji: reaction, message: refOf(workspace, item.channel, item.ts) },
  };
}
