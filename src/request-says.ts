import type { Ctx } from "./ctx.ts";
import type { Client } from "./domain/desk.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import type { Request } from "./domain/request.ts";

/** Where a new request's live cards go: the client's channel (or, filed privately, the requester's DM) and the DM of who should do it. */
export function cardsForNew(ctx: Ctx, request: Request, client: Client): Say[] {
  const me = ctx.actor.person.id;
  const says: Say[] = [];
  const card = (conversation: string, guard: Say["guard"], audience: "client" | "member"): void => {
    const topic = "card" as const;
    says.push({
      kind: "card",
      topic,
      conversation,
      guard,
      audience,
      request: request.id,
      version: request.version,
    });
  };
  if (request.audience === "client") {
    const inChannel = ctx.place.kind === "channel" && ctx.client?.id === client.id ? ctx.place.address : null;
    for (const address of new Set([client.channel, inChannel])) {
      if (address !== null) card(address, { kind: "channel", client: client.id }, "client");
    }
  } else if (ctx.actor.kind === "contact") {
    card(directTo(me), { kind: "contact", person: me, client: client.id }, "client");
  }
  const doer = request.assignee ?? client.lead;
  if (doer !== null && doer !== me)
    card(directTo(doer), { kind: "member", person: doer, client: client.id }, "member");
  return says;
}

/** Lets every live card of a request follow its new version. */
export async function cardsFollow(
  ctx: Pick<Ctx, "store">,
  request: Request,
  version: number,
): Promise<Say[]> {
  return (await ctx.store.cards.of(request.id)).map((card) => ({
    kind: "card",
    topic: "card",
    conversation: card.conversation,
    guard: card.guard,
    audience: card.audience,
    request: request.id,
    version,
  }));
}
