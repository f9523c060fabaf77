import { directTo, type OutboxRow } from "../domain/outbox.ts";
import { type Messages, messages } from "../i18n/index.ts";
import { collectionOf, toStored } from "../store/collection.ts";
import { outbox } from "../store/collections.ts";
import { text } from "../view/build.ts";
import type { Lease } from "./lease.ts";
import { outboxRow } from "./relay.ts";
import { next, type SenderConfig, type Step, settle } from "./sending.ts";

/**
 * Sets a row aside and tells the owners, once per conversation and reason. What was to go under a card that never came
 * is set aside when its turn comes.
 */
export async function park(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  reason: string,
): Promise<Step> {
  // The word to the owner first: after a crash in between the row comes up again, and the word is not said twice.
  if (row.topic !== "notice" && reason !== "card-parked") await tellOwners(config, row, reason);
  await settle(config, row, lease, { state: "parked", reason });
  return next;
}

async function tellOwners(config: SenderConfig, row: OutboxRow, reason: string): Promise<void> {
  const rows = collectionOf(config.db, outbox);
  for (const notice of await notices(config, row, reason)) {
    // Word that somebody can't be reached doesn't reach them either.
    if (notice.conversation === row.conversation) continue;
    await rows.insertOne(toStored(notice) as { _id: string }).catch((error: { code?: number }) => {
      if (error.code !== 11000) throw error;
    });
  }
}

async function notices(
  { stores: { system, forDesk }, clock }: SenderConfig,
  row: OutboxRow,
  reason: string,
): Promise<OutboxRow[]> {
  const at = clock.now();
  const store = forDesk(row.desk, null, { key: row.id, by: "", platform: "", now: at });
  const [desk, members, place] = await Promise.all([
    system.desk(row.desk),
    store.members.list(),
    nameOf({ system }, row),
  ]);
  if (!desk) return [];
  return Promise.all(
    members
      .filter((member) => member.role === "owner")
      .map(async ({ person: owner }, index) => {
        const person = await system.person(owner);
        const reader = { locale: person?.locale ?? desk.locale, zone: person?.zone ?? desk.zone };
        const m = messages(reader.locale);
        return outboxRow(
          {
            kind: "message",
            topic: "notice",
            conversation: directTo(owner),
            guard: { kind: "member", person: owner, client: null },
            reader,
            view: {
              title: m.common.parkedTitle(place),
              body: [
                text(m.common.parked(m.delivery.reasons[reason] ?? reason)),
                text(m.delivery.remedies[remedyFor(reason)], " ", m.delivery.kept),
              ],
            },
          },
          { id: `parked|${row.conversation}|${reason}|${owner}`, desk: row.desk, at },
          index,
        );
      }),
  );
}

async function nameOf({ system }: Pick<SenderConfig["stores"], "system">, row: OutboxRow): Promise<string> {
  if (row.guard.kind !== "channel") return (await system.person(row.guard.person))?.name ?? "?";
  return (await system.channel(row.conversation))?.name ?? row.conversation;
}

type Remedy = keyof Messages["delivery"]["remedies"];

/** What platforms call it, and what helps. */
const remedies: readonly [RegExp, Remedy][] = [
  [/^no-way$/, "no-way"],
  [/^may-have-arrived$/, "may-have-arrived"],
  [/archived/i, "archived"],
  [/not_in_channel|NotInConversationRoster|restricted/i, "outside"],
  [/channel_not_found|not found|404/i, "gone"],
  [/auth|token|scope|account_inactive|permission|DisabledByAdmin/i, "access"],
  [/user|dm|blocked/i, "person"],
];

const remedyFor = (reason: string): Remedy => remedies.find(([said]) => said.test(reason))?.[1] ?? "unknown";
