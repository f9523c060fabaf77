import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import type { OpenCtx } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

export const link = defineCommand({
  name: "link",
  summary: (m) => m.desk.summaries.link,
  examples: ["link", "link ACME", "link K7QXM-2WPRD"],
  who: ["anyone"],
  input: z.object({ what: input.shortText.optional() }),
  positional: [{ key: "what", kind: "word" }],
  runOpen(ctx, { what }) {
    if (what === undefined) return issuePerson(ctx);
    // A code has ten letters and a dash; a client's code at most eight letters.
    return /^[A-Za-z][A-Za-z0-9]{1,7}$/.test(what) ? channelOf(ctx, what) : redeem(ctx, what);
  },
});

async function issuePerson(ctx: OpenCtx): Promise<Reply> {
  const { code } = await ctx.people.issueCode({
    kind: "person",
    desk: ctx.here?.desk.id ?? null,
    client: null,
  });
  return {
    to: "actor",
    view: {
      title: ctx.m.desk.linkTitle,
      body: [v.text(ctx.m.desk.linkPerson), v.text(v.code(`link ${code}`))],
    },
  };
}

/** In a channel: joins it to that client at once. In a DM: a code to be typed in the channel, whatever its workspace. */
async function channelOf(ctx: OpenCtx, code: string): Promise<Reply> {
  const { here, m } = ctx;
  if (!here || !isMember(here.actor)) throw new UserError("owner", m.errors.notForYou.owner);
  if (here.actor.role !== "owner") throw new UserError("owner", m.errors.notForYou.owner);
  const client = await here.store.clients.byCode(code);
  if (!client) throw new UserError("no-client", m.errors.noClient(code));
  if (ctx.place.kind === "channel") return join(ctx, here.desk.id, client.id);
  const issued = await ctx.people.issueCode({ kind: "channel", desk: here.desk.id, client: client.id });
  return {
    to: "actor",
    view: {
      title: m.desk.linkTitle,
      body: [v.text(m.desk.linkChannel(client.name)), v.text(v.code(`/va link ${issued.code}`))],
    },
  };
}

async function redeem(ctx: OpenCtx, words: string): Promise<Reply> {
  const { m, people } = ctx;
  const code = await people.redeemCode(words);
  if (!code) throw new UserError("bad-code", m.desk.linkBad);
  if (code.kind === "person") {
    if (code.issuer === ctx.person.id) throw new UserError("own-code", m.desk.linkSelf);
    await people.mergeMeInto(code.issuer);
    return { to: "actor", view: { title: m.desk.linkedYou(people.me().name), body: [] } };
  }
  if (code.kind !== "channel" || code.desk === null) throw new UserError("bad-code", m.desk.linkBad);
  if (ctx.place.kind !== "channel") throw new UserError("not-here", m.desk.linkInChannel);
  return join(ctx, code.desk, code.client);
}

async function join(ctx: OpenCtx, desk: string, clientId: string | null): Promise<Reply> {
  const store = ctx.storeFor(desk);
  const client = clientId === null ? undefined : await store.clients.byId(clientId);
  if (!client) throw new UserError("bad-code", ctx.m.desk.linkBad);
  await ctx.people.linkChannel({ desk, client: client.id, name: ctx.place.name ?? client.name });
  if (client.channel === null) {
    await store.commit({
      writes: [write.client.replace({ ...client, channel: ctx.place.address })],
      events: [{ subject: client.id, kind: "channel-linked" }],
    });
  }
  return { to: "channel", view: { title: ctx.m.desk.linkedChannel(client.name), body: [] } };
}
