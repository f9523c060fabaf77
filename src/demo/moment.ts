import type { Name, Where } from "./cast.ts";
import type { When } from "./times.ts";

/** `due(2, "17:00")` is a date two working days from today, for whoever speaks. */
type Due = (workdays: number, at: string) => string;

export type Deed =
  /** Said among people. */
  | { kind: "talks"; text: string }
  /** A line to VA Desk. `quiet`: neither it nor its answer stands in the conversation. */
  | { kind: "types"; line: string | ((due: Due) => string); quiet: boolean }
  | { kind: "presses"; verb: string; values: Readonly<Record<string, string>> };

export interface Moment {
  when: When;
  who: Name;
  where: Where;
  deed: Deed;
}

export const talks = (text: string): Deed => ({ kind: "talks", text });
export const types = (line: string | ((due: Due) => string)): Deed => ({ kind: "types", line, quiet: false });
export const does = (line: string | ((due: Due) => string)): Deed => ({ kind: "types", line, quiet: true });
export const presses = (verb: string, values: Readonly<Record<string, string>>): Deed => ({
  kind: "presses",
  verb,
  values,
});

type Told = readonly [at: string, who: Name, where: Where, deed: Deed];

/** What happened so many working days ago. */
export const daysAgo = (workday: number, ...told: readonly Told[]): Moment[] =>
  told.map(([at, who, where, deed]) => ({ when: { workday, at }, who, where, deed }));

/** What happened just now. */
export const minutesAgo = (
  ...told: readonly (readonly [minutes: number, who: Name, where: Where, deed: Deed])[]
): Moment[] =>
  told.map(([minutes, who, where, deed]) => ({ when: { minutesAgo: minutes }, who, where, deed }));
