import type { Db } from "mongodb";
import { directTo } from "../domain/outbox.ts";
import { type Messages, messages } from "../i18n/index.ts";
import type { TellOwners } from "../platform.ts";
import { outbox } from "../store/collections.ts";
import type { Stores } from "../store/index.ts";
import { insertOnce } from "../store/insert-once.ts";
import type { Clock } from "../time/clock.ts";
import type { View } from "../view/nodes.ts";
import { outboxRow } from "./relay.ts";

interface Needs {
  db: Db;
  stores: Stores;
  clock: Clock;
}

/** Writes a notice to each owner of a desk into the outbox, once per `key`; none into `except`, the conversation it is about. */
export async function tellOwnersOf(
  { db, stores: { system, forDesk }, clock }: Needs,
  deskId: string,
  key: string,
  except: string | undefined,
  words: (m: Messages) => View,
): Promise<void> {
  const at = clock.now();
  const store = forDesk(deskId, null, { key, by: "", platform: "", now: at });
  const [desk, members] = await Promise.all([system.desk(deskId), store.members.list()]);
  if (!desk) return;
  const owners = members.filter((member) => member.role === "owner").map((member) => member.person);
  for (const [index, owner] of owners.entries()) {
    const conversation = directTo(owner);
    // Word that somebody can't be reached doesn't reach them either.
    if (conversation === except) continue;
    const person = await system.person(owner);
    const reader = { locale: person?.locale ?? desk.locale, zone: person?.zone ?? desk.zone };
    const guard = { kind: "member", person: owner, client: null } as const;
    const view = words(messages(reader.locale));
    const notice = outboxRow(
      { kind: "message", topic: "notice", conversation, guard, pressing: "failure", reader, view },
      { id: `${key}|${owner}`, desk: deskId, at, by: "" },
      index,
    );
    await insertOnce(db, outbox, notice);
  }
}

/** Tells the owners of every desk that a workspace matters to. */
export function createTellOwners(needs: Needs): TellOwners {
  return async (platform, workspace, key, words) => {
    for (const desk of await needs.stores.system.desksIn(platform, workspace)) {
      await tellOwnersOf(needs, desk, `${key}|${desk}`, undefined, words);
    }
  };
}
