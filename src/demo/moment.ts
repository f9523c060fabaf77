import type { Name, Where } from "./cast.ts";
import type { When } from "./times.ts";

/** What is only known when the story is told: `due(2, "17:00")` is a date two working days from today, for whoever speaks. */
export interface Known {
  due(workdays: number, at: string): string;
  /** With which a desk can be set up, whatever desks there are. */
  deskCode: string;
}
type Line = string | ((known: Known) => string);

export type Deed =
  /** Said among people. */
  | { kind: "talks"; text: string }
  /** A line to VA Desk. `quiet`: neither it nor its answer stands in the conversation. */
  | { kind: "types"; line: Line; quiet: boolean }
  | { kind: "presses"; verb: string; values: Readonly<Record<string, string>> };

export interface Moment {
  when: When;
  who: Name;
  where: Where;
  deed: Deed;
}

export const talks = (text: string): Deed => ({ kind: "talks", text });
export const types = (line: Line): Deed => ({ kind: "types", line, quiet: false });
export const does = (line: Line): Deed => ({ kind: "types", line, quiet: true });
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
