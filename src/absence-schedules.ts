import { type Absence, type AwaySpan, awaySpans } from "./domain/away.ts";
import { type Client, hoursOf, type Member } from "./domain/desk.ts";
import { type Schedule, scheduleFor } from "./domain/schedule.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { isWorkingDay, nextWorkingTime } from "./time/business-hours.ts";
import { wallInstant } from "./time/occurrences.ts";
import { addDays, localDate, localTime } from "./time/zones.ts";

/** The jobs that go with an absence. */
export const AWAY_NOTICE = "away-notice";
export const AWAY_BRIEF = "away-brief";
export const AWAY_BACK = "away-back";

/** Clients are told so many of their working days before, at this hour. */
const NOTICE_DAYS = 3;
const NOTICE_AT = "09:00";
/** The cover reads the brief before their day begins, when their night is over. */
const BRIEF_AT = "07:30";

export const noticeSubject = (absence: string, client: string): string => `${absence}/${client}`;

/** A member with those around them. */
export interface Team {
  member: Member;
  members: readonly Member[];
  clients: readonly Client[];
}

interface Known {
  /** Clients that have heard of it. */
  told: readonly Client[];
  /** The cover has had their brief. */
  briefed: boolean;
}

/** What is to run for an absence; `absence` undefined: nothing any more of the one called `gone`. */
export function schedulesOf(
  now: Date,
  member: Member,
  absence: Absence | undefined,
  { members, clients }: Team,
  { told, briefed }: Known,
  gone = "",
): Write[] {
  const { desk } = member;
  const { zone } = member.hours;
  const id = absence?.id ?? gone;
  const cover = members.find((one) => one.person === absence?.cover);
  const of = (job: string, subject = id) => ({ desk, job, subject });
  const span = absence && awaySpans({ ...member, away: [absence] })[0];
  const notices = clients
    .filter((client) => !told.includes(client))
    .map((client) =>
      once(
        of(AWAY_NOTICE, noticeSubject(id, client.id)),
        span && noticeTime(client, span, now),
        client.zone,
        now,
      ),
    );
  const back = absence && wallInstant(firstDayBack(member, absence), member.digest.at, zone);
  const brief = absence && cover && !briefed && wallInstant(absence.from, BRIEF_AT, cover.hours.zone);
  return [
    ...notices,
    once(of(AWAY_BRIEF), brief ? later(brief, now) : undefined, cover?.hours.zone ?? zone, now),
    once(of(AWAY_BACK), back, zone, now),
  ].map(write.schedule.put);
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** Once at this minute, even if it has just passed; undefined: never. */
function once(
  of: { desk: string; job: string; subject: string },
  at: Date | undefined,
  zone: string,
  now: Date,
): Schedule {
  if (!at) return scheduleFor(of, { kind: "daily", at: "00:00", weekdays: [] }, zone, now);
  const local = `${localDate(at, zone)}T${localTime(at, zone)}`;
  const nextAt = wallInstant(localDate(at, zone), localTime(at, zone), zone);
  return { ...scheduleFor(of, { kind: "once", local }, zone, now), nextAt };
}

/** In the client's time: some working days ahead, else at their next working minute, else at once. */
function noticeTime(client: Client, { from, to }: AwaySpan, now: Date): Date {
  const hours = hoursOf(client);
  let day = localDate(from, client.zone);
  for (let n = 0, back = 0; n < NOTICE_DAYS && back < 30; back += 1) {
    day = addDays(day, -1);
    if (isWorkingDay(hours, day)) n += 1;
  }
  const ahead = wallInstant(day, NOTICE_AT, client.zone);
  if (ahead > now) return ahead;
  const working = nextWorkingTime(hours, now);
  return working && working < to ? working : now;
}

/** The first day they work again. */
function firstDayBack(member: Pick<Member, "hours" | "away">, { to }: Absence): string {
  let day = addDays(to, 1);
  const off = (date: string): boolean =>
    !isWorkingDay(member.hours, date) || member.away.some((one) => one.from <= date && date <= one.to);
  for (let n = 0; n < 60 && off(day); n += 1) day = addDays(day, 1);
  return day;
}
