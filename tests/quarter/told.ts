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
    .find({ createdAt: { $gte: from }, kind: "message" })
    .toArray();
  const people = await collectionOf(db, c.identities).find().toArray();
  const names = new Map(people.map((one) => [`person:${one["person"]}`, String(one["user"])]));
  const titles = await titlesOf(world);
  const said = rows.flatMap((stored): Told[] => {
    const row = fromStored(c.outbox, stored);
    const reader = names.get(row.conversation) ?? row.conversation.split("|").at(-1)?.toUpperCase() ?? "?";
    if (row.state !== "sent" || row.repeat) throw new Error(`${row.id} is ${row.state}`);
    const what = whatIs(row, reader, titles);
    return what ? [{ at: row.attemptedAt ?? row.createdAt, ...what }] : [];
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

/** undefined: what somebody typed, told to others. */
function whatIs(row: OutboxRow, reader: string, titles: ReadonlyMap<string, string>): What {
  if (/\|act-\d+\|/.test(row.id)) return undefined;
  const title = row.view?.title ?? "";
  const { away, status } = messages("en");
  const brief = /^(\w+): brief while/.exec(title)?.[1];
  if (title.startsWith("Asha Desk · ")) return { kind: "digest", subject: reader };
  if (brief !== undefined) return { kind: "brief", subject: `${reader} ${brief}` };
  if (title === status.title(reader)) return { kind: "status", subject: reader };
  if (title === away.notice("Ben")) return { kind: "notice", subject: reader };
  if (title === away.backTitle) return { kind: "back", subject: reader };
  return promiseNotice(title, reader, titles) ?? { kind: `unexpected: ${title}`, subject: reader };
}

function promiseNotice(title: string, reader: string, titles: ReadonlyMap<string, string>): What {
  const { clocks, dm } = messages("en").promise;
  const many = /^(\d) promises need you$/.exec(title)?.[1];
  if (many !== undefined) return { kind: "promises", subject: `${reader} ${many}` };
  const ref = /^[A-Z]+-\d+/.exec(title)?.[0] ?? "";
  for (const clock of Object.values(clocks)) {
    const subject = `${reader} ${titles.get(ref)} ${clock.toLowerCase()}`;
    if (title === dm.warn(ref, clock)) return { kind: "warned", subject };
    if (title === dm.broken(ref, clock)) return { kind: "broken", subject };
  }
  return undefined;
}
