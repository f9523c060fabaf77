import type { Client, Desk, Person } from "../domain/desk.ts";
import { localeOf } from "../i18n/index.ts";
import type { Speaker } from "../invocation.ts";
import type { Reader } from "../view/nodes.ts";

/** Language and zone: own setting, platform profile, the client's, the desk's. */
export function readerOf(
  person: Person,
  client: Client | undefined,
  desk: Desk | undefined,
  actor: Speaker,
): Reader {
  return {
    locale: person.locale ?? localeOf(actor.locale) ?? client?.language ?? desk?.locale ?? "en",
    zone:
      (person.zoneGuessed ? undefined : person.zone) ??
      actor.zone ??
      person.zone ??
      client?.zone ??
      desk?.zone ??
      "UTC",
  };
}
