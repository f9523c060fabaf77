import type { Desk, Person } from "./domain/desk.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { type Messages, messages } from "./i18n/index.ts";
import * as v from "./view/build.ts";
import type { Reader, View } from "./view/nodes.ts";

interface Claim {
  code: string;
  /** Who typed it, and where. */
  name: string;
  platform: string;
}

/** "Was that you?", to the one who asked for the code. */
export function askedWhetherIssuer(issuer: Person, desk: Desk, { code, name, platform }: Claim): Say {
  const reader = { locale: issuer.locale ?? desk.locale, zone: issuer.zone ?? desk.zone };
  const { linkConfirm, linkConfirmText, linkMine, linkNotMine } = messages(reader.locale).desk;
  const press = (mine: "yes" | "no") => ({ verb: "link", input: { claim: code, mine } });
  const view: View = {
    title: linkConfirm,
    body: [
      v.text(linkConfirmText(name, platform)),
      v.actions(
        { label: linkMine, ...press("yes"), style: "primary" },
        { label: linkNotMine, ...press("no") },
      ),
    ],
  };
  return toIssuer(directTo(issuer.id), issuer, view, reader);
}

/** A word to a person about their own accounts, wherever they are. */
export function toIssuer(conversation: string, person: Person, view: View, reader: Reader): Say {
  return {
    kind: "message",
    topic: "notice",
    conversation,
    guard: { kind: "person", person: person.id },
    pressing: "account",
    reader,
    view,
  };
}

export const claimAnswered = (m: Messages, name: string, mine: boolean): View => ({
  title: mine ? m.desk.linkedYou(name) : m.desk.linkDenied,
  body: [],
});
