import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { openStages, type Request } from "../src/domain/request.ts";
import * as input from "../src/input.ts";
import { requestList } from "../src/views/request-list.ts";

const SHOWN = 30;
const lists = ["open", "waiting", "done", "all"] as const;

export const requests = defineCommand({
  name: "requests",
  aliases: ["list"],
  summary: (m) => m.request.summaries.requests,
  examples: ["requests", "requests waiting", "requests done client:ACME"],
  who: ["contact", "member"],
  reads: true,
  input: z.object({ which: input.choice(lists).optional(), client: input.clientCode.optional() }),
  positional: [{ key: "which", kind: "choice", choices: lists, optional: true }],
  async run(ctx, { which = "open", client: code }) {
    const clients = await ctx.store.clients.list();
    // In a client's channel the list is that client's; elsewhere it is everything they may see.
    const client = code === undefined && !ctx.client ? undefined : await clientMeant(ctx, code);
    const query = client ? { client: client.id } : {};
    const found =
      which === "done"
        ? await ctx.store.requests.list({
            ...query,
            doneSince: new Date(ctx.now.getTime() - 30 * 86_400_000),
          })
        : await ctx.store.requests.list(which === "all" ? query : { ...query, stages: openStages });
    const rows = which === "waiting" ? found.filter(waits) : found;
    return {
      to: "actor",
      view: requestList(ctx.m.request.listTitle[which], rows.slice(0, SHOWN), {
        codes: new Map(clients.map((c) => [c.id, c.code])),
        more: Math.max(0, rows.length - SHOWN),
        forMember: isMember(ctx.actor),
        now: ctx.now,
        m: ctx.m,
      }),
    };
  },
});

const waits = (request: Request): boolean =>
  request.hold?.kind === "blocked" || request.stage === "delivered";
