import { z } from "zod";
import { isWorkingTime, nextWorkingTime, type WorkingHours } from "../time/business-hours.ts";
import { wallInstant } from "../time/occurrences.ts";
import { addDays, localDate, localTime } from "../time/zones.ts";

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How much somebody may be spoken to unasked: so many messages on one of their days, and none in their quiet hours. */
export const calmSchema = z.object({
  perDay: z.number().int().min(1).max(50),
  quiet: z.object({ from: wall, to: wall }).nullable(),
});
export type Calm = z.infer<typeof calmSchema>;

export const usualCalm: Calm = { perDay: 12, quiet: { from: "20:00", to: "07:30" } };
/** When a day begins for who has no quiet hours. */
const MORNING = "07:30";

/**
 * Why something is said at once that nobody asked for: at any hour, or only whatever else was said that day. It counts all the same. There
 * is no other reason, but that its reader did something about it within the hour, or would be warned of a promise before they were told;
 * and the number stops nothing in a matter that they heard of that day.
 */
export const pressing = {
  /** A promise is about to break, or did. */
  promise: "any hour",
  /** Somebody may be at the reader's accounts or codes this very moment. */
  account: "any hour",
  /** Whoever has a timer running is at work. */
  timer: "any hour",
  /** New work: its card is the place in which all that follows is said. */
  work: "any number",
  /** About a request that is marked as urgent. */
  urgent: "any number",
  /** What should have happened, and did not. */
  failure: "any number",
  /** Somebody waits to be let in. */
  door: "any number",
} as const satisfies Record<string, "any hour" | "any number">;
export type Pressing = keyof typeof pressing;
export const pressingSchema = z.enum(Object.keys(pressing) as [Pressing, ...Pressing[]]);

/** Held back until then, and why. */
export interface HeldBack {
  why: "quiet" | "budget" | "away";
  until: Date;
}

export interface CalmInput {
  calm: Calm;
  /** Of the person. */
  zone: string;
  now: Date;
  /** What they were told unasked since their day began: so many matters. */
  today: number;
  /** When they are back, if they are away. */
  backAt: Date | undefined;
  pressing: Pressing | undefined;
  /** When they work, at one desk or several. */
  work: readonly WorkingHours[];
}

/** Why an unasked message waits, and until when; undefined: it may go out now. */
export function heldBack({
  calm,
  zone,
  now,
  today,
  backAt,
  pressing: reason,
  work,
}: CalmInput): HeldBack | undefined {
  if (reason && pressing[reason] === "any hour") return undefined;
  if (backAt) return { why: "away", until: afterQuiet(calm, zone, backAt, work) };
  if (isQuiet(calm, zone, now, work)) return { why: "quiet", until: afterQuiet(calm, zone, now, work) };
  if (reason || today < calm.perDay) return undefined;
  return { why: "budget", until: morningOf(addDays(localDate(now, zone), 1), calm, zone) };
}

/** Quiet hours may run over midnight. Those that nobody chose leave out when their reader works. */
export function isQuiet(
  { quiet }: Calm,
  zone: string,
  at: Date,
  work: readonly WorkingHours[] = [],
): boolean {
  if (!quiet) return false;
  const time = localTime(at, zone);
  const within =
    quiet.from < quiet.to ? quiet.from <= time && time < quiet.to : quiet.from <= time || time < quiet.to;
  return within && !(isUsual(quiet) && work.some((hours) => isWorkingTime(hours, at)));
}

/** As nobody chose them. */
export const isUsual = ({ from, to }: NonNullable<Calm["quiet"]>): boolean =>
  from === usualCalm.quiet?.from && to === usualCalm.quiet.to;

const HOUR_MS = 60 * 60_000;

/** The first moment from then on that is not quiet. */
function afterQuiet(calm: Calm, zone: string, at: Date, work: readonly WorkingHours[] = []): Date {
  if (!calm.quiet || !isQuiet(calm, zone, at, work)) return at;
  const day = localDate(at, zone);
  const end = wallInstant(day, calm.quiet.to, zone);
  // In an hour that comes twice it ends with the second one.
  const again = new Date(end.getTime() + HOUR_MS);
  const twice = again > at && localTime(again, zone) === calm.quiet.to ? again : undefined;
  const over = end > at ? end : (twice ?? wallInstant(addDays(day, 1), calm.quiet.to, zone));
  const begins = isUsual(calm.quiet) ? work.map((hours) => nextWorkingTime(hours, at)) : [];
  return begins.reduce<Date>((first, begin) => (begin && begin < first ? begin : first), over);
}

/** From when on somebody may be spoken to on this day of theirs. */
function morningOf(day: string, calm: Calm, zone: string): Date {
  const { quiet } = calm;
  return afterQuiet(calm, zone, wallInstant(day, quiet && quiet.from > quiet.to ? quiet.to : MORNING, zone));
}

/** So far ahead a working day is looked for. */
const DAYS_AHEAD = 30;
/** Who is asked something has no less than this to answer. */
const LEAST_MS = 60 * 60_000;

/**
 * When a question is asked that is put off until then: on a morning on which its reader works. Where that leaves no time before its
 * deadline: on the first morning, if it is their night; undefined: at once, where nothing but the number speaks against it.
 */
export function putOff(
  { why, until }: HeldBack,
  { calm, zone, deadline, works }: { calm: Calm; zone: string; deadline: Date; works(day: string): boolean },
): Date | undefined {
  const leaves = (at: Date): boolean => deadline.getTime() - at.getTime() >= LEAST_MS;
  let day = localDate(until, zone);
  for (let n = 0; n < DAYS_AHEAD && !works(day); n += 1) day = addDays(day, 1);
  const working = morningOf(day, calm, zone);
  const at = working > until ? working : until;
  if (leaves(at)) return at;
  return why === "budget" ? undefined : until;
}
