import type { Digest, Owed, Waiting } from "../domain/digest.ts";
import { formatDuration } from "../domain/duration.ts";
import type { PackageUse } from "../domain/hours.ts";
import type { Quadrant, Ranked } from "../domain/priority.ts";
import type { Request } from "../domain/request.ts";
import type { Risk } from "../domain/risk.ts";
import { ranFor } from "../domain/timer.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Text, View } from "../view/nodes.ts";
import { type Covering, coveringNodes } from "./covering.ts";
import {
  ago,
  clientName,
  type DayLook,
  nameSpans,
  reasonsInWords,
  shortName,
  workSpans,
} from "./day-line.ts";
import { type FollowUpsShown, followUpNodes } from "./follow-ups.ts";
import { type Held, heldNodes } from "./held.ts";
import { notToday } from "./not-today.ts";
import { promiseLine } from "./promise-lines.ts";
import { requestAction } from "./request-card.ts";
import { riskNodes } from "./risks.ts";
import { stopAction } from "./stop-action.ts";

/** What the first of all get, whatever their quadrant: a line and buttons of their own. */
const WITH_BUTTONS = 5;
/** Lines each quadrant can count on; what one leaves over goes to the others. All at their longest fit into Slack's message. */
const LINES: readonly (readonly [Quadrant, number])[] = [
  ["do-first", 7],
  ["schedule", 4],
  ["delegate", 4],
  ["later", 2],
];
const OTHER_LINES = 4;
const REASON_SHOWN = 60;

export interface DayShown extends DayLook {
  /** By client id. */
  packages: ReadonlyMap<string, PackageUse>;
  /** What the running timer is for. */
  timerOn: string;
  /** When this should have been said, if it comes late. */
  late: Date | undefined;
  followUps: FollowUpsShown;
  covering: readonly Covering[];
  risks: readonly Risk[];
  held: readonly Held[];
}

/** A member's day at one desk. An empty one is one line. */
export function digestView(digest: Digest, look: DayShown): View {
  const { m, reader, now } = look;
  const today = formatDate({ kind: "date", at: now.toISOString(), style: "date" }, reader, now);
  const desk = shortName(look.desk);
  const late = look.late ? [v.context(`${m.day.late} `, v.when(look.late), ".")] : [];
  const toFollowUp = followUpNodes(look.followUps, look);
  const risks = riskNodes(look.risks, look);
  const held = heldNodes(look.held, m);
  if (digest.empty && toFollowUp.length === 0 && risks.length === 0)
    return { title: m.day.empty(desk, today), body: [...late, ...held] };
  const lines = allotted(digest);
  return {
    title: m.day.title(desk, today),
    body: [
      ...late,
      ...coveringNodes(look.covering, m),
      v.text(summary(digest, look)),
      ...timerNodes(digest, look),
      ...toFollowUp,
      ...part(
        m.promise.digest.heading,
        digest.promises,
        ({ request, clock }) => promiseLine(request, clock, look),
        look,
      ),
      ...quadrant("do-first", lines, digest, look),
      ...notToday(digest.wontFit, look),
      ...quadrant("schedule", lines, digest, look),
      ...quadrant("delegate", lines, digest, look),
      ...quadrant("later", lines, digest, look),
      ...part(m.day.answers, digest.answers, (one) => owedLine(one, look), look),
      ...part(m.day.waiting, digest.waiting, (one) => waitingLine(one, look), look),
      ...risks,
      ...part(m.day.packages, digest.packages, (one) => v.spans(packageLine(one, look)), look),
      ...held,
      v.context(...footer(digest, look)),
    ],
  };
}

function summary({ ranked, today, wontFit }: Digest, { m }: DayLook): string {
  const needed = formatDuration(today.needed);
  const free = formatDuration(today.free);
  const count = m.day.count(ranked.length);
  if (today.free === 0) return `${count} ${today.needed > 0 ? m.day.noTime(needed) : m.day.dayOver}`;
  if (ranked.length === 0) return count;
  if (today.needed === 0) return `${count} ${m.day.nothingPressing(free)}`;
  return `${count} ${wontFit.length > 0 ? m.day.tooMuch(needed, free) : m.day.allFits(needed, free)}`;
}

function timerNodes({ timer }: Digest, { m, now, timerOn }: DayShown): Node[] {
  if (!timer) return [];
  return [
    v.text(`⏱ ${m.day.timer(timerOn, formatDuration(ranFor(timer, now)))} `, v.when(timer.startedAt)),
    v.actions(stopAction(timer, m)),
  ];
}

function allotted({ quadrants }: Digest): Map<Quadrant, number> {
  const sizes = LINES.map(([name, lines]) => ({ name, lines, size: quadrants[name].length }));
  let spare = sizes.reduce((sum, { lines, size }) => sum + Math.max(0, lines - size), 0);
  return new Map(
    sizes.map(({ name, lines, size }) => {
      const more = Math.min(spare, Math.max(0, size - lines));
      spare -= more;
      return [name, Math.min(size, lines) + more];
    }),
  );
}

function quadrant(
  name: Quadrant,
  lines: ReadonlyMap<Quadrant, number>,
  digest: Digest,
  look: DayLook,
): Node[] {
  const all = digest.quadrants[name];
  if (all.length === 0) return [];
  const { m } = look;
  const shown = all.slice(0, lines.get(name));
  const line = (one: Ranked): Text => [
    ...workSpans(one.request, look),
    v.plain(` — ${reasonsInWords(one.reasons, look)}`),
  ];
  const first = shown.filter((one) => one.place <= WITH_BUTTONS);
  const rest = shown.slice(first.length).map(line);
  const more = all.length - shown.length;
  const listed = [...rest, ...(more > 0 ? [v.spans(m.common.more(more))] : [])];
  return [
    v.heading(`${m.day.groups[name]} (${all.length})`),
    ...first.flatMap((one) => [v.text(...line(one)), v.actions(...buttons(one, digest, look))]),
    ...(listed.length > 0 ? [v.list(listed)] : []),
  ];
}

function buttons({ request, place }: Ranked, { timer }: Digest, { m }: DayLook): Action[] {
  const labels = m.request.buttons;
  return [
    timer?.request === request.id
      ? stopAction(timer, m)
      : requestAction(request, "start", labels.start, place === 1 ? "primary" : undefined),
    requestAction(request, "done", labels.done),
    requestAction(request, "snooze", labels.snooze),
    requestAction(request, "show", labels.details),
  ];
}

function part<T>(title: string, all: readonly T[], line: (one: T) => Text, { m }: DayLook): Node[] {
  if (all.length === 0) return [];
  const more = all.length - OTHER_LINES;
  const lines = all.slice(0, OTHER_LINES).map(line);
  return [
    v.heading(`${title} (${all.length})`),
    v.list([...lines, ...(more > 0 ? [v.spans(m.common.more(more))] : [])]),
  ];
}

function owedLine({ request, kind, by, since }: Owed, look: DayLook): Text {
  const words = look.m.day.owed;
  const waited = ago(since, look);
  const why = kind === "changes" ? words.changes(waited) : words[kind](shortName(by ?? ""), waited);
  return [...nameSpans(request, look), v.plain(` — ${why}`)];
}

function waitingLine({ request, kind, since }: Waiting, look: DayLook): Text {
  return [...nameSpans(request, look), v.plain(` — ${waitsFor(request, kind, ago(since, look), look)}`)];
}

/** What stands in the way, and the way out if there is one. */
const whyBlocked = ({ reason, solution }: { reason: string; solution: string }): string =>
  solution === ""
    ? clip(reason, REASON_SHOWN)
    : `${clip(reason, REASON_SHOWN / 2)} → ${clip(solution, REASON_SHOWN / 2)}`;

function waitsFor(request: Request, kind: Waiting["kind"], waited: string, look: DayLook): string {
  const words = look.m.day.waits;
  const name = clientName(request.client, look);
  const reason = request.hold?.kind === "blocked" ? `: ${whyBlocked(request.hold)}` : "";
  switch (kind) {
    case "approval":
      return words.approval(name, waited);
    case "client":
      return `${words.client(name, waited)}${reason}`;
    case "other":
      return `${words.other(waited)}${reason}`;
    default:
      return kind satisfies never;
  }
}

function packageLine({ client, left, of }: Digest["packages"][number], look: DayShown): string {
  const { m, packages } = look;
  const period = m.time.period[packages.get(client)?.period.per ?? "month"];
  const words = left < 0 ? m.day.packageOver : m.day.packageLeft;
  return words(clientName(client, look), formatDuration(Math.abs(left)), formatDuration(of), period);
}

const footer = ({ asleep }: Digest, { m }: DayLook) => [
  ...(asleep > 0 ? [v.plain(`${m.day.asleep(asleep)} `)] : []),
  ...v.withTyped(m.common.moreWays),
];
