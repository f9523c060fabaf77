import type { Client, Desk, Person } from "./domain/desk.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { messages } from "./i18n/index.ts";
import * as v from "./view/build.ts";
import { whoseName } from "./whose-name.ts";

/** A DM to an owner: somebody in a client's channel says they are on the team. */
export function asksToJoin(owner: Person, joiner: Person, desk: Desk, client: Client): Say {
  const locale = owner.locale ?? desk.locale;
  const { askedToJoin, addToTeam, addThem, theyAreContact } = messages(locale).errors;
  const who = joiner.id;
  return {
    kind: "message",
    topic: "notice",
    conversation: directTo(owner.id),
    guard: { kind: "member", person: owner.id, client: null },
    pressing: "door",
    reader: { locale, zone: owner.zone ?? desk.zone },
    view: {
      title: askedToJoin(whoseName(joiner, messages(locale)), client.name),
      body: [
        v.text(addToTeam),
        v.actions(
          { label: addThem, verb: "team", input: { what: "add", who, desk: desk.id }, style: "primary" },
          {
            label: theyAreContact(client.name),
            verb: "contact",
            input: { what: "add", who, client: client.code, desk: desk.id },
          },
        ),
      ],
    },
  };
}
