import type { OutboxRow } from "../domain/outbox.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Node, Text, View } from "../view/nodes.ts";

const IN_DIGEST = 3;
const TITLE_SHOWN = 60;
/** So many in full at a time; the next ones are named, and a press away. */
const IN_FULL = 6;
const NAMED = 10;

/** A message that was held back. */
export type Held = Pick<OutboxRow, "view" | "createdAt" | "reason">;

/** In a digest: what there is, and how to read it. */
export function heldNodes(rows: readonly Held[], m: Messages): Node[] {
  if (rows.length === 0) return [];
  const left = rows.length - IN_DIGEST;
  const lines = rows.slice(0, IN_DIGEST).map(titleLine);
  return [
    v.heading(`${m.calm.inDigest} (${rows.length})`),
    v.list([...lines, ...(left > 0 ? [v.spans(m.common.more(left))] : [])]),
    v.actions({ label: m.calm.read, verb: "held", input: {} }),
  ];
}

const titleLine = ({ view }: Held): Text => v.spans(clip(view?.title ?? "", TITLE_SHOWN));

/** Each as it would have come, with its buttons, without the first so many. */
export function heldView(all: readonly Held[], m: Messages, after = 0): View {
  const words = m.calm;
  const rows = all.slice(after);
  if (rows.length === 0) return { title: words.title, body: [v.text(words.none)] };
  const why = ({ reason }: Held): string =>
    reason === "quiet" || reason === "budget" || reason === "away" ? ` · ${words.why[reason]}` : "";
  const rest = rows.slice(IN_FULL);
  return {
    title: words.title,
    body: [
      ...rows
        .slice(0, IN_FULL)
        .flatMap((row): Node[] => [
          v.heading(clip(row.view?.title ?? "", TITLE_SHOWN)),
          v.context(v.when(row.createdAt), why(row)),
          ...(row.view?.body ?? []),
          v.divider,
        ]),
      ...(rest.length > 0
        ? [
            v.list(rest.slice(0, NAMED).map(titleLine)),
            v.actions({
              label: m.common.more(rest.length),
              verb: "held",
              input: { after: String(after + IN_FULL) },
            }),
          ]
        : []),
    ],
  };
}
