import type { OutboxRow } from "../domain/outbox.ts";
import { text } from "../view/build.ts";
import { causeOf } from "./cause.ts";
import type { Lease } from "./lease.ts";
import { AWAY } from "./parked.ts";
import { next, type SenderConfig, type Step, settle } from "./sending.ts";
import { tellOwnersOf } from "./tell-owners.ts";

/**
 * Sets a row aside and tells the owners, once per conversation and reason, unless they were told already. What was to go under a card
 * that never came is set aside when its turn comes.
 */
export async function park(
  config: SenderConfig,
  row: OutboxRow,
  lease: Lease,
  reason: string,
  told = false,
): Promise<Step> {
  // The word to the owner first: after a crash in between the row comes up again, and the word is not said twice.
  if (!told && row.topic !== "notice" && reason !== "card-parked") {
    const place = await placeOf(config.stores, row);
    await tellOwnersOf(config, row.desk, `parked|${row.conversation}|${reason}`, row.conversation, (m) => {
      const { why, remedy } = causeOf(reason, m);
      return {
        title: m.common.parkedTitle(place),
        body: [text(m.common.parked(why)), text(remedy, " ", m.delivery.kept)],
      };
    });
  }
  await settle(config, row, lease, { state: "parked", reason: told ? `${AWAY}${reason}` : reason });
  return next;
}

/** A conversation as people call it. */
export async function placeOf(
  { system }: Pick<SenderConfig["stores"], "system">,
  row: OutboxRow,
): Promise<string> {
  if (row.guard.kind !== "channel") return (await system.person(row.guard.person))?.name ?? "?";
  return (await system.channel(row.conversation))?.name ?? row.conversation;
}
