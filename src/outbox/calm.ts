import { awayAt } from "../domain/away.ts";
import { type Calm, type HeldBack, heldBack, type Pressing, putOff, usualCalm } from "../domain/calm.ts";
import { hoursOf, type Member } from "../domain/desk.ts";
import type { Card, OutboxRow } from "../domain/outbox.ts";
import { isLate } from "../domain/promise.ts";
import type { Request } from "../domain/request.ts";
import { collectionOf } from "../store/collection.ts";
import { events, outbox } from "../store/collections.ts";
import { isWorkingDay } from "../time/business-hours.ts";
import { wallInstant } from "../time/occurrences.ts";
import { addDays, localDate, startOfLocalDay, weekdayOf } from "../time/zones.ts";
import { cardAbout, storeFor, waitsUntil } from "./moot.ts";
import type { SenderConfig } from "./sending.ts";

/** What was postponed may have been said some days before it is sent. */
const OLDEST_MS = 10 * 86_400_000;
/** Who did something so short a while ago waits for what comes of it. */
const AT_IT_MS = 60 * 60_000;
/** So far ahead a digest is looked for. */
const DIGEST_DAYS = 30;
/** So many keep their order where they are put off until the same moment. */
const STEPS = 1000;

/**
 * What becomes of an unasked message that would disturb its reader now; undefined: nothing, it goes out. Where a digest follows it waits
 * for that; a question, new work, and what is for somebody without a digest, goes out later, behind what is said until then. What nobody
 * waits for any more falls away. Asked by the one sender who holds the conversation, so that the budget is exact.
 */
export async function keptBack(
  config: SenderConfig,
  row: OutboxRow,
): Promise<Partial<OutboxRow> | undefined> {
  if (!row.unasked || (row.state !== "queued" && row.state !== "retry")) return undefined;
  const card = await cardAbout(config, row);
  // An edited card rings nobody's bell.
  if (row.card !== null && card && card.ref !== null) return undefined;
  const waits = await waitsUntil(config, row, card);
  if (waits === "over") return { state: "dropped", reason: "nobody waits for it any more" };
  if (waits && row.threadOf !== null && card?.ref === null)
    return { state: "dropped", reason: "what it brings to mind has not come itself yet" };
  if (!row.conversation.startsWith("person:")) return undefined;
  if (row.edits !== undefined) return reworded(config, row, row.edits);
  return (await untilLater(config, row, card, waits)) ?? (await behindEarlier(config, row));
}

async function untilLater(
  config: SenderConfig,
  row: OutboxRow,
  card: Card | undefined,
  deadline: Date | undefined,
): Promise<Partial<OutboxRow> | undefined> {
  const { clock, stores } = config;
  const now = clock.now();
  const id = row.conversation.slice("person:".length);
  const [person, parts] = await Promise.all([stores.system.person(id), stores.system.memberships(id)]);
  const { members } = parts;
  const member = members.find((one) => one.desk === row.desk);
  const client = row.guard.kind === "contact" ? await stores.system.client(row.guard.client) : undefined;
  // Where somebody is taken to live whose zone nobody knows: where their company is.
  const zone = person?.zone ?? row.reader?.zone ?? client?.zone ?? "UTC";
  const calm = person?.calm ?? (await usualAt(config, row.desk));
  const request = card?.follows === "request" ? await requestOf(config, row, card) : undefined;
  const of = {
    calm,
    zone,
    now,
    backAt: member && awayAt(member, now)?.to,
    pressing: pressingOf(row, request),
    work: members.map(({ hours }) => hours),
  };
  // Counted only where the number decides.
  const told = () => toldSince(config, row, startOfLocalDay(localDate(now, zone), zone));
  const held =
    heldBack({ ...of, today: 0 }) ?? (of.pressing ? undefined : heldBack({ ...of, today: await told() }));
  if (!held || (card?.follows === "request" && (await isAtIt(config, row, card, id)))) return undefined;
  const { why, until } = held;
  // What brings a question to mind is of no use in a digest after it has closed.
  const listed = mayBeListed(row, why) && !deadline && member && (why === "away" || hasDigest(member));
  // They would be warned of a promise before they have heard what for.
  const heardAt = listed ? nextDigest(member, until) : until;
  if (why !== "away" && request?.promiseAt && request.promiseAt <= heardAt) return undefined;
  if (listed) return { state: "held", reason: why };
  const works = member ? worksOn(member) : client && ((day: string) => isWorkingDay(hoursOf(client), day));
  const notBefore = deadline && works ? putOff(held, { calm, zone, deadline, works }) : until;
  return notBefore && { notBefore, order: await behind(config, row, notBefore), reason: why };
}

/** What is said under a message keeps its order: with what may be said at once goes what was kept back there before. */
async function behindEarlier(
  { db, clock }: SenderConfig,
  { id, conversation, threadOf, order, notBefore }: OutboxRow,
): Promise<Partial<OutboxRow> | undefined> {
  if (threadOf === null) return undefined;
  const now = clock.now();
  const kept = { $or: [{ state: "held" }, { state: "queued", notBefore: { $gt: now } }] };
  const { modifiedCount } = await collectionOf(db, outbox).updateMany(
    { _id: { $ne: id }, conversation, threadOf, createdAt: { $lte: now }, unasked: true, ...kept },
    // It is part of the same matter, and asked about no more.
    [{ $set: { state: "queued", notBefore: now, unasked: false, order: { $min: ["$order", order - 1] } } }],
  );
  return modifiedCount > 0 ? { notBefore, reason: "behind what was said before" } : undefined;
}

/** In a desk that is there to be tried out nobody sleeps until they say so. */
async function usualAt({ stores }: SenderConfig, desk: string): Promise<Calm> {
  return (await stores.system.desk(desk))?.demo ? { ...usualCalm, quiet: null } : usualCalm;
}

/** What a member's own card or its thread is about. */
async function requestOf(config: SenderConfig, row: OutboxRow, card: Card): Promise<Request | undefined> {
  return row.guard.kind === "member" ? storeFor(config, row).requests.byId(card.request) : undefined;
}

/** Did the reader do or say something about it just before? Then this is an answer to them. */
async function isAtIt(
  { db, clock }: SenderConfig,
  row: OutboxRow,
  card: Card,
  person: string,
): Promise<boolean> {
  const at = { $gte: new Date(clock.now().getTime() - AT_IT_MS) };
  const found = await collectionOf(db, events).findOne({
    desk: row.desk,
    subject: card.request,
    at,
    by: person,
  });
  return found !== null;
}

const pressingOf = ({ pressing }: OutboxRow, request: Request | undefined): Pressing | undefined =>
  pressing ?? (request && (request.urgent === true || isLate(request)) ? "urgent" : undefined);

const worksOn =
  ({ hours, away }: Pick<Member, "hours" | "away">) =>
  (day: string): boolean =>
    isWorkingDay(hours, day) && !away.some(({ from, to }) => from <= day && day <= to);

/** The first working day from then on on which they have one; a while later for who has none so soon. */
function nextDigest({ digest, hours, away }: Member, from: Date): Date {
  const { zone } = hours;
  const works = worksOn({ hours, away });
  let day = localDate(from, zone);
  for (let n = 0; n < DIGEST_DAYS; n += 1, day = addDays(day, 1)) {
    const at = wallInstant(day, digest.at, zone);
    if (at >= from && digest.weekdays.includes(weekdayOf(day)) && works(day)) return at;
  }
  return wallInstant(day, digest.at, zone);
}

const hasDigest = ({ digest }: Member): boolean => digest.on && digest.weekdays.length > 0;

/**
 * How many matters somebody was told of unasked: a live message counts once with all that is said under it, and so does what is said in one
 * breath. None if this belongs to one of them.
 */
async function toldSince({ db }: SenderConfig, row: OutboxRow, since: Date): Promise<number> {
  const { conversation } = row;
  const sent = { conversation, state: "sent", unasked: true, attemptedAt: { $gte: since } };
  const order = { $gte: (since.getTime() - OLDEST_MS) * STEPS };
  const found = await collectionOf(db, outbox)
    .find({ ...sent, order }, { projection: { card: 1, threadOf: 1 } })
    .toArray();
  const matters = new Set(found.map(({ _id, card, threadOf }) => matterOf(String(_id), card ?? threadOf)));
  return matters.has(matterOf(row.id, row.card ?? row.threadOf)) ? 0 : matters.size;
}

/** The ids of what one act says differ in their last part alone. */
const matterOf = (id: string, card: string | null): string => card ?? id.slice(0, id.lastIndexOf("|"));

/** Behind all else that is put off until then. */
async function behind({ db }: SenderConfig, { conversation }: OutboxRow, until: Date): Promise<number> {
  const from = until.getTime() * STEPS;
  const last = await collectionOf(db, outbox).findOne(
    { conversation, state: { $in: ["queued", "retry"] }, order: { $gte: from, $lt: from + STEPS } },
    { sort: { order: -1 }, projection: { order: 1 } },
  );
  return last ? Math.min(Number(last["order"]) + 1, from + STEPS - 1) : from;
}

/** An edited message rings nobody's bell; one that waits is told as it reads now. */
async function reworded(
  { db }: SenderConfig,
  { conversation, topic, view }: OutboxRow,
  start: string,
): Promise<Partial<OutboxRow> | undefined> {
  const waiting = { $in: ["queued", "retry", "held", "told"] };
  const said = {
    _id: { $gte: start, $lt: `${start}\uffff` },
    conversation,
    topic,
    state: waiting,
    kind: "message",
  };
  const { matchedCount } = await collectionOf(db, outbox).updateMany(said, { $set: { view } });
  return matchedCount > 0 ? { state: "sent", reason: "told as it reads now" } : undefined;
}

/** A question and a draft want an answer, so they come as themselves; after days away all of it would be too much. */
const mayBeListed = ({ view, topic }: Pick<OutboxRow, "view" | "topic">, why: HeldBack["why"]): boolean =>
  view !== null && topic !== "card" && (topic !== "status" || why === "away");
