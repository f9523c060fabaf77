import { z } from "zod";
import { wallInstant } from "../time/occurrences.ts";
import { addDays, localDate, localTime, startOfLocalDay } from "../time/zones.ts";

const wall = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How much somebody may be spoken to unasked: so many messages on one of their days, and none in their quiet hours. */
export const calmSchema = z.object({
  perDay: z.number().int().min(1).max(50),
  quiet: z.object({ from: wall, to: wall }).nullable(),
});
export type Calm = z.infer<typeof calmSchema>;

export const usualCalm: Calm = { perDay: 6, quiet: { from: "20:00", to: "07:30" } };

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
  /** Unasked messages they got since their day began. */
  today: number;
  /** When they are back, if they are away. */
  backAt: Date | undefined;
}

/** Why an unasked message waits, and until when; undefined: it may go out now. */
export function heldBack({ calm, zone, now, today, backAt }: CalmInput): HeldBack | undefined {
  if (backAt) return { why: "away", until: afterQuiet(calm, zone, backAt) };
  if (isQuiet(calm, zone, now)) return { why: "quiet", until: afterQuiet(calm, zone, now) };
  if (today < calm.perDay) return undefined;
  const tomorrow = startOfLocalDay(addDays(localDate(now, zone), 1), zone);
  return { why: "budget", until: afterQuiet(calm, zone, tomorrow) };
}

/** Quiet hours may run over midnight. */
export function isQuiet({ quiet }: Calm, zone: string, at: Date): boolean {
  if (!quiet) return false;
  const time = localTime(at, zone);
  return quiet.from < quiet.to
    ? quiet.from <= time && time < quiet.to
    : quiet.from <= time || time < quiet.to;
}

/** The first moment from then on that is not quiet. */
function afterQuiet(calm: Calm, zone: string, at: Date): Date {
  if (!calm.quiet || !isQuiet(calm, zone, at)) return at;
  const day = localDate(at, zone);
  const end = wallInstant(day, calm.quiet.to, zone);
  return end > at ? end : wallInstant(addDays(day, 1), calm.quiet.to, zone);
}
