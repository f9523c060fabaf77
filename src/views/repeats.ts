import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import type { Otherwise, Repeat } from "../domain/repeat.ts";
import { requestName } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import { rhythmOf } from "../time/recurrence.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Span, Text, View } from "../view/nodes.ts";
import { hasLateDay, rhythmInWords, rruleInWords } from "./rhythm.ts";

const TITLE_SHOWN = 80;
const MOST_SINGLE = 6;

export interface RepeatShown {
  repeat: Repeat;
  client: Client;
  next: Date | undefined;
  /** One more comes before, with the next minute. */
  atOnce: boolean;
  /** Who will do it. */
  doer: string | null;
  /** What single ones have otherwise than the others, and who does those. */
  otherwise: readonly (Otherwise & { doer: string | null })[];
  /** May this reader know what the team estimates? */
  forMember: boolean;
}

const repeatRef = ({ repeat, client }: Pick<RepeatShown, "repeat" | "client">): string =>
  requestName(client.code, repeat);

/** One that comes again, with what can be done about it. */
export function repeatView(it: RepeatShown, title: string, m: Messages): View {
  const { repeat, client, doer, forMember } = it;
  const words = m.repeat;
  const late = hasLateDay(rhythmOf(repeat.rrule));
  const ended = repeat.endedAt !== null;
  return {
    title,
    body: [
      v.text(v.bold(clip(repeat.title, TITLE_SHOWN))),
      v.fields([
        v.field(
          words.rhythm,
          `${rhythmInWords(rhythmOf(repeat.rrule), m)}, ${words.clock(repeat.at, client.zone)}`,
        ),
        v.field(words.next, ...nextOf(it, m)),
        ...(repeat.until === null ? [] : [v.field(words.until, dayShown(repeat.until))]),
        ...(repeat.dueDays === null ? [] : [v.field(words.due, words.dueAfter(repeat.dueDays))]),
        ...(forMember && repeat.estimate !== null
          ? [v.field(m.request.estimate, formatDuration(repeat.estimate))]
          : []),
        ...(doer === null ? [] : [v.field(m.request.who, doer)]),
      ]),
      ...(ended ? [] : [...singleOnes(it, m), ...notes(it, late, m)]),
      ...(ended ? [] : [v.actions(...buttons(it, m))]),
    ],
  };
}

function nextOf({ next, atOnce }: RepeatShown, { repeat: words }: Messages): (Span | string)[] {
  const then = next ? [v.when(next)] : [words.nothingNext];
  return atOnce ? [`${words.atOnce} `, ...then] : then;
}

/** "Only Mon 7 Dec: Write the short report · 45m · Ben" */
function singleOnes({ otherwise, forMember }: RepeatShown, m: Messages): Node[] {
  const words = m.repeat;
  const line = ({
    day,
    title,
    details,
    estimate,
    dueDays,
    assignee,
    doer,
  }: RepeatShown["otherwise"][number]) => {
    const said = [
      title === undefined ? "" : clip(title, TITLE_SHOWN),
      details === undefined ? "" : words.otherDetails,
      dueDays === undefined
        ? ""
        : `${words.due}: ${dueDays === null ? words.noDue : words.dueAfter(dueDays)}`,
      forMember && estimate !== undefined
        ? `${m.request.estimate}: ${estimate === null ? "–" : formatDuration(estimate)}`
        : "",
      assignee === undefined ? "" : `${m.request.who}: ${doer ?? m.request.nobody}`,
    ].filter(Boolean);
    return v.spans(`${words.only} `, dayShown(day), `: ${said.join(" · ")}`);
  };
  const shown = otherwise.slice(0, MOST_SINGLE).map(line);
  const more = otherwise.length - shown.length;
  return [
    ...(shown.length > 0 ? [v.list(shown)] : []),
    ...(more > 0 ? [v.context(m.common.more(more))] : []),
  ];
}

/** What single ones had otherwise, and a new rhythm has none of. */
export const forgotten = (it: RepeatShown, m: Messages): Node[] =>
  it.otherwise.length === 0 ? [] : [v.text(m.repeat.forgotten), ...singleOnes(it, m)];

/** A local day, whatever the zone: the noon of it in UTC. */
const dayShown = (day: string) => v.when(new Date(`${day}T12:00:00Z`), "date", "UTC");

function notes(it: RepeatShown, late: boolean, m: Messages): Node[] {
  const { lastDayNote, holidays, oneOrAll } = m.repeat;
  return [
    ...(late ? [v.context(lastDayNote)] : []),
    v.context(`${holidays} `, ...v.withTyped(oneOrAll(repeatRef(it)))),
  ];
}

function buttons({ repeat, next }: RepeatShown, m: Messages): Action[] {
  const { buttons: labels, endSure } = m.repeat;
  const of = (what: string) => ({
    verb: "repeat",
    input: { what, series: repeat.id },
    revision: repeat.version,
  });
  return [
    ...(next
      ? [
          { label: labels.only, ...of("only") },
          { label: labels.skip, ...of("skip") },
        ]
      : []),
    { label: labels.change, ...of("form") },
    { label: labels.end, ...of("end"), style: "danger", confirm: endSure },
  ];
}

/** All that comes again, the next first. */
export function repeatList(all: readonly RepeatShown[], most: number, m: Messages): View {
  const words = m.repeat;
  if (all.length === 0) return { title: words.list, body: [v.text(...v.withTyped(words.none))] };
  const comes = ({ atOnce, next }: RepeatShown): number =>
    atOnce ? 0 : (next?.getTime() ?? Number.POSITIVE_INFINITY);
  const inOrder = [...all].sort((a, b) => comes(a) - comes(b));
  const left = all.length - most;
  const line = (it: RepeatShown): Text =>
    v.spans(
      v.bold(repeatRef(it)),
      ` ${clip(it.repeat.title, TITLE_SHOWN)} · ${rruleInWords(it.repeat.rrule, m)} · ${words.next} `,
      ...nextOf(it, m),
    );
  return {
    title: words.list,
    body: [v.list(inOrder.slice(0, most).map(line)), ...(left > 0 ? [v.context(m.common.more(left))] : [])],
  };
}
