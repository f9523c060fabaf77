import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import { inOrder } from "../src/day.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Client } from "../src/domain/desk.ts";
import { openStages, type Request } from "../src/domain/request.ts";
import * as input from "../src/input.ts";
import { requestList } from "../src/views/request-list.ts";

const SHOWN = 30;
const LATELY_MS = 30 * 86_400_000;
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
    const clients = await ctx.store.clients.list({ archived: true });
    // In a client's channel the list is that client's; elsewhere it is everything they may see.
    const client = code === undefined && !ctx.client ? undefined : await clientMeant(ctx, code);
    const { rows, total } = await listed(ctx, which, client ? { client: client.id } : {}, clients);
    return {
      to: "actor",
      view: requestList(ctx.m.request.listTitle[which], rows, {
        codes: new Map(clients.map((c) => [c.id, c.code])),
        more: Math.max(0, total - rows.length),
        forMember: isMember(ctx.actor),
        now: ctx.now,
        m: ctx.m,
      }),
    };
  },
});

async function listed(
  ctx: Ctx,
  which: (typeof lists)[number],
  of: { client?: string },
  clients: readonly Client[],
): Promise<{ rows: Request[]; total: number }> {
  const { requests } = ctx.store;
  if (which === "done" || which === "all") {
    const query = which === "done" ? { ...of, doneSince: new Date(ctx.now.getTime() - LATELY_MS) } : of;
    const [rows, total] = await Promise.all([
      requests.list({ ...query, limit: SHOWN, ...(which === "all" ? { newest: true } : {}) }),
      requests.count(query),
    ]);
    return { rows, total };
  }
  const open = await requests.list({ ...of, stages: openStages });
  const found = which === "waiting" ? open.filter(waits) : open;
  const ordered = isMember(ctx.actor)
    ? await inOrder({ ...ctx, member: ctx.actor.member }, found, clients)
    : found;
  return { rows: ordered.slice(0, SHOWN), total: found.length };
}

const waits = (request: Request): boolean =>
  request.hold?.kind === "blocked" || request.stage === "delivered";
