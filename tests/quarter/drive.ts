import { createScheduler, type Scheduler } from "../../scheduler/index.ts";
import { jobs } from "../../scheduler/jobs/index.ts";
import { messages } from "../../src/i18n/index.ts";
import { collectionOf, fromStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { silent, type World } from "../support/desk.ts";

const STEP_MINUTES = 30;
/** A process lives for so many steps; then another one takes over. */
const RESTART_STEPS = 397;

/** While nothing runs. */
export type Down = readonly [from: string, to: string];

/** What was said, to whom, and when. */
export interface Told {
  at: Date;
  kind: string;
  subject: string;
}

/** Moves the clock through a stretch of time, half an hour at a time, with restarts, and two processes at once now and then. */
export async function drive(world: World, from: Date, to: Date, down: readonly Down[]): Promise<void> {
  const ofDesks = jobs.filter((job) => job.scope === "desk");
  const { db } = world.database;
  const start = (): Scheduler =>
    createScheduler({ db, stores: world.stores, jobs: ofDesks, clock: world.clock, log: silent });
  let running = start();
  let step = 0;
  for (let at = from.getTime(); at < to.getTime(); at += STEP_MINUTES * 60_000, step += 1) {
    if (down.some(([begin, end]) => Date.parse(begin) <= at && at < Date.parse(end))) continue;
    world.clock.set(new Date(at));
    if (step % RESTART_STEPS === 0) running = start();
    const both = step % 3 === 0 ? [running, start()] : [running];
    const made = await Promise.all(both.map((one) => one.tick()));
    if (made.every(({ due }) => due === 0)) continue;
    await Promise.all(both.map((one) => one.runDue()));
    await world.settle();
  }
}

/** All that was said in that time, besides the cards of requests, and what was opened again. */
export async function toldSince(world: World, from: Date): Promise<Told[]> {
  const { db } = world.database;
  const rows = await collectionOf(db, c.outbox)
    .find({ createdAt: { $gte: from }, kind: "message" })
    .toArray();
  const people = await collectionOf(db, c.identities).find().toArray();
  const names = new Map(people.map((one) => [`person:${one["person"]}`, String(one["user"])]));
  const said = rows.map((stored): Told => {
    const row = fromStored(c.outbox, stored);
    const title = row.view?.title ?? "";
    const reader = names.get(row.conversation) ?? row.conversation.split("|").at(-1)?.toUpperCase() ?? "?";
    if (row.state !== "sent" || row.repeat) throw new Error(`${row.id} is ${row.state}`);
    return { at: row.attemptedAt ?? row.createdAt, ...whatIs(title, reader) };
  });
  const clients = await collectionOf(db, c.clients).find().toArray();
  const codes = new Map(clients.map((client) => [client._id, String(client["code"])]));
  const opened = await collectionOf(db, c.requests)
    .find({ openedAt: { $gte: from } })
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

function whatIs(title: string, reader: string): Pick<Told, "kind" | "subject"> {
  const { away, status } = messages("en");
  const brief = /^(\w+): brief while/.exec(title)?.[1];
  if (title.startsWith("Asha Desk · ")) return { kind: "digest", subject: reader };
  if (brief !== undefined) return { kind: "brief", subject: `${reader} ${brief}` };
  if (title === status.title(reader)) return { kind: "status", subject: reader };
  if (title === away.notice("Ben")) return { kind: "notice", subject: reader };
  if (title === away.backTitle) return { kind: "back", subject: reader };
  return { kind: `unexpected: ${title}`, subject: reader };
}
