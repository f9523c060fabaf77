import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "./domain/actor.ts";
import type { Client, Desk, Member, Person } from "./domain/desk.ts";
import type { DownloadAsked } from "./domain/download.ts";
import type { Request } from "./domain/request.ts";
import { parseWhen } from "./domain/when.ts";
import { UserError } from "./errors.ts";
import type { Messages } from "./i18n/index.ts";
import type { FileLink, Place } from "./invocation.ts";
import type { Log } from "./log.ts";
import type { People } from "./people.ts";
import type { DeskStore } from "./store/desk.ts";
import type { Reader, View } from "./view/nodes.ts";

/** What a command gets: who, where, when, and a store that shows only what they may see. No SDK object ever. */
export interface Ctx {
  /** Names the act; ids derived from it are the same when it is delivered again. */
  key: string;
  now: Date;
  m: Messages;
  reader: Reader;
  /** A client's own app says that it is them: what concerns more than its clients, or who somebody is, is not for here. */
  narrowed: boolean;
  /** It is a client's own app that says who speaks, whether or not that leaves out any part of theirs. */
  byClientsApp: boolean;
  actor: Actor;
  desk: Desk;
  /** The client this channel is linked to. */
  client: Client | undefined;
  place: Place;
  store: DeskStore;
  people: People;
  files: readonly FileLink[];
  /** What was given, as it was typed. */
  typed: Readonly<Record<string, string>>;
  /** The revision that a pressed button was drawn for, where that matters. */
  revision: number | undefined;
  /** Keeps what was typed for 48 hours; with the name it gets, the verb `draft` carries it out, once. */
  keep(): Promise<string>;
  /** A link under which this person can fetch it with a browser for a short while. */
  offer(what: DownloadAsked): Promise<{ url: string; until: Date }>;
  /** The home of this person, in the part they chose or the first they have. */
  home(chosen: { desk?: string | undefined; as?: string | undefined }): Promise<View>;
  log: Log;
}

/** What a command has that needs no desk (`setup`, `link`, `help`); where the speaker has a part at one desk, it is there too. */
export type OpenCtx = Omit<Ctx, "actor" | "desk" | "store"> & {
  person: Person;
  here: { actor: Actor; desk: Desk; store: DeskStore } | undefined;
  /** The store of a desk that is only being made, or was named by a code. */
  storeFor(desk: string): DeskStore;
};

/** A new id inside a desk: `d3f….8ab…`; the part before the dot is the desk. */
export const newId = (desk: string): string => `${desk}.${randomBytes(8).toString("hex")}`;
/** The same for the same seed: of several who set up a desk at once only one can. */
export const newDeskId = (seed: string): string =>
  `d${createHash("sha256").update(seed).digest("hex").slice(0, 10)}`;
export const newPersonId = (): string => `p${randomBytes(8).toString("hex")}`;
export const deskOfId = (id: string): string | undefined => /^(d[a-z0-9]+)\.[a-z0-9]+$/.exec(id)?.[1];

const CODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const newCode = (kind: string): string =>
  `${kind}-${Array.from(randomBytes(4), (byte) => CODE[byte % CODE.length]).join("")}`;
/** `t-7K2Q` */
export const newEntryCode = (): string => newCode("t");
/** `f-7K2Q` */
export const newFollowUpCode = (): string => newCode("f");
/** `r-7K2Q` */
export const newRiskCode = (): string => newCode("r");

/**
 * The request a person means. A number alone counts in this channel's client, or in the only client they have.
 * @throws UserError if there is none they may see
 */
export async function requestNamed(ctx: Ctx, words: string): Promise<Request> {
  const found = deskOfId(words) ? await ctx.store.requests.byId(words) : await byName(ctx, words);
  if (!found) throw new UserError("no-request", ctx.m.errors.noRequest(shownRef(words)), { field: "ref" });
  return found;
}

async function byName(ctx: Ctx, words: string): Promise<Request | undefined> {
  const match = /^(?:([A-Za-z][A-Za-z0-9]{1,7})-|#)?(\d{1,7})$/.exec(words);
  if (!match) return undefined;
  const client = match[1] ? await ctx.store.clients.byCode(match[1]) : await onlyClient(ctx);
  if (!client && !match[1]) {
    throw new UserError("which-client", ctx.m.errors.whichClient(words.replace("#", "")), { field: "ref" });
  }
  return client ? ctx.store.requests.byNumber(client.id, Number(match[2])) : undefined;
}

const shownRef = (words: string): string => (deskOfId(words) ? "" : words);

async function onlyClient(ctx: Ctx): Promise<Client | undefined> {
  if (ctx.client) return ctx.client;
  const all = await ctx.store.clients.list();
  return all.length === 1 ? all[0] : undefined;
}

/**
 * The client meant by a code or an id, else this channel's, else the only one the actor has; undefined if that leaves a choice.
 * @throws UserError if the code is of no client they may see
 */
export async function clientMeant(ctx: Ctx, code: string | undefined): Promise<Client | undefined> {
  if (code === undefined) return onlyClient(ctx);
  const { clients } = ctx.store;
  const client = await (deskOfId(code) ? clients.byId(code) : clients.byCode(code));
  if (!client) throw new UserError("no-client", ctx.m.errors.noClient(shownRef(code)), { field: "client" });
  return client;
}

/** @throws UserError if nobody, or more than one, of the team is meant */
export async function memberNamed(ctx: Ctx, words: string, field = "who"): Promise<Member> {
  const members = await ctx.store.members.list();
  const person = await ctx.people.mentioned(words);
  const plain = words.replace(/^@/, "").toLowerCase();
  const found = members.filter((member) =>
    person ? member.person === person.id : sameName(member.name, plain) || member.person === words,
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  const names = members.map((member) => `@${member.name}`).join(", ");
  throw new UserError("no-member", ctx.m.errors.noMember(words, names), { field });
}

const sameName = (name: string, plain: string): boolean =>
  name.toLowerCase() === plain || name.toLowerCase().split(/\s+/)[0] === plain;

/**
 * A date in words, in the reader's zone.
 * @throws UserError naming what is wrong with it
 */
export function dateMeant(ctx: Ctx, words: string, field = "due"): { at: Date; hasTime: boolean } {
  const found = parseWhen(words, ctx.now, ctx.reader.zone);
  if (!("problem" in found)) return { at: found.at, hasTime: found.hasTime };
  throw new UserError(`date-${found.problem}`, ctx.m.errors.date(found.problem, words), { field });
}
