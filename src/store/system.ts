import { createHash, randomInt } from "node:crypto";
import type { Db, Document, MongoClient } from "mongodb";
import type { Client, Contact, Desk, Member, Person } from "../domain/desk.ts";
import type { Card } from "../domain/outbox.ts";
import { type Channel, conversationIn, type Draft, type Identity, type LinkCode } from "../domain/place.ts";
import type { Request } from "../domain/request.ts";
import type { Timer } from "../domain/time-entry.ts";
import { collectionOf, reader, text, toStored } from "./collection.ts";
import * as c from "./collections.ts";
import { type Merge, mergePeople } from "./merge.ts";

/** What stands above desks: who somebody is, what belongs to which desk. Only dispatcher, outbox and scheduler hold it. */
export interface SystemStore {
  identity(id: string): Promise<Identity | undefined>;
  /** The one they were seen by last comes first. */
  identitiesOf(person: string): Promise<Identity[]>;
  /** Somebody who was joined with another is that one. */
  person(id: string): Promise<Person | undefined>;
  /** A new person under this identity; if another process was faster, that one. */
  addPerson(person: Person, identity: Identity): Promise<Identity>;
  mergePeople(merge: Merge): Promise<void>;
  channel(address: string): Promise<Channel | undefined>;
  channelsOf(desk: string, client: string | null): Promise<Channel[]>;
  channelsAt(desk: string): Promise<Channel[]>;
  /**
   * Channels of these desks' clients: `linked` in a workspace, and, of the clients whose people are known in it, those that other workspaces
   * of the platform have linked.
   */
  channelsAround(
    platform: string,
    workspace: string,
    desks: readonly string[],
  ): Promise<{ linked: Channel[]; perhaps: Channel[] }>;
  /** The channel that this one is, shared between workspaces, if it is linked by another workspace's address. */
  linkedElsewhere(address: string): Promise<Channel | undefined>;
  memberships(person: string): Promise<{ members: Member[]; contacts: Contact[] }>;
  desk(id: string): Promise<Desk | undefined>;
  desks(): Promise<Desk[]>;
  /** True once somebody has set a desk up; the sample doesn't count. */
  anyDesk(): Promise<boolean>;
  desksById(ids: readonly string[]): Promise<Desk[]>;
  peopleIn(platform: string, workspace: string): Promise<string[]>;
  /** These people as a platform's workspace names them, in their order; who isn't there is left out. */
  usersIn(platform: string, workspace: string, people: readonly string[]): Promise<string[]>;
  /** Desks with a channel, or a member known, in a platform's workspace. */
  desksIn(platform: string, workspace: string): Promise<string[]>;
  client(id: string): Promise<Client | undefined>;
  /** Desks, among these, that have a client with this code. */
  desksWithCode(desks: readonly string[], code: string): Promise<string[]>;
  /** Does anybody in this workspace, or a channel of it, belong to a desk? */
  belongs(platform: string, workspace: string): Promise<boolean>;
  timerOf(person: string): Promise<Timer | undefined>;
  draft(id: string, person: string): Promise<Draft | undefined>;
  putDraft(draft: Draft): Promise<void>;
  /** What waits for a click since it was said in this message, every message being a request there. */
  draftOf(message: string): Promise<Draft | undefined>;
  /** Brings it to other words, if it still waits. */
  changeDraft(draft: Draft): Promise<void>;
  dropDraft(id: string): Promise<void>;
  /** What somebody said in this conversation, every message being a request there, and that waits for a click, in its order. */
  saidAndWaiting(person: string, address: string, now: Date): Promise<Draft[]>;
  /** The live card that this posted message is. */
  cardAt(ref: string): Promise<Card | undefined>;
  /** The latest question that waits for this person's own words, whichever desk asks it. */
  questionFor(person: string, now: Date): Promise<{ verb: "checkin" | "survey"; id: string } | undefined>;
  /** The request that was made from a message, or took it in. */
  requestOf(desk: string, message: string): Promise<string | undefined>;
  /** The same at every desk, of any of these messages. */
  requestsFrom(messages: readonly string[]): Promise<Request[]>;
  /** Changes what they set; returns them as they now are. */
  setPerson(id: string, change: Partial<Person>): Promise<Person>;
  seen(identity: string, at: Date): Promise<void>;
  /** A code to read out or paste; only its hash is kept. */
  issueCode(
    code: Pick<LinkCode, "kind" | "issuer" | "desk" | "client" | "expiresAt"> & Partial<Pick<LinkCode, "as">>,
  ): Promise<string>;
  /** A code that this act may use; undefined if it is unknown, used by another or expired. */
  code(words: string, act: string, now: Date): Promise<LinkCode | undefined>;
  /** Uses up a code. False if another act was faster. */
  useCode(
    code: LinkCode,
    act: string,
    now: Date,
    claim?: Pick<LinkCode, "claimant" | "claimedIn">,
  ): Promise<boolean>;
  /** The claim on a code of this issuer's that waits for their word. */
  claim(id: string, issuer: string, usedSince: Date): Promise<LinkCode | undefined>;
  dropCode(id: string): Promise<void>;
}

export function systemStore(client: MongoClient, db: Db): SystemStore {
  const identities = reader(db, c.identities);
  const members = reader(db, c.members, { removedAt: null });
  const contacts = reader(db, c.contacts, { removedAt: null });
  const channels = reader(db, c.channels);
  const desks = reader(db, c.desks);
  const codes = reader(db, c.linkCodes);

  async function person(id: string): Promise<Person | undefined> {
    const found = await reader(db, c.people).one({ _id: id });
    return found && found.mergedInto !== null ? person(found.mergedInto) : found;
  }
  const present = async (id: string): Promise<string> => (await person(id))?.id ?? id;

  async function partsOf(id: string): Promise<{ members: Member[]; contacts: Contact[] }> {
    const [asMember, asContact] = await Promise.all([
      members.many({ person: id }),
      contacts.many({ person: id }),
    ]);
    return { members: asMember, contacts: asContact };
  }

  const store: SystemStore = {
    identity: (id) => identities.one({ _id: id }),
    async identitiesOf(id) {
      const of = (person: string) => identities.many({ person }, { sort: { lastSeenAt: -1 } });
      const found = await of(id);
      return found.length > 0 ? found : of(await present(id));
    },
    person,
    async addPerson(person, identity) {
      await collectionOf(db, c.people).insertOne(toStored(person) as { _id: string });
      await collectionOf(db, c.identities).updateOne(
        { _id: identity.id },
        { $setOnInsert: withoutId(identity) },
        { upsert: true },
      );
      const held = await identities.one({ _id: identity.id });
      if (!held) throw new Error("an identity vanished");
      if (held.person !== person.id) await collectionOf(db, c.people).deleteOne({ _id: person.id });
      return held;
    },
    mergePeople: (merge) => mergePeople(client, db, merge),
    channel: (address) => channels.one({ _id: address }),
    channelsOf: (desk, client) => channels.many({ desk, client }),
    channelsAt: (desk) => channels.many({ desk }),
    async channelsAround(platform, workspace, among) {
      const ofClients = { desk: { $in: [...among] }, client: { $ne: null } };
      const there = within(`${platform}|${workspace}|`);
      const [linked, people] = await Promise.all([
        channels.many({ $and: [ofClients, there] }),
        store.peopleIn(platform, workspace),
      ]);
      const known = await contacts.many({ desk: ofClients.desk, person: { $in: people } });
      const theirs = { client: { $in: known.map(({ client }) => client) } };
      const perhaps = await channels.many({ $and: [ofClients, theirs, within(`${platform}|`)] });
      return { linked, perhaps: perhaps.filter(({ id }) => !linked.some((one) => one.id === id)) };
    },
    async linkedElsewhere(address) {
      const [platform = ""] = address.split("|");
      const same = { conversation: conversationIn(address), _id: { $ne: address } };
      const [first] = await channels.many(
        { $and: [same, within(`${platform}|`)] },
        { sort: { linkedAt: 1 }, limit: 1 },
      );
      return first;
    },
    async memberships(id) {
      const found = await partsOf(id);
      if (found.members.length + found.contacts.length > 0) return found;
      const now = await present(id);
      return now === id ? found : partsOf(now);
    },
    desk: (id) => desks.one({ _id: id }),
    desks: () => desks.many({}),
    anyDesk: async () => (await desks.one({ demo: false })) !== undefined,
    desksById: (ids) => desks.many({ _id: { $in: [...ids] } }),
    async peopleIn(platform, workspace) {
      const known = await identities.many({
        $or: [within(`${platform}:${workspace}:`), { platform, via: text(workspace) }],
      });
      return [...new Set(known.map((identity) => identity.person))];
    },
    async desksIn(platform, workspace) {
      const [linked, people] = await Promise.all([
        channels.many(within(`${platform}|${workspace}|`)),
        store.peopleIn(platform, workspace),
      ]);
      const here = await members.many({ person: { $in: people } });
      return [...new Set([...linked, ...here].map((one) => one.desk))];
    },
    async usersIn(platform, workspace, people) {
      const found = await identities.many({
        person: { $in: [...people] },
        platform,
        $or: [{ workspace }, { via: workspace }],
      });
      return people.flatMap((id) => found.filter(({ person }) => person === id).map(({ user }) => user));
    },
    client: (id) => reader(db, c.clients).one({ _id: id }),
    async desksWithCode(among, code) {
      const found = await reader(db, c.clients).many({
        desk: { $in: among },
        $or: [{ code: code.toUpperCase() }, { formerCodes: code.toUpperCase() }],
      });
      return [...new Set(found.map((client) => client.desk))];
    },
    async belongs(platform, workspace) {
      const prefix = `${platform}|${workspace}|`;
      if (await channels.one({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } })) return true;
      const there = (await identities.many({ platform, workspace })).map((identity) => identity.person);
      const part = { person: { $in: there } };
      return Boolean((await members.one(part)) ?? (await contacts.one(part)));
    },
    async putDraft(draft) {
      await collectionOf(db, c.drafts).insertOne(toStored(draft) as { _id: string });
    },
    draftOf: (message) =>
      reader(db, c.drafts).one({ "values.message": text(message), "values.at": { $exists: true } }),
    async changeDraft(draft) {
      await collectionOf(db, c.drafts).updateOne({ _id: draft.id }, { $set: withoutId(draft) });
    },
    async dropDraft(id) {
      await collectionOf(db, c.drafts).deleteOne({ _id: id });
    },
    saidAndWaiting: (person, address, now) =>
      reader(db, c.drafts).many(
        { person, address, "values.at": { $exists: true }, expiresAt: { $gt: now } },
        { sort: { "values.at": 1 } },
      ),
    timerOf: (person) => reader(db, c.timers).one({ _id: person }),
    cardAt: (ref) => reader(db, c.cards).one({ ref: text(ref) }),
    questionFor: (person, now) => questionFor(db, person, now),
    requestOf: async (desk, message) =>
      (await store.requestsFrom([message])).find((one) => one.desk === desk)?.id,
    requestsFrom: (messages) =>
      reader(db, c.requests).many({
        $or: messages.flatMap((one) => [{ "source.ref": text(one) }, { "source.also": text(one) }]),
      }),
    async setPerson(id, change) {
      await collectionOf(db, c.people).updateOne({ _id: id }, { $set: change, $inc: { version: 1 } });
      const now = await person(id);
      if (!now) throw new Error("a person vanished");
      return now;
    },
    async seen(identity, at) {
      await collectionOf(db, c.identities).updateOne({ _id: identity }, { $set: { lastSeenAt: at } });
    },
    draft: (id, person) => reader(db, c.drafts).one({ _id: id, person }),
    async issueCode(code) {
      const words = newCode();
      const unused = { as: null, usedAt: null, usedBy: null, claimant: null, claimedIn: null };
      await collectionOf(db, c.linkCodes).insertOne(
        toStored({ ...unused, ...code, id: hashOf(words) }) as { _id: string },
      );
      return words;
    },
    code: (words, act, now) =>
      codes.one({
        _id: hashOf(words),
        expiresAt: { $gt: now },
        $or: [{ usedAt: null }, { usedBy: act }],
      }),
    async useCode({ id }, act, now, claim = { claimant: null, claimedIn: null }) {
      const used = await collectionOf(db, c.linkCodes).updateOne(
        { _id: id, $or: [{ usedAt: null }, { usedBy: act }] },
        { $set: { usedAt: now, usedBy: act, ...claim } },
      );
      return used.matchedCount === 1;
    },
    claim: (id, issuer, usedSince) =>
      codes.one({ _id: id, issuer, claimant: { $ne: null }, usedAt: { $gte: usedSince } }),
    async dropCode(id) {
      await collectionOf(db, c.linkCodes).deleteOne({ _id: id });
    },
  };
  return store;
}

/** Ids that begin so. */
const within = (start: string): Document => ({ _id: { $gte: start, $lt: `${start}\uffff` } });

const withoutId = (held: { id: string }): object => {
  const { id: _, ...rest } = held;
  return rest;
};

/** No letters or digits that are mistaken for others when read out. */
const CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

function newCode(): string {
  const letters = Array.from({ length: 10 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]);
  return `${letters.slice(0, 5).join("")}-${letters.slice(5).join("")}`;
}

const hashOf = (code: string): string =>
  createHash("sha256")
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ""))
    .digest("hex");

async function questionFor(db: Db, person: string, now: Date) {
  const latest = { sort: { askedAt: -1 }, limit: 1 } as const;
  const named = { person, state: "open", anonymous: false, deadline: { $gt: now } };
  const [[part], [survey]] = await Promise.all([
    reader(db, c.checkInParts).many(named, latest),
    reader(db, c.surveys).many({ person, state: "asked", expiresAt: { $gt: now } }, latest),
  ]);
  if (part && (!survey || part.askedAt >= survey.askedAt)) return { verb: "checkin", id: part.id } as const;
  return survey && ({ verb: "survey", id: survey.id } as const);
}
