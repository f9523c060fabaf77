/** What a worker is told, in its environment. */
export interface Plan {
  uri: string;
  database: string;
  recorder: string;
  /** Which jobs there are: one that greets, or those that ask people and keep promises. */
  jobs: "greet" | "care";
}

/**
 * Where to die, and at which time of passing there from now on; `ahead` is how many ms its clock is. A worker that is told "pause"
 * ends its round, says "paused" and waits for an order.
 */
export interface Order {
  point: Point | null;
  nth: number;
  ahead: number;
}

/** Every place between claim and record, in order. */
export const points = [
  "added",
  "moved",
  "claimed",
  "committed",
  "ran",
  "relayed",
  "leased",
  "marked",
  "sent",
  "recorded",
] as const;
export type Point = (typeof points)[number];
