import { formatDuration } from "../domain/duration.ts";
import type { Request } from "../domain/request.ts";
import type { DayAhead, WeekAhead } from "../domain/week-ahead.ts";
import { startOfLocalDay } from "../time/zones.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import type { Node, Text, View } from "../view/nodes.ts";
import { type DayLook, nameSpans, shortName, workInWords } from "./day-line.ts";

const LINES = 6;

/** The days ahead: working time against what is due, and where it is too much. `zone` is that of the days. */
export function weekView(week: WeekAhead, zone: string, look: DayLook): View {
  const { m } = look;
  const words = m.day.week;
  const days = week.days.filter((day) => day.working > 0 || day.requests.length > 0);
  const rest = [
    ...(week.later > 0 ? [words.later(week.later)] : []),
    ...(week.undated > 0 ? [words.undated(week.undated)] : []),
  ];
  const nothing = week.overdue.length === 0 && week.days.every((day) => day.requests.length === 0);
  const [first, last] = [week.days[0], week.days.at(-1)];
  return {
    title: words.title(shortName(look.desk), dayName(first, zone, look), dayName(last, zone, look)),
    body: [
      ...(nothing ? [v.text(words.empty)] : []),
      ...overdueNodes(week.overdue, look),
      ...days.flatMap((day) => dayNodes(day, zone, look)),
      v.context(...rest.map((words) => `${words} `), ...v.withTyped(m.common.moreWays)),
    ],
  };
}

function dayName(day: DayAhead | undefined, zone: string, { reader, now }: DayLook): string {
  if (!day) return "";
  const at = startOfLocalDay(day.date, zone).toISOString();
  return formatDate({ kind: "date", at, style: "date", zone }, reader, now);
}

function overdueNodes(overdue: readonly Request[], look: DayLook): Node[] {
  if (overdue.length === 0) return [];
  return [v.text(v.bold(`${look.m.day.week.overdue} (${overdue.length})`)), v.list(lines(overdue, look))];
}

function dayNodes(day: DayAhead, zone: string, look: DayLook): Node[] {
  const words = look.m.day.week;
  const working = day.working > 0 ? formatDuration(day.working) : words.off;
  const time = day.requests.length > 0 ? words.line(working, formatDuration(day.due)) : words.free(working);
  const over = day.over > 0 ? [v.bold(` ⚠ ${words.over(formatDuration(day.over))}`)] : [];
  return [
    v.text(v.bold(dayName(day, zone, look)), ` — ${time}`, ...over),
    ...(day.requests.length > 0 ? [v.list(lines(day.requests, look))] : []),
  ];
}

function lines(requests: readonly Request[], look: DayLook): Text[] {
  const more = requests.length - LINES;
  return [
    ...requests
      .slice(0, LINES)
      .map(
        (request): Text => [
          ...nameSpans(request, look),
          ...(request.due?.hasTime ? [v.plain(" · "), v.when(request.due.at, "time")] : []),
          v.plain(` · ${workInWords(request, look)}`),
        ],
      ),
    ...(more > 0 ? [v.spans(look.m.common.more(more))] : []),
  ];
}
