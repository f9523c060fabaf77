import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import type { Part } from "./domain/check-in.ts";
import { formatDuration } from "./domain/duration.ts";
import { openStages, type Request, requestName } from "./domain/request.ts";
import { isWorkingDay, type WorkingHours } from "./time/business-hours.ts";
import { addDays, localDate, startOfLocalDay } from "./time/zones.ts";
import { clip } from "./view/limits.ts";

const MOST_LINES = 12;
const TITLE_SHOWN = 80;
const DAYS_BACK = 14;

/** What a member's answers can begin with: time and finished work since the last working day, and what is on their list. */
export async function prefilled(ctx: Ctx, part: Part): Promise<Record<string, string>> {
  if (!isMember(ctx.actor) || part.questions.every(({ fill }) => fill === null)) return {};
  const { member } = ctx.actor;
  const today = localDate(ctx.now, member.hours.zone);
  const since = lastWorkingDay(member.hours, today);
  const [entries, finished, open, clients] = await Promise.all([
    ctx.store.time.list({ person: member.person, from: since, to: today }),
    ctx.store.requests.list({
      stages: ["done"],
      assignee: member.person,
      doneSince: startOfLocalDay(since, member.hours.zone),
      limit: MOST_LINES,
    }),
    ctx.store.requests.list({
      stages: openStages.filter((stage) => stage !== "delivered"),
      assignee: member.person,
      limit: MOST_LINES,
    }),
    ctx.store.clients.list(),
  ]);
  const worked = await ctx.store.requests.byIds([
    ...new Set(entries.flatMap(({ request }) => request ?? [])),
  ]);
  const codes = new Map(clients.map((client) => [client.id, client.code]));
  const called = (request: Request): string =>
    `${requestName(codes.get(request.client) ?? "?", request)} ${clip(request.title, TITLE_SHOWN)}`;
  const minutes = new Map<string, number>();
  for (const entry of entries) {
    const request = worked.find((one) => one.id === entry.request);
    const line = request
      ? called(request)
      : [codes.get(entry.client) ?? "?", clip(entry.note, TITLE_SHOWN)].join(" ");
    minutes.set(line.trim(), (minutes.get(line.trim()) ?? 0) + entry.minutes);
  }
  const untimed = finished.filter((one) => !minutes.has(called(one))).map(called);
  const done = [...[...minutes].map(([line, sum]) => `${line}: ${formatDuration(sum)}`), ...untimed];
  const next = open.filter(({ hold }) => hold === null).map(called);
  return Object.fromEntries(
    part.questions.flatMap(({ id, fill }): [string, string][] => {
      const lines = fill === "done" ? done : fill === "next" ? next : [];
      return lines.length === 0 ? [] : [[id, lines.slice(0, MOST_LINES).join("\n")]];
    }),
  );
}

/** The working day before this one. */
function lastWorkingDay(hours: WorkingHours, today: string): string {
  for (let back = 1; back <= DAYS_BACK; back += 1) {
    const day = addDays(today, -back);
    if (isWorkingDay(hours, day)) return day;
  }
  return addDays(today, -1);
}
