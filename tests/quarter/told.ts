import type { OutboxRow } from "../../src/domain/outbox.ts";
import { messages } from "../../src/i18n/index.ts";
import { collectionOf, fromStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import type { View } from "../../src/view/nodes.ts";
import type { World } from "../support/desk.ts";
import { titlesOf } from "./acts.ts";

/** What was said, to whom, and when. */
export interface Told {
  at: Date;
  kind: string;
  subject: string;
}

/** All that was said unasked in that time, and what was opened again. */
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
    // What edits a card tells nobody anything, but that its time is over; and what was answered before it was asked is dropped.
    const edit = row.card !== null && seen.has(row.card);
    if (row.card !== null) seen.add(row.card);
    const silent = (edit && !BY_SURVEYS_JOB.test(row.id)) || row.state === "dropped";
    const what = silent ? undefined : whatIs(row, names, edit);
    // What has been put off comes after all this.
    const later = row.state === "queued" && row.notBefore > world.clock.now();
    if (!what || later) return [];
    const held = row.state === "held" || row.state === "told";
    if ((row.state !== "sent" && !held) || row.repeat) throw new Error(`${row.id} is ${row.state}`);
    const at = row.attemptedAt ?? row.createdAt;
    if (what.kind === "work" && row.attemptedAt === null) return [];
    return [
      { at, kind: held ? "held" : what.kind, subject: what.subject },
      ...(what.kind === "digest"
        ? inDigest(row.view, what.subject).map((subject) => ({ at, kind: "in it", subject }))
        : []),
    ];
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

/** What a digest names besides the day's work. */
function inDigest(view: View | null, reader: string): string[] {
  const { calm, care } = messages("en");
  const words = JSON.stringify(view ?? "");
  const count = (heading: string): string | undefined => words.split(`"${heading} (`)[1]?.split(")")[0];
  const acting = count(care.followUp.inDigest);
  const held = count(calm.inDigest);
  return [
    ...(acting === undefined ? [] : [`${reader} ${acting} to follow up`]),
    ...(held === undefined ? [] : [`${reader} ${held} held back`]),
  ];
}

type What = Pick<Told, "kind" | "subject"> | undefined;

interface Names {
  /** Of people, by their direct messages. */
  people: ReadonlyMap<string, string>;
  /** The titles of requests by their names. */
  requests: ReadonlyMap<string, string>;
  /** The same by their ids. */
  work: ReadonlyMap<string, string>;
  /** What is asked, by its id, and how it is brought to mind. */
  asked: ReadonlyMap<string, { about: string; reminder: string }>;
}

const BY_ACT = /\|act-\d+\|/;
const BY_SURVEYS_JOB = /\|survey\|/;

async function namesIn(world: World): Promise<Names> {
  const { db } = world.database;
  const people = await collectionOf(db, c.identities).find().toArray();
  const requests = await titlesOf(world);
  const { checkIn, care } = messages("en");
  const checkIns = await collectionOf(db, c.checkIns).find().toArray();
  const titles = new Map(checkIns.map((one) => [one._id, String(one["title"])]));
  const parts = await collectionOf(db, c.checkInParts).find().toArray();
  const rounds = parts.map((part) => {
    const about = titles.get(String(part["checkIn"])) ?? "?";
    return [part._id, { about, reminder: checkIn.remindTitle(about) }] as const;
  });
  const filed = await collectionOf(db, c.requests).find().toArray();
  const work = new Map(filed.map((one) => [one._id, String(one["title"])]));
  const surveys = await collectionOf(db, c.surveys).find().toArray();
  const scores = surveys.map((survey) => {
    const about = work.get(String(survey["request"])) ?? "NPS";
    return [survey._id, { about, reminder: care.survey.remindTitle(String(survey["personName"])) }] as const;
  });
  return {
    people: new Map(people.map((one) => [`person:${one["person"]}`, String(one["user"])])),
    requests,
    work,
    asked: new Map([...rounds, ...scores]),
  };
}

/** undefined: what goes into a channel because of what somebody typed, and the cards of requests there. */
function whatIs(row: OutboxRow, names: Names, edit: boolean): What {
  const reader =
    names.people.get(row.conversation) ?? row.conversation.split("|").at(-1)?.toUpperCase() ?? "?";
  const about = names.asked.get((row.card ?? row.threadOf ?? "").split("|")[0] ?? "");
  const subject = `${reader} ${about?.about}`;
  if (about && row.kind === "card") return { kind: edit ? "closed" : "asked", subject };
  const title = row.view?.title ?? "";
  const { away, care, jobs, status } = messages("en");
  const low = [care.followUp.from.survey(""), care.followUp.from.nps("")].some((end) => title.endsWith(end));
  if (low) return { kind: "to act", subject: `${reader} on ${title.split(" ")[0]}` };
  if (row.kind === "card" || BY_ACT.test(row.id)) {
    if (!row.unasked || !names.people.has(row.conversation)) return undefined;
    const of = names.work.get((row.card ?? row.threadOf ?? "").split("|")[0] ?? "") ?? "what they said";
    return { kind: row.kind === "card" ? "work" : "news", subject: `${reader} ${of}` };
  }
  const brief = /^(\w+): brief while/.exec(title)?.[1];
  if (title.startsWith("Asha Desk · ")) return { kind: "digest", subject: reader };
  if (brief !== undefined) return { kind: "brief", subject: `${reader} ${brief}` };
  if (title === status.title(reader)) return { kind: "status", subject: reader };
  if (title === status.previewTitle("GITA")) return { kind: "draft", subject: `${reader} GITA` };
  if (title === status.waitsForYou("GITA")) return { kind: "its word", subject: `${reader} GITA` };
  const [ref = ""] = title.split(" ");
  if (title === jobs.deliveryWaits(ref))
    return { kind: "answer?", subject: `${reader} ${names.requests.get(ref)}` };
  if (title === jobs.closedUnanswered(ref))
    return { kind: "ended", subject: `${reader} ${names.requests.get(ref)}` };
  if (title === away.notice("Ben")) return { kind: "notice", subject: reader };
  if (title === away.backTitle) return { kind: "back", subject: reader };
  if (title === about?.reminder) return { kind: "reminder", subject };
  const round = [...names.asked.values()].find((one) => title.startsWith(`${one.about} · `));
  if (round && row.topic === "status") return { kind: "summary", subject: `${reader} ${round.about}` };
  return promiseNotice(title, reader, names) ?? { kind: `unexpected: ${title}`, subject: reader };
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
