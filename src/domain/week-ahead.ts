import { addDays, localDate, startOfLocalDay } from "../time/zones.ts";
import type { Member } from "./desk.ts";
import { estimateOf, isHeld } from "./priority.ts";
import { isOpen, type Request } from "./request.ts";
import { timeLeft } from "./time-left.ts";

const DAYS = 7;

/** One local day of the member. Minutes; `working` is what is left of it today, `due` what is due on it takes. */
export interface DayAhead {
  date: string;
  working: number;
  due: number;
  requests: readonly Request[];
  /** By its end so many more minutes are due, overdue work included, than can be worked until then; 0 if all fits. */
  over: number;
}

export interface WeekAhead {
  days: readonly DayAhead[];
  overdue: readonly Request[];
  /** Due after these days. */
  later: number;
  undated: number;
}

/** Today and the six days after it: what of this member's own open work is due when, against their working time. */
export function weekAhead(mine: readonly Request[], member: Pick<Member, "hours">, now: Date): WeekAhead {
  const { zone } = member.hours;
  const time = timeLeft(member.hours, now);
  const work = mine.filter((request) => isOpen(request.stage) && !isHeld(request, now)).sort(byDue);
  const dated = work.filter((request) => request.due !== null);
  const overdue = dated.filter((request) => dueTime(request) <= now.getTime());
  const coming = dated.slice(overdue.length);
  const today = localDate(now, zone);
  let taken = minutesOf(overdue);
  let before = 0;
  const days = Array.from({ length: DAYS }, (_, n): DayAhead => {
    const date = addDays(today, n);
    const requests = coming.filter((request) => localDate(new Date(dueTime(request)), zone) === date);
    const until = time.until(startOfLocalDay(addDays(date, 1), zone), Number.POSITIVE_INFINITY);
    const due = minutesOf(requests);
    taken += due;
    const working = until - before;
    before = until;
    return { date, working, due, requests, over: due === 0 ? 0 : Math.max(0, taken - until) };
  });
  const inThem = days.reduce((sum, day) => sum + day.requests.length, 0);
  return { days, overdue, later: coming.length - inThem, undated: work.length - dated.length };
}

const dueTime = ({ due }: Request): number => due?.at.getTime() ?? Number.POSITIVE_INFINITY;
const minutesOf = (requests: readonly Request[]): number =>
  requests.reduce((sum, request) => sum + estimateOf(request), 0);

const byDue = (a: Request, b: Request): number =>
  dueTime(a) === dueTime(b) ? (a.id < b.id ? -1 : 1) : dueTime(a) - dueTime(b);
