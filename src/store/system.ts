import { createHash, randomInt } from "node:crypto";
import type { Db, Document, MongoClient } from "mongodb";
import type { Client, Contact, Desk, Member, Person } from "../domain/desk.ts";
import type { Card } from "../domain/outbox.ts";
import type { Channel, Draft, Identity, LinkCode } from "../domain/place.ts";
import { collectionOf, reader, toStored } from "./collection.ts";
import * as c from "./collections.ts";
import { mergePeople } from "./merge.ts";

/** What stands above desks: who somebody is, what belongs to which desk. Only dispatcher, outbox and scheduler hold it. */
export interface SystemStore {
  identity(id: string): Promise<Identity | undefined>;
  identitiesOf(person: string): Promise<Identity[]>;
  person(id: string): Promise<Person | undefined>;
  /** A new person under this identity; if another process was faster, that one. */
  addPerson(person: Person, identity: Identity): Promise<Identity>;
  /** Makes one person of two: identities and memberships move, settings of `into` win, the older timer stops being. */
  mergePeople(from: string, into: string, now: Date): Promise<void>;
  channel(address: string): Promise<Channel | undefined>;
  channelsOf(desk: string, client: string | null): Promise<Channel[]>;
  dropChannel(address: string): Promise<void>;
  memberships(person: string): Promise<{ members: Member[]; contacts: Contact[] }>;
  desk(id: string): Promise<Desk | undefined>;
  desks(): Promise<Desk[]>;
  /** True once somebody has set a desk up; the sample doesn't count. */
  anyDesk(): Promise<boolean>;
  desksById(ids: readonly string[]): Promise<Desk[]>;
  peopleIn(platform: string, workspace: string): Promise<string[]>;
  /** Desks with a channel, or a member known, in a platform's workspace. */
  desksIn(platform: string, workspace: string): Promise<string[]>;
  client(id: string): Promise<Client | undefined>;
  /** Desks, among these, that have a client with this code. */
  desksWithCode(desks: readonly string[], code: string): Promise<string[]>;
  draft(id: string, person: string): Promise<Draft | undefined>;
  putDraft(draft: Draft): Promise<void>;
  /** The live card that this posted message is. */
  cardAt(ref: string): Promise<Card | undefined>;
  putChannel(channel: Channel): Promise<void>;
  setPerson(person: Person): Promise<void>;
  seen(identity: string, at: Date): Promise<void>;
  /** A code to read out or paste; only its hash is kept. */
  issueCode(code: Omit<LinkCode, "id" | "usedAt">): Promise<string>;
  /** Uses up a code; undefined if it is unknown, used, expired, or not of the kind that is asked for. */
  redeemCode(code: string, now: Date, kind?: LinkCode["kind"]): Promise<LinkCode | undefined>;
}

export function systemStore(client: MongoClient, db: Db): SystemStore {
  const identities = reader(db, c.identities);
  const members = reader(db, c.members, { removedAt: null });
  const contacts = reader(db, c.contacts, { removedAt: null });
  const channels = reader(db, c.channels);
  const desks = reader(db, c.desks);
  const store: SystemStore = {
    identity: (id) => identities.one({ _id: id }),
    identitiesOf: (person) => identities.many({ person }, { sort: { lastSeenAt: -1 } }),
    person: (id) => reader(db, c.people).one({ _id: id }),
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
    mergePeople: (from, into, now) => mergePeople(client, db, from, into, now),
    channel: (address) => channels.one({ _id: address }),
    channelsOf: (desk, client) => channels.many({ desk, client }),
    async dropChannel(address) {
      await collectionOf(db, c.channels).deleteOne({ _id: address });
    },
    async memberships(person) {
      const [asMember, asContact] = await Promise.all([members.many({ person }), contacts.many({ person })]);
      return { members: asMember, contacts: asContact };
    },
    desk: (id) => desks.one({ _id: id }),
    desks: () => desks.many({}),
    anyDesk: async () => (await desks.one({ demo: false })) !== undefined,
    desksById: (ids) => desks.many({ _id: { $in: [...ids] } }),
    async peopleIn(platform, workspace) {
      const known = await identities.many(within(`${platform}:${workspace}:`));
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
    client: (id) => reader(db, c.clients).one({ _id: id }),
    async desksWithCode(among, code) {
      const found = await reader(db, c.clients).many({
        desk: { $in: among },
        $or: [{ code: code.toUpperCase() }, { formerCodes: code.toUpperCase() }],
      });
      return [...new Set(found.map((client) => client.desk))];
    },
    async putDraft(draft) {
      await collectionOf(db, c.drafts).insertOne(toStored(draft) as { _id: string });
    },
    cardAt: (ref) => reader(db, c.cards).one({ ref }),
    async putChannel(channel) {
      await collectionOf(db, c.channels).replaceOne({ _id: channel.id }, toStored(channel), { upsert: true });
    },
    async setPerson(person) {
      await collectionOf(db, c.people).replaceOne({ _id: person.id }, toStored(person));
    },
    async seen(identity, at) {
      await collectionOf(db, c.identities).updateOne({ _id: identity }, { $set: { lastSeenAt: at } });
    },
    draft: (id, person) => reader(db, c.drafts).one({ _id: id, person }),
    async issueCode(code) {
      const words = newCode();
      await collectionOf(db, c.linkCodes).insertOne(
        toStored({ ...code, id: hashOf(words), usedAt: null }) as { _id: string },
      );
      return words;
    },
    async redeemCode(code, now, kind) {
      const id = hashOf(code);
      const used = await collectionOf(db, c.linkCodes).updateOne(
        { _id: id, usedAt: null, expiresAt: { $gt: now }, ...(kind === undefined ? {} : { kind }) },
        { $set: { usedAt: now } },
      );
      return used.modifiedCount === 1 ? reader(db, c.linkCodes).one({ _id: id }) : undefined;
    },
  };
  return store;
}

/** Ids that begin so. */
const within = (start: string): Document => ({ _id: { $gte: start, $lt: `${start}\uffff` } });

const withoutId = (identity: Identity): object => {
  const { id: _, ...rest } = identity;
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
