import type { ClientSession, Db, Document, MongoClient } from "mongodb";
import { directTo } from "../domain/outbox.ts";
import { scheduleFor, scheduleSchema } from "../domain/schedule.ts";
import { timerSchema } from "../domain/time-entry.ts";
import { stopTimer } from "../domain/timer.ts";
import { type CollectionSpec, collectionOf, fromStored, toStored } from "./collection.ts";
import * as c from "./collections.ts";

/** One person becomes another. `zone` is that of `into`; `names` gives what time entries are called. */
export interface Merge {
  from: string;
  into: string;
  now: Date;
  zone: string | null;
  names(desk: string): { id: string; code: string };
}

interface Within {
  db: Db;
  session: ClientSession;
}

/**
 * Makes one person of two, in one transaction: identities, memberships, work and time of `from` become `into`'s, whose settings win.
 * Where both are at the same desk or client, `into`'s part stays and gains what `from`'s allowed. Of two running timers the newer one
 * goes on; the older becomes time up to now.
 */
export async function mergePeople(client: MongoClient, db: Db, merge: Merge): Promise<void> {
  const { from, into, now } = merge;
  if (from === into) return;
  const session = client.startSession();
  const within = { db, session };
  try {
    await session.withTransaction(async () => {
      const desks = await desksOf(within, from);
      await withdrawDoubled(within, merge);
      for (const [spec, field] of belongings) await move(within, spec, field, merge);
      await moveListed(within, c.repeats, "otherwise", "assignee", merge);
      await moveWishes(within, merge);
      await collectionOf(db, c.requests).updateMany(
        { people: from },
        { $set: { "people.$": into }, $inc: { version: 1 } },
        { session },
      );
      await moveHeld(within, merge);
      for (const field of ["people", "stopped"]) {
        await collectionOf(db, c.checkIns).updateMany(
          { [field]: from },
          { $set: { [`${field}.$`]: into }, $inc: { version: 1 } },
          { session },
        );
      }
      await moveAsked(within, desks, merge);
      await moveMembers(within, merge);
      await moveContacts(within, merge);
      await moveTimer(within, merge);
      await collectionOf(db, c.people).updateOne(
        { _id: from },
        { $set: { mergedInto: into, mergedAt: now }, $inc: { version: 1 } },
        { session },
      );
    });
  } finally {
    await session.endSession();
  }
}

/** What was held back for them is told to who they are now. */
async function moveHeld({ db, session }: Within, { from, into }: Merge): Promise<void> {
  const held = { conversation: directTo(from), state: { $in: ["held", "told"] } };
  const theirs = { ...held, "guard.person": from };
  const rows = collectionOf(db, c.outbox);
  await rows.updateMany(theirs, { $set: { "guard.person": into } }, { session });
  await rows.updateMany(held, { $set: { conversation: directTo(into) } }, { session });
}

/** Where a person stands in documents that simply go over. */
const belongings: readonly (readonly [CollectionSpec, string])[] = [
  [c.identities, "person"],
  [c.drafts, "person"],
  [c.requests, "requester"],
  [c.requests, "assignee"],
  [c.requests, "before.by"],
  [c.repeats, "requester"],
  [c.repeats, "assignee"],
  [c.comments, "author"],
  [c.timeEntries, "person"],
  [c.clients, "lead"],
  [c.surveys, "person"],
  [c.checkInParts, "person"],
  [c.checkIns, "owner"],
  [c.followUps, "from"],
  [c.followUps, "owner"],
  [c.followUps, "hiddenFrom"],
];

async function move({ db, session }: Within, spec: CollectionSpec, field: string, { from, into }: Merge) {
  const versioned = "version" in spec.schema.shape ? { $inc: { version: 1 } } : {};
  await collectionOf(db, spec).updateMany(
    { [field]: from },
    { $set: { [field]: into }, ...versioned },
    { session },
  );
}

/** The same where a person stands in a list of a document. */
async function moveListed(
  { db, session }: Within,
  spec: CollectionSpec,
  list: string,
  field: string,
  { from, into }: Merge,
) {
  await collectionOf(db, spec).updateMany(
    { [`${list}.${field}`]: from },
    { $set: { [`${list}.$[one].${field}`]: into }, $inc: { version: 1 } },
    { session, arrayFilters: [{ [`one.${field}`]: from }] },
  );
}

const STRONGEST = ["owner", "assistant", "subcontractor"];

async function moveMembers(within: Within, merge: Merge): Promise<void> {
  const both = (one: Document, other: Document): Document => ({
    role: STRONGEST.find((role) => one["role"] === role || other["role"] === role),
    clients:
      one["clients"] === null || other["clients"] === null
        ? null
        : [...new Set([...(one["clients"] as string[]), ...(other["clients"] as string[])])],
  });
  for (const desk of await moveParts(within, c.members, merge, "desk", both)) {
    await moveSchedules(within, desk, merge);
  }
  await moveListed(within, c.members, "away", "cover", merge);
}

async function moveContacts(within: Within, merge: Merge): Promise<void> {
  const both = (one: Document, other: Document): Document => ({
    approver: one["approver"] === true || other["approver"] === true,
  });
  await moveParts(within, c.contacts, merge, "client", both);
  // Who works at a desk is nobody's contact there.
  const { db, session } = within;
  const desks = await collectionOf(db, c.members).distinct(
    "desk",
    { person: merge.into, removedAt: null },
    { session },
  );
  await collectionOf(db, c.contacts).updateMany(
    { person: merge.into, removedAt: null, desk: { $in: desks } },
    { $set: { removedAt: merge.now }, $inc: { version: 1 } },
    { session },
  );
}

/** Moves the parts somebody plays; returns where (`same`) they went over whole. */
async function moveParts(
  { db, session }: Within,
  spec: CollectionSpec,
  { from, into, now }: Merge,
  same: "desk" | "client",
  both: (one: Document, other: Document) => Document,
): Promise<string[]> {
  const collection = collectionOf(db, spec);
  const moved: string[] = [];
  const change = (_id: string, set: Document) =>
    collection.updateOne({ _id }, { $set: set, $inc: { version: 1 } } as Document, { session });
  for (const theirs of await collection.find({ person: from, removedAt: null }, { session }).toArray()) {
    const where = { [same]: theirs[same], person: into, removedAt: null };
    const mine = await collection.findOne(where, { session });
    if (mine) {
      await change(mine._id, both(mine, theirs));
      await change(theirs._id, { removedAt: now });
    } else {
      await change(theirs._id, { person: into });
      moved.push(String(theirs[same]));
    }
  }
  return moved;
}

/** What ran for `from` at this desk runs for `into`, in their zone. */
async function moveSchedules(
  { db, session }: Within,
  desk: string,
  { from, into, now, zone }: Merge,
): Promise<void> {
  const collection = collectionOf(db, c.schedules);
  for (const stored of await collection.find({ desk, subject: from }, { session }).toArray()) {
    const { job, rule, zone: before } = fromStored({ ...c.schedules, schema: scheduleSchema }, stored);
    const after = scheduleFor({ desk, job, subject: into }, rule, zone ?? before, now);
    await collection.deleteOne({ _id: stored._id }, { session });
    await collection.replaceOne({ _id: after.id }, toStored(after), { session, upsert: true });
  }
}

/** Where somebody plays a part, or did. */
async function desksOf({ db, session }: Within, person: string): Promise<string[]> {
  const found: string[] = [];
  for (const spec of [c.members, c.contacts])
    found.push(...(await collectionOf(db, spec).distinct("desk", { person }, { session })).map(String));
  return [...new Set(found)];
}

/** Nobody has two questions of a kind before them: of what waits for both, `into`'s is answered. */
async function withdrawDoubled({ db, session }: Within, { from, into }: Merge): Promise<void> {
  const surveys = collectionOf(db, c.surveys);
  for (const { _id, desk, kind } of await surveys
    .find({ person: from, state: "asked" }, { session })
    .toArray()) {
    if (await surveys.findOne({ desk, kind, person: into, state: "asked" }, { session }))
      await surveys.updateOne({ _id }, { $set: { state: "withdrawn" }, $inc: { version: 1 } }, { session });
  }
}

/** Who wants to be asked no more wants it under either name. */
async function moveWishes({ db, session }: Within, { from, into }: Merge): Promise<void> {
  await collectionOf(db, c.desks).updateMany(
    { "surveys.off": from },
    { $set: { "surveys.off.$": into }, $inc: { version: 1 } },
    { session },
  );
}

/** Rounds of questions that `from` is asked (`check-in:person`) are `into`'s, who is asked once. */
async function moveAsked(
  { db, session }: Within,
  desks: readonly string[],
  { from, into, now, zone }: Merge,
): Promise<void> {
  const collection = collectionOf(db, c.schedules);
  const found = await collection.find({ desk: { $in: [...desks] } }, { session }).toArray();
  for (const stored of found) {
    const { desk, job, subject, rule, zone: before } = fromStored(c.schedules, stored);
    const [first, ...rest] = subject.split(":");
    if (!rest.includes(from)) continue;
    const named = [first, ...rest.map((one) => (one === from ? into : one))].join(":");
    const after = scheduleFor({ desk, job, subject: named }, rule, zone ?? before, now);
    await collection.deleteOne({ _id: stored._id }, { session });
    if (!(await collection.findOne({ _id: after.id }, { session })))
      await collection.insertOne(toStored(after) as { _id: string }, { session });
  }
}

async function moveTimer({ db, session }: Within, { from, into, now, zone, names }: Merge): Promise<void> {
  const timers = collectionOf(db, c.timers);
  const running = (await timers.find({ _id: { $in: [from, into] } }, { session }).toArray())
    .map((stored) => fromStored({ ...c.timers, schema: timerSchema }, stored))
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const [newer, older] = running;
  if (!newer) return;
  if (older) {
    const time = stopTimer({ ...older, id: into }, now, zone ?? "UTC", () => names(older.desk));
    for (const entry of time) {
      await collectionOf(db, c.timeEntries).insertOne(toStored(entry) as { _id: string }, { session });
    }
  }
  if (newer.id === into && !older) return;
  await timers.deleteMany({ _id: { $in: [from, into] } }, { session });
  const goesOn = toStored({ ...newer, id: into, version: newer.version + 1 });
  await timers.insertOne(goesOn as { _id: string }, { session });
}
