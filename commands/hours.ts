import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Client } from "../src/domain/desk.ts";
import { periodOf } from "../src/domain/hours.ts";
import * as input from "../src/input.ts";
import { agreedFor, usesOf } from "../src/package-use.ts";
import { hoursOf, hoursOfAll } from "../src/views/hours.ts";

export const hours = defineCommand({
  name: "hours",
  summary: (m) => m.time.summaries.hours,
  examples: ["hours", "hours ACME"],
  who: ["contact", "member"],
  reads: true,
  input: z.object({ client: input.clientCode.optional() }),
  positional: [{ key: "client", kind: "word", optional: true }],
  async run(ctx, { client: code }) {
    const client = await clientMeant(ctx, code);
    return { to: "actor", view: client ? await ofOne(ctx, client) : await ofAll(ctx) };
  },
});

async function ofOne(ctx: Ctx, client: Client) {
  const period = periodOf(client, ctx.now);
  const sums = await ctx.store.time.sums({ client: client.id, from: period.from, to: period.to });
  const ids = [...new Set(sums.flatMap((sum) => sum.request ?? []))];
  // To a contact, what does not exist for them is private to somebody else.
  const known = isMember(ctx.actor)
    ? new Set(ids)
    : new Set((await ctx.store.requests.byIds(ids)).map((request) => request.id));
  const times = sums.map(({ request, kind, minutes }) => ({
    kind,
    minutes,
    private: request !== null && !known.has(request),
  }));
  const used = sums.reduce((sum, { minutes }) => sum + minutes, 0);
  const use = { period, used, of: agreedFor(ctx.actor, client) };
  return hoursOf({ client, use, times, privateItems: ids.length - known.size }, ctx.m);
}

async function ofAll(ctx: Ctx) {
  return hoursOfAll(await usesOf(ctx, await ctx.store.clients.list()), ctx.m);
}
