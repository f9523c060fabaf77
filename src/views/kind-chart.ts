import { formatDuration } from "../domain/duration.ts";
import type { KindTotal } from "../domain/hours.ts";
import type { Messages } from "../i18n/index.ts";
import { clip } from "../view/limits.ts";
import type { Node } from "../view/nodes.ts";

/** More bars than these say less, not more. */
const MOST_BARS = 8;
const LABEL = 40;

/** Hours by kind of work as a chart, with the same in words; the smallest of many kinds are drawn as one. */
export function kindChart(kinds: readonly KindTotal[], m: Messages): Node {
  const { chart: title, kinds: more, privateKind } = m.status;
  const label = (kind: string | null) => (kind === null ? privateKind : clip(kind, LABEL) || m.time.unsaid);
  const shown = kinds.length > MOST_BARS ? kinds.slice(0, MOST_BARS - 1) : kinds;
  const rest = kinds.slice(shown.length);
  const bars = [
    ...shown.map(({ kind, minutes }) => ({ label: label(kind), value: minutes })),
    ...(rest.length === 0
      ? []
      : [{ label: more(rest.length), value: rest.reduce((sum, { minutes }) => sum + minutes, 0) }]),
  ];
  const words = bars.map((bar) => `${bar.label} ${formatDuration(bar.value)}`).join(", ");
  return { kind: "chart", chart: { title, unit: "minutes", bars, alt: `${title}: ${words}` } };
}
