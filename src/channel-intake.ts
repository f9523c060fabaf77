import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import { ownsChannel } from "./domain/actor.ts";
import type { Channel } from "./domain/place.ts";
import { UserError } from "./errors.ts";
import { messages } from "./i18n/index.ts";
import { write } from "./store/writes.ts";
import { text } from "./view/build.ts";

/** Decides what of the messages in this channel is a request. Said to all: what they write is taken another way from now on. */
export async function messagesHere(ctx: Ctx, intake: Channel["intake"]): Promise<Reply> {
  if (!ownsChannel(ctx.actor)) throw new UserError("owner", ctx.m.desk.ownerOnly);
  const channel = ctx.place.kind === "channel" ? await ctx.people.channel() : undefined;
  if (!channel || !ctx.client)
    throw new UserError("not-here", ctx.m.desk.messagesHere, { field: "messages" });
  await ctx.store.commit({
    writes: [write.client.replace(ctx.client), write.channel.put({ ...channel, intake })],
    events: [{ subject: ctx.client.id, kind: "settings-changed", data: { intake } }],
  });
  const { intake: words } = messages(ctx.client.language).desk;
  return { to: "channel", view: { title: words[intake], body: [text(words[`${intake}Text`])] } };
}
