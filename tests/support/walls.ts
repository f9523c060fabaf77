import fc from "fast-check";

const two = (n: number): string => String(n).padStart(2, "0");

/** `HH:mm`, any. */
export const wallTimes = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);

/** What a clock on the wall shows, `YYYY-MM-DDTHH:mm`, by the runtime's own formatter. */
export function wallIn(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (at) => format.format(at).replace(" ", "T");
}
