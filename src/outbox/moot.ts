import type { OutboxRow } from "../domain/outbox.ts";
import type { SenderConfig } from "./sending.ts";
import { cardOf } from "./shown.ts";

/** Is this a question, or a reminder of one, that has been answered or is over by now? */
export async function isMoot(
  config: Pick<SenderConfig, "db" | "stores">,
  row: Pick<OutboxRow, "id" | "desk" | "card" | "threadOf" | "createdAt">,
): Promise<boolean> {
  const id = row.card ?? row.threadOf;
  const card = id === null ? undefined : await cardOf(config, id);
  if (!card || card.follows === "request") return false;
  const store = config.stores.forDesk(row.desk, null, {
    key: row.id,
    by: "",
    platform: "",
    now: row.createdAt,
  });
  return card.follows === "survey"
    ? (await store.surveys.byId(card.request))?.state !== "asked"
    : (await store.parts.byId(card.request))?.state !== "open";
}
