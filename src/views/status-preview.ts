import { statusRule } from "../domain/client-days.ts";
import type { Client } from "../domain/desk.ts";
import type { StatusDraft } from "../domain/status-draft.ts";
import { type Messages, messages } from "../i18n/index.ts";
import { nextOccurrence } from "../time/occurrences.ts";
import * as v from "../view/build.ts";
import type { Action, Node, View } from "../view/nodes.ts";
import { type StatusShown, statusView } from "./status.ts";

type Of = Pick<Client, "id" | "language" | "name" | "status" | "zone" | "hours">;

/** A status as its client will read it, in their language, with what a member can do to it, in the member's `m`. */
export function statusPreview(client: Of, row: StatusDraft, shown: StatusShown, m: Messages): View {
  return {
    title: m.status.previewTitle(client.name),
    body: [
      ...stateOf(client, row, shown.now, m),
      v.divider,
      ...statusView(shown, messages(client.language)).body,
      v.divider,
      ...(row.state === "posted" ? [] : [v.actions(...actionsOf(client, row, m))]),
    ],
  };
}

/** What will become of it, or what has. */
function stateOf(client: Of, row: StatusDraft, now: Date, m: Messages): Node[] {
  const { byItself, byHand, asItStands, postedAlready, sinceThen, skippedAlready } = m.status;
  switch (row.state) {
    case "posted":
      return [v.text(postedAlready, ": ", v.when(row.endedAt ?? now), ". ", sinceThen)];
    case "skipped":
      return [v.text(skippedAlready)];
    case "draft": {
      const goes = client.status.on && client.status.mode === "auto";
      const next = goes ? nextOccurrence(statusRule(client), client.zone, now) : undefined;
      return [next ? v.text(byItself, ": ", v.when(next.at), ".") : v.text(byHand), v.context(asItStands)];
    }
    default:
      return row.state satisfies never;
  }
}

function actionsOf(client: Of, row: StatusDraft, m: Messages): Action[] {
  const press = (what: string, label: string, style?: Action["style"]): Action => ({
    label,
    verb: "status",
    input: { what, client: client.id, week: row.week },
    revision: row.version,
    ...(style ? { style } : {}),
  });
  return [
    press("edit", m.status.edit),
    press("post", m.status.post, "primary"),
    ...(row.state === "draft" ? [press("skip", m.status.skip)] : []),
  ];
}
