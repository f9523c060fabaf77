import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import { leftOf, type PackageUse } from "../domain/hours.ts";
import type { Kept } from "../domain/promise-report.ts";
import { type ClientRequest, requestName } from "../domain/request.ts";
import type { ClientRisk } from "../domain/risk.ts";
import type { Correction, Status } from "../domain/status.ts";
import type { StatusWords } from "../domain/status-draft.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Node, Span, Text, View } from "../view/nodes.ts";
import { kindChart } from "./kind-chart.ts";
import { riskBlock } from "./risks.ts";

/** What is longer is cut, so that a full week still fits into one message with its hours. */
const TITLE = 100;
const WORDS = 150;
const MOST = 8;

export interface StatusShown {
  status: Status;
  words: StatusWords;
  client: Pick<Client, "name" | "code" | "zone">;
  use: PackageUse;
  /** Promises since the last status, where the client is told of them. */
  promises: Pick<Kept, "kept" | "broken">;
  risks: readonly ClientRisk[];
  /** When it is shown. */
  now: Date;
}

/** A client's weekly status, in the client's language `m`. Blocks that have nothing to say are left out. */
export function statusView(it: StatusShown, m: Messages): View {
  const { status, words, client, now } = it;
  const { blocks, quiet, nothingOpen, title } = m.status;
  const day = (at: Date) => v.when(at, "date", client.zone);
  const block = (name: "done" | "next" | "blocked" | "decisions", line: (request: ClientRequest) => Text) =>
    blockOf(blocks[name], words[name], status[name], line, m);
  return {
    title: title(client.name),
    body: [
      v.context(day(status.since), " – ", day(now)),
      ...(words.note === "" ? [] : [v.text(words.note)]),
      ...(status.quiet ? [v.text(quiet)] : []),
      ...block("done", (request) => [...named(request, client), ...linkOf(request)]),
      ...block("next", (request) => [...named(request, client), ...stateOf(request, client, m)]),
      ...(status.quiet && status.next.length === 0 ? [v.text(...v.withTyped(nothingOpen))] : []),
      ...block("blocked", (request) => [...named(request, client), ...reasonOf(request, m)]),
      ...riskBlock(it.risks, m),
      ...block("decisions", (request) => [...named(request, client), ...askOf(request, m)]),
      ...promisesOf(it, m),
      ...hoursOf(it, m),
      ...correctionsOf(it, m),
    ],
  };
}

/** A heading, what a member says to it, and its lines. */
function blockOf<T>(
  heading: string,
  sentence: string,
  items: readonly T[],
  line: (item: T) => Text,
  m: Messages,
): Node[] {
  if (items.length === 0 && sentence === "") return [];
  const left = items.length - MOST;
  return [
    v.heading(heading),
    ...(sentence === "" ? [] : [v.text(sentence)]),
    ...(items.length === 0 ? [] : [v.list(items.slice(0, MOST).map(line))]),
    ...(left > 0 ? [v.context(`${m.common.more(left)} · `, ...v.withTyped(m.common.moreWays))] : []),
  ];
}

const named = (request: ClientRequest, { code }: Pick<Client, "code">): Span[] =>
  v.spans(v.bold(requestName(code, request)), ` ${clip(request.title, TITLE)}`) as Span[];

/** Only what a browser opens; whatever else was said of the delivery stands on its card. */
function linkOf({ delivery }: ClientRequest): Text {
  const link = delivery?.link ?? "";
  return /^https?:\/\/\S+$/.test(link) ? [v.plain(" · "), v.link(clip(link, WORDS), link)] : [];
}

function stateOf({ stage, due }: ClientRequest, { zone }: Pick<Client, "zone">, m: Messages): Text {
  const begun = stage === "in-progress" || stage === "in-review";
  return v.spans(
    ...(begun ? [` · ${m.request.stage[stage]}`] : []),
    ...(due ? [` · ${m.status.due} `, v.when(due.at, due.hasTime ? "date-time" : "date", zone)] : []),
  );
}

function reasonOf({ hold }: ClientRequest, m: Messages): Text {
  if (!hold) return [];
  return v.spans(
    `: ${clip(hold.reason, WORDS)}`,
    ...(hold.solution === "" ? [] : [". ", v.italic(m.request.proposed), `: ${clip(hold.solution, WORDS)}`]),
  );
}

/** What the client is asked: to say yes to a proposal, to give what is missing, to accept a delivery. */
function askOf(request: ClientRequest, m: Messages): Text {
  const { hold } = request;
  const { waitsFor, propose, fine, accept } = m.status;
  if (!hold) return [v.plain(` ${accept}`), ...linkOf(request)];
  if (hold.solution === "") return v.spans(` · ${waitsFor}: ${clip(hold.reason, WORDS)}`);
  return v.spans(` · ${propose}: ${clip(hold.solution, WORDS)}. ${fine}`);
}

function promisesOf({ promises: { kept, broken } }: StatusShown, { promise }: Messages): Node[] {
  const { heading, kept: words } = promise.status;
  return kept + broken === 0 ? [] : [v.heading(heading), v.text(words(kept, kept + broken))];
}

function hoursOf({ status, use }: StatusShown, m: Messages): Node[] {
  const { worked, used, of, blocks, privateItems } = m.status;
  const { items, minutes } = status.private;
  const left = leftOf(use);
  if (status.minutes === 0 && use.used === 0 && use.of === null && items === 0) return [];
  const spent = formatDuration(use.used);
  return [
    v.heading(blocks.hours),
    v.fields([
      v.field(worked, formatDuration(status.minutes)),
      v.field(
        used(m.time.period[use.period.per]),
        use.of === null ? spent : of(spent, formatDuration(use.of)),
      ),
      ...(left === null
        ? []
        : [v.field(left < 0 ? m.time.over : m.time.left, formatDuration(Math.abs(left)))]),
    ]),
    ...(status.byKind.length === 0 ? [] : [kindChart(status.byKind, m)]),
    ...(items === 0
      ? []
      : [v.context([privateItems(items), ...(minutes > 0 ? [formatDuration(minutes)] : [])].join(", "))]),
  ];
}

function correctionsOf({ status, client }: StatusShown, m: Messages): Node[] {
  const { corrections } = status;
  const change = corrections.reduce((sum, { before, after }) => sum + after - before, 0);
  const total = `${change > 0 ? "+" : ""}${formatDuration(change)}`;
  return [
    ...blockOf(m.status.blocks.corrections, "", corrections, (one) => correctionLine(one, client, m), m),
    ...(corrections.length > 1 ? [v.context(`${m.status.together}: ${total}`)] : []),
  ];
}

function correctionLine(
  { date, request, before, after }: Correction,
  { code }: Pick<Client, "code">,
  m: Messages,
): Text {
  // A local day, whatever the zone: shown as the noon of it in UTC.
  const what =
    date === null ? [m.status.privateKind] : [v.when(new Date(`${date}T12:00:00Z`), "date", "UTC")];
  return v.spans(
    ...what,
    ...(request ? [" · ", v.bold(requestName(code, request))] : []),
    `: ${formatDuration(before)} → ${formatDuration(after)}`,
  );
}
