import type { OutboxRow } from "../../src/domain/outbox.ts";
import { messages } from "../../src/i18n/index.ts";
import { collectionOf, fromStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import type { World } from "../support/desk.ts";
import { titlesOf } from "./acts.ts";

/** What was said, to whom, and when. */
export interface Told {
  at: Date;
  kind: string;
  subject: string;
}

/** All that was said unasked in that time, besides the cards of requests, and what was opened again. */
export async function toldSince(world: World, from: Date): Promise<Told[]> {
  const { db } = world.database;
  const rows = await collectionOf(db, c.outbox)
    .find({ createdAt: { $gte: from } })
    .sort({ createdAt: 1 })
    .toArray();
  const names = await namesIn(world);
  const seen = new Set<string>();
  const said = rows.flatMap((stored): Told[] => {
    const row = fromStored(c.outbox, stored);
    // What edits a card tells nobody anything, and what was answered before it was asked is dropped.
    const edit = row.kind === "card" && row.card !== null && seen.has(row.card);
    if (row.card !== null) seen.add(row.card);
    const what = edit || row.state === "dropped" ? undefined : whatIs(row, names);
    // What has been put off comes after all this.
    const later = row.state === "queued" && row.notBefore > world.clock.now();
    if (!what || later) return [];
    const held = row.state === "held" || row.state === "told";
    if ((row.state !== "sent" && !held) || row.repeat) throw new Error(`${row.id} is ${row.state}`);
    const at = row.attemptedAt ?? row.createdAt;
    return [{ at, kind: held ? "held" : what.kind, subject: what.subject }];
  });
  const clients = await collectionOf(db, c.clients).find().toArray();
  const codes = new Map(clients.map((client) => [client._id, String(client["code"])]));
  const opened = await collectionOf(db, c.requests)
    .find({ openedAt: { $gte: from }, title: /^Report for / })
    .toArray();
  return [
    ...said,
    ...opened.map((request) => ({
      at: request["openedAt"] as Date,
      kind: "repeat",
      subject: codes.get(String(request["client"])) ?? "?",
    })),
  ];
}

type What = Pick<Told, "kind" | "subject"> | undefined;

interface Names {
  /** Of people, by their direct messages. */
  people: ReadonlyMap<string, string>;
  /** The titles of requests by their names, and of check-ins by the cards that ask. */
  requests: ReadonlyMap<string, string>;
  checkIns: ReadonlyMap<string, string>;
}

async function namesIn(world: World): Promise<Names> {
  const { db } = world.database;
  const people = await collectionOf(db, c.identities).find().toArray();
  const checkIns = await collectionOf(db, c.checkIns).find().toArray();
  const titles = new Map(checkIns.map((one) => [one._id, String(one["title"])]));
  const parts = await collectionOf(db, c.checkInParts).find().toArray();
  return {
    people: new Map(people.map((one) => [`person:${one["person"]}`, String(one["user"])])),
    requests: await titlesOf(world),
    checkIns: new Map(parts.map((part) => [part._id, titles.get(String(part["checkIn"])) ?? "?"])),
  };
}

/** undefined: what somebody typed, told to others, and the cards of requests. */
function whatIs(row: OutboxRow, names: Names): What {
  const reader =
    names.people.get(row.conversation) ?? row.conversation.split("|").at(-1)?.toUpperCase() ?? "?";
  const asked = names.checkIns.get(row.card?.split("|")[0] ?? "");
  if (asked !== undefined) return { kind: "asked", subject: `${reader} ${asked}` };
  if (row.kind === "card" || /\|act-\d+\|/.test(row.id)) return undefined;
  const title = row.view?.title ?? "";
  const { away, status } = messages("en");
  const brief = /^(\w+): brief while/.exec(title)?.[1];
  if (title.startsWith("Asha Desk · ")) return { kind: "digest", subject: reader };
  if (brief !== undefined) return { kind: "brief", subject: `${reader} ${brief}` };
  if (title === status.title(reader)) return { kind: "status", subject: reader };
  if (title === away.notice("Ben")) return { kind: "notice", subject: reader };
  if (title === away.backTitle) return { kind: "back", subject: reader };
  return (
    promiseNotice(title, reader, names) ??
    checkInNotice(row, title, reader, names) ?? { kind: `unexpected: ${title}`, subject: reader }
  );
}

function promiseNotice(title: string, reader: string, { requests }: Names): What {
  const { clocks, dm } = messages("en").promise;
  const many = /^(\d) promises need you$/.exec(title)?.[1];
  if (many !== undefined) return { kind: "promises", subject: `${reader} ${many}` };
  const ref = /^[A-Z]+-\d+/.exec(title)?.[0] ?? "";
  for (const clock of Object.values(clocks)) {
    const subject = `${reader} ${requests.get(ref)} ${clock.toLowerCase()}`;
    if (title === dm.warn(ref, clock)) return { kind: "warned", subject };
    if (title === dm.broken(ref, clock)) return { kind: "broken", subject };
  }
  return undefined;
}

function checkInNotice(row: OutboxRow, title: string, reader: string, { checkIns }: Names): What {
  const about = checkIns.get(row.threadOf?.split("|")[0] ?? "");
  if (about !== undefined && title === messages("en").checkIn.remindTitle(about))
    return { kind: "reminder", subject: `${reader} ${about}` };
  const round = [...checkIns.values()].find((one) => title.startsWith(`${one} · `));
  return round && row.topic === "status" ? { kind: "summary", subject: `${reader} ${round}` } : undefined;
}
