import { formatDuration } from "../domain/duration.ts";
import { medianOf, type PromiseRow } from "../domain/promise-report.ts";
import { FEW } from "../domain/satisfaction.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, View } from "../view/nodes.ts";

const MOST_ROWS = 24;
const NAME_SHOWN = 30;

interface Shown {
  title: string;
  rows: readonly PromiseRow[];
  running: number;
  late: number;
  clientOf(id: string): string;
  actions: readonly Action[];
}

/** Promises kept and broken by client and month, with how long first answers took. */
export function promiseReport({ title, rows, running, late, clientOf, actions }: Shown, m: Messages): View {
  const words = m.promise.report;
  const now = v.text(words.running(running, late));
  if (rows.length === 0) return { title, body: [v.text(words.empty), now] };
  const more = rows.length - MOST_ROWS;
  return {
    title,
    body: [
      now,
      {
        kind: "table",
        columns: [
          { label: words.client },
          { label: words.month },
          { label: words.kept, align: "end" },
          { label: words.broken, align: "end" },
          { label: words.share, align: "end" },
          { label: words.median, align: "end" },
        ],
        rows: rows
          .slice(0, MOST_ROWS)
          .map((row) => [
            clip(clientOf(row.client), NAME_SHOWN),
            row.month,
            String(row.kept),
            String(row.broken),
            shareOf(row),
            medianIn(row),
          ]),
      },
      ...(more > 0 ? [v.context(m.common.more(more))] : []),
      ...(rows.some(isFew) ? [v.context(words.few(FEW))] : []),
      v.context(words.counted),
      v.actions(...actions),
    ],
  };
}

const isFew = ({ kept, broken, firsts }: PromiseRow): boolean =>
  (kept + broken > 0 && kept + broken < FEW) || (firsts.length > 0 && firsts.length < FEW);

function shareOf({ kept, broken }: PromiseRow): string {
  const all = kept + broken;
  if (all === 0) return "–";
  return `${Math.round((kept / all) * 100)} %${all < FEW ? " *" : ""}`;
}

function medianIn({ firsts }: PromiseRow): string {
  const median = medianOf(firsts);
  if (median === undefined) return "–";
  return `${formatDuration(median)}${firsts.length < FEW ? " *" : ""}`;
}
