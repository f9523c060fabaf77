import { isWorkingDay, type WorkingHours } from "../time/business-hours.ts";
import { addDays, localDate } from "../time/zones.ts";
import type { Request } from "./request.ts";

/** Working days after which an unanswered delivery is brought to mind, and after which it is closed. */
const REMIND_AFTER = 3;
export const CLOSE_AFTER = 10;
const MOST_DAYS = 400;

/** Working days that have begun since the local day of `since`, that day not counted. */
export function workingDaysSince(hours: WorkingHours, since: Date, now: Date): number {
  const today = localDate(now, hours.zone);
  let count = 0;
  let date = addDays(localDate(since, hours.zone), 1);
  for (let n = 0; date <= today && n < MOST_DAYS; n += 1, date = addDays(date, 1)) {
    if (isWorkingDay(hours, date)) count += 1;
  }
  return count;
}

/**
 * What a delivery that nobody answered needs now, in the days of who works on it. Each once: nobody's work is closed without
 * a reminder that stood for as many working days as the first one waited.
 */
export function unansweredStep(
  request: Pick<Request, "stage" | "hold" | "deliveredAt" | "remindedAt">,
  hours: WorkingHours,
  now: Date,
): "remind" | "close" | undefined {
  const { stage, hold, deliveredAt, remindedAt } = request;
  if (stage !== "delivered" || hold !== null || deliveredAt === null) return undefined;
  const waited = workingDaysSince(hours, deliveredAt, now);
  if (remindedAt === null) return waited >= REMIND_AFTER ? "remind" : undefined;
  return waited >= CLOSE_AFTER && workingDaysSince(hours, remindedAt, now) >= REMIND_AFTER
    ? "close"
    : undefined;
}
