import { directTo, type OutboxRow } from "../domain/outbox.ts";
import { messages } from "../i18n/index.ts";
import type { Stores } from "../store/index.ts";
import { text } from "../view/build.ts";
import { outboxRow } from "./relay.ts";

/** One clear sentence to each owner: what could not be delivered, why, and what helps. The id makes it once per conversation and reason. */
export async function parkedNotice(
  { system, forDesk }: Stores,
  row: OutboxRow,
  reason: string,
  now: Date,
): Promise<OutboxRow[]> {
  const store = forDesk(row.desk, null, { key: row.id, by: "", platform: "", now });
  const [desk, members, channel] = await Promise.all([
    store.desk(),
    store.members.list(),
    system.channel(row.conversation),
  ]);
  const owners = members.filter((member) => member.role === "owner");
  return Promise.all(
    owners.map(async (owner) => {
      const person = await system.person(owner.person);
      const locale = person?.locale ?? desk.locale;
      const m = messages(locale);
      const place =
        channel?.name ??
        (row.guard.kind === "channel" ? "?" : ((await system.person(row.guard.person))?.name ?? "?"));
      return outboxRow(
        {
          kind: "message",
          topic: "notice",
          conversation: directTo(owner.person),
          guard: { kind: "member", person: owner.person, client: null },
          reader: { locale, zone: person?.zone ?? desk.zone },
          view: {
            title: m.common.parkedTitle(place),
            body: [text(m.common.parked(reason)), text(m.common.parkedRemedy)],
          },
        },
        { id: `parked|${row.conversation}|${reason}|${owner.person}`, desk: row.desk, at: now },
        0,
      );
    }),
  );
}
