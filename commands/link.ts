import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import type { OpenCtx } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import type { LinkCode } from "../src/domain/place.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { accept } from "../src/invite.ts";
import { askedWhetherIssuer, claimAnswered, toIssuer } from "../src/link-says.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";
import { wayIn } from "../src/way-in.ts";

const TEAM = /^team$/i;

export const link = defineCommand({
  name: "link",
  summary: (m) => m.desk.summaries.link,
  examples: ["link", "link ACME", "link team", "link K7QXM-2WPRD"],
  who: ["anyone"],
  // `claim` and `mine` answer "was that you?".
  input: z.object({
    what: input.shortText.optional(),
    claim: z.string().optional(),
    mine: input.yesNo.optional(),
  }),
  unsaid: ["claim", "mine"],
  positional: [{ key: "what", kind: "word" }],
  runOpen(ctx, { what, claim, mine = false }) {
    if (claim !== undefined) return answer(ctx, claim, mine);
    if (what === undefined) return issuePerson(ctx);
    if (TEAM.test(what)) return teamChannel(ctx);
    // A code has ten letters and a dash; a client's code at most eight letters.
    return /^[A-Za-z][A-Za-z0-9]{1,7}$/.test(what) ? channelOf(ctx, what) : redeem(ctx, what);
  },
});

const shown = (title: string, ...body: ReturnType<typeof v.text>[]): Reply => ({
  to: "actor",
  view: { title, body },
});

async function issuePerson(ctx: OpenCtx): Promise<Reply> {
  const desk = ctx.here?.desk.id ?? (await ctx.people.desks())[0];
  if (desk === undefined) throw new UserError("stranger", ctx.m.errors.stranger);
  mayBeThem(ctx);
  const code = await ctx.people.issueCode({ kind: "person", desk, client: null });
  const { linkTitle, linkPerson } = ctx.m.desk;
  return shown(linkTitle, v.text(linkPerson), v.text(v.code(`link ${code}`)));
}

/** With a code that a client's own app is shown, or by a word in its name, its maker would be them everywhere. @throws UserError */
function mayBeThem({ narrowed, m }: OpenCtx): void {
  if (narrowed) throw new UserError("from-home", m.errors.fromHome);
}

/** In a channel: joins it to that client at once. In a DM: a code to be typed in the channel, whatever its workspace. */
async function channelOf(ctx: OpenCtx, code: string): Promise<Reply> {
  const { m } = ctx;
  const { desk, store } = asOwner(ctx);
  const client = await store.clients.byCode(code);
  if (!client) throw new UserError("no-client", m.errors.noClient(code));
  if (ctx.place.kind === "channel") return join(ctx, desk.id, client);
  const issued = await ctx.people.issueCode({ kind: "channel", desk: desk.id, client: client.id });
  return shown(
    m.desk.linkTitle,
    v.text(m.desk.linkChannel(client.name)),
    v.text(v.typed(`link ${issued}`, "channel")),
  );
}

async function teamChannel(ctx: OpenCtx): Promise<Reply> {
  const { desk } = asOwner(ctx);
  if (ctx.place.kind !== "channel") throw new UserError("not-here", ctx.m.desk.linkTeamHere);
  return join(ctx, desk.id, null);
}

function asOwner({ here, m, narrowed }: OpenCtx) {
  if (narrowed) throw new UserError("from-home", m.desk.linkFromHome);
  if (here?.actor.role !== "owner") throw new UserError("owner", m.errors.notForYou.owner);
  return here;
}

async function redeem(ctx: OpenCtx, words: string): Promise<Reply> {
  const { m, people } = ctx;
  const code = await people.code(words);
  if (code === "locked") throw new UserError("locked-out", m.desk.linkLocked);
  if (code?.kind === "person") return claim(ctx, code);
  if (code?.kind === "invite") return accept(ctx, code);
  const client = code?.kind === "channel" ? await clientOf(ctx, code) : undefined;
  if (!code || code.desk === null || !client) throw new UserError("bad-code", m.desk.linkBad);
  if (ctx.place.kind !== "channel") throw new UserError("not-here", m.desk.linkInChannel);
  if (!(await people.useCode(code))) throw new UserError("bad-code", m.desk.linkBad);
  return join(ctx, code.desk, client);
}

const clientOf = async (ctx: OpenCtx, { desk, client }: LinkCode): Promise<Client | undefined> =>
  desk === null || client === null ? undefined : ctx.storeFor(desk).clients.byId(client);

/** Somebody typed a person's code. Before the two become one, who asked for the code must say that it was them. */
async function claim(ctx: OpenCtx, code: LinkCode): Promise<Reply> {
  const { m, person, place, people } = ctx;
  if (person.from?.hearsay) throw new UserError("hearsay", m.desk.hearsay(person.name));
  if (code.issuer === person.id) throw new UserError("own-code", m.desk.linkSelf);
  const claimedIn = place.kind === "dm" ? place.address : null;
  const issuer = await people.byId(code.issuer);
  if (!issuer || code.desk === null || !(await people.useCode(code, { claimant: person.id, claimedIn })))
    throw new UserError("bad-code", m.desk.linkBad);
  const store = ctx.storeFor(code.desk);
  const desk = await store.desk();
  const asked = askedWhetherIssuer(issuer, desk, {
    code: code.id,
    name: person.name,
    platform: place.platform,
  });
  await store.commit({ writes: [write.desk.replace(desk)], says: [asked] });
  return shown(m.desk.linkAsked, v.text(m.desk.linkAskedText));
}

/** What the issuer says. Joining, telling and forgetting may each be repeated if this breaks off in between. */
async function answer(ctx: OpenCtx, id: string, mine: boolean): Promise<Reply> {
  mayBeThem(ctx);
  const { m, people, person } = ctx;
  const claimed = await people.claim(id);
  if (!claimed || claimed.claimant === null || claimed.desk === null)
    throw new UserError("answered", m.desk.linkAnswered);
  if (mine) await people.merge(claimed.claimant, person.id);
  if (claimed.claimedIn !== null) {
    const store = ctx.storeFor(claimed.desk);
    const says = [toIssuer(claimed.claimedIn, person, claimAnswered(m, person.name, mine), ctx.reader)];
    await store.commit({ writes: [write.desk.replace(await store.desk())], says });
  }
  await people.settle(claimed);
  return mine
    ? shown(m.desk.linkedYou(person.name))
    : shown(m.desk.linkRefused, v.text(m.desk.linkRefusedText));
}

async function join(ctx: OpenCtx, deskId: string, client: Client | null): Promise<Reply> {
  const { m, place } = ctx;
  const store = ctx.storeFor(deskId);
  const desk = await store.desk();
  const name = client?.name ?? desk.name;
  const held = await ctx.people.channel();
  const same = held?.desk === deskId && held.client === (client?.id ?? null);
  if (held && !same) throw new UserError("channel-taken", m.errors.channelTaken);
  const id = place.address;
  const says = client ? [wayIn(client, id)] : [];
  if (same && client) await store.commit({ writes: [write.client.replace(client)], says });
  if (!same) {
    const linked = {
      id,
      desk: deskId,
      client: client?.id ?? null,
      name: place.name ?? name,
      intake: "asked" as const,
      linkedAt: ctx.now,
    };
    await store.commit({
      writes: [
        client
          ? write.client.replace({ ...client, channel: client.channel ?? id })
          : write.desk.replace(desk),
        write.channel.insert(linked),
      ],
      events: [{ subject: client?.id ?? deskId, kind: "channel-linked" }],
      says,
    });
  }
  if (!client) return { to: "channel", view: { title: m.desk.linkedTeam(name), body: [] } };
  return shown(m.desk.linkedChannel(name), v.text(m.desk.buttonFollows));
}
