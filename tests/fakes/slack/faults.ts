import type { Fault } from "./types.ts";

export interface Faults {
  /** The next `times` calls of a method fail so; faults of one method come in the order they were given. */
  fail(method: string, fault: Fault, times?: number): void;
  next(method: string): Fault | undefined;
  /** Forgets what has not happened yet. */
  clear(): void;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    fail(method, fault, times = 1) {
      const list = waiting.get(method) ?? [];
      list.push(...Array.from({ length: times }, () => fault));
      waiting.set(method, list);
    },
    next: (method) => waiting.get(method)?.shift(),
    clear: () => waiting.clear(),
  };
}
