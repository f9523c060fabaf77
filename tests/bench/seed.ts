import type { z } from "zod";
import { noClocks } from "../../src/domain/clocks.ts";
import type { Client, Contact, Desk, Member, Person } from "../../src/domain/desk.ts";
import { usualEmoji } from "../../src/domain/emoji.ts";
import type { Channel, Identity } from "../../src/domain/place.ts";
import type { Request } from "../../src/domain/request.ts";
import { usualSurveys } from "../../src/domain/survey.ts";
import { type CollectionSpec, collectionOf, toStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import type { Database } from "../../src/store/database.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { noDaysOff } from "../../src/time/days-off.ts";
import { TEAM } from "./slack-stub.ts";

const NOW = new Date("2026-11-24T10:00:00Z");
const PORTION = 5_000;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** Writes many documents of one collection. */
export async function put<S extends z.ZodObject>(
  { db }: Pick<Database, "db">,
  spec: CollectionSpec<S>,
  docs: readonly z.infer<S>[],
): Promise<void> {
  for (let from = 0; from < docs.length; from += PORTION) {
    const rows = docs.slice(from, from + PORTION).map((doc) => toStored(doc) as { _id: string });
    await collectionOf(db, spec).insertMany(rows, { ordered: false });
  }
}

/** Somebody in a client's channel. */
export interface Speaker {
  user: string;
  channel: string;
}

const deskId = (d: number): string => `d${d}`;
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Where people and channels are. */
export interface Land {
  platform: string;
  workspace: string;
  channelAt(name: string): string;
}
const slack: Land = { platform: "slack", workspace: TEAM, channelAt: (name) => name };

/** Desks with an owner and assistants; each client has a channel and a contact in it. Returns the contacts. */
export async function seedDesks(
  database: Database,
  { desks, members, clients }: { desks: number; members: number; clients: number },
  { platform, workspace, channelAt }: Land = slack,
): Promise<Speaker[]> {
  const people: Person[] = [];
  const identities: Identity[] = [];
  const made = {
    desks: [] as Desk[],
    members: [] as Member[],
    clients: [] as Client[],
    contacts: [] as Contact[],
  };
  const channels: Channel[] = [];
  const speakers: Speaker[] = [];

  function person(id: string, zone: string): void {
    const user = userOf(id);
    people.push({
      id,
      name: id,
      zone,
      locale: "en",
      zoneGuessed: false,
      platform: null,
      mergedInto: null,
      calm: null,
      version: 0,
    });
    identities.push({
      id: `${platform}:${workspace}:${user}`,
      platform,
      workspace,
      user,
      person: id,
      lastSeenAt: NOW,
    });
  }

  for (const d of numbers(desks)) {
    const desk = deskId(d);
    made.desks.push({
      id: desk,
      name: desk,
      zone: "UTC",
      locale: "en",
      emoji: usualEmoji,
      surveys: usualSurveys,
      demo: false,
      timerLimit: 240,
      hours: null,
      off: noDaysOff,
      createdAt: NOW,
      version: 0,
    });
    for (const m of numbers(members)) {
      const id = memberOf(d, m);
      person(id, "UTC");
      made.members.push({
        id: `${desk}:${id}`,
        desk,
        person: id,
        name: id,
        role: m === 0 ? "owner" : "assistant",
        clients: null,
        hours: defaultWorkingHours("UTC"),
        off: noDaysOff,
        digest: { on: true, at: "08:00", weekdays: everyDay },
        away: [],
        removedAt: null,
        version: 0,
      });
    }
    for (const n of numbers(clients)) {
      const client = clientOf(d, n);
      const channel = `C${d}X${n}`;
      const address = `${platform}|${workspace}|${channelAt(channel)}`;
      const contact = `c${d}x${n}`;
      person(contact, "America/New_York");
      made.clients.push({
        id: client,
        desk,
        code: `CL${n}`,
        formerCodes: [],
        name: `Client ${n}`,
        zone: "America/New_York",
        currency: "USD",
        language: "en",
        package: { minutes: 1200, per: "month" },
        goals: "",
        lead: memberOf(d, 0),
        channel: address,
        status: { on: true, mode: "auto", weekday: 5, at: "16:00" },
        hours: null,
        off: noDaysOff,
        promise: null,
        archivedAt: null,
        version: 0,
      });
      made.contacts.push({
        id: `${client}:${contact}`,
        desk,
        client,
        person: contact,
        name: contact,
        approver: true,
        removedAt: null,
        version: 0,
      });
      channels.push({
        id: address,
        desk,
        client,
        conversation: channel,
        name: `client-${n}`,
        intake: "asked",
        linkedAt: NOW,
      });
      speakers.push({ user: userOf(contact), channel });
    }
  }
  await put(database, c.people, people);
  await put(database, c.identities, identities);
  await put(database, c.desks, made.desks);
  await put(database, c.members, made.members);
  await put(database, c.clients, made.clients);
  await put(database, c.contacts, made.contacts);
  await put(database, c.channels, channels);
  return speakers;
}

export const userOf = (person: string): string => `U${person.toUpperCase()}`;
export const memberOf = (desk: number, n: number): string => `p${desk}x${n}`;
export const clientOf = (desk: number, n: number): string => `${deskId(desk)}.c${n}`;

/** A request of desk `d`, its client `n`. */
export function aRequest(d: number, n: number, number: number, changes: Partial<Request>): Request {
  const desk = deskId(d);
  return {
    id: `${desk}.r${n}x${number}`,
    desk,
    client: clientOf(d, n),
    number,
    title: `Update the monthly report and send it to everybody, part ${number}`,
    details: "The numbers are in the shared folder; last month's report shows how it should look.",
    links: ["https://example.com/report"],
    files: [],
    source: null,
    due: { at: new Date(NOW.getTime() + (number % 30) * 86_400_000), hasTime: true },
    estimate: 30 + (number % 8) * 15,
    urgent: null,
    important: number % 3 === 0,
    stage: "accepted",
    hold: null,
    audience: "client",
    requester: `c${d}x${n}`,
    requesterName: `c${d}x${n}`,
    people: [],
    assignee: memberOf(d, 0),
    delivery: null,
    changes: [],
    openedAt: new Date(NOW.getTime() - (number % 60) * 86_400_000),
    acceptedAt: null,
    startedAt: null,
    deliveredAt: null,
    doneAt: null,
    cancelledAt: null,
    remindedAt: null,
    before: null,
    repeat: null,
    clocks: noClocks,
    promiseAt: null,
    face: null,
    version: 0,
    ...changes,
  };
}
