/** One thing measured. `met` says whether it keeps the target, where it has one. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  target?: string;
  met?: boolean;
}

/** Where a bench runs: a MongoDB of its own, the project's folder, and somebody who hears how it goes. */
export interface Ground {
  uri: string;
  root: string;
  note(line: string): void;
}

export interface Bench {
  name: string;
  about: string;
  /** @throws Error if what was measured did not do its work right: then its speed says nothing */
  run(ground: Ground): Promise<Figure[]>;
}

/** A figure that should stay under a limit. */
export function under(what: string, value: number, limit: number, unit: string): Figure {
  return { what, value, unit, target: `< ${limit} ${unit}`, met: value < limit };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** By nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function equal(found: number, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`);
}

/** Runs `work` for each of `n` numbers, so many at a time. Returns how long each took, in milliseconds. */
export async function timed(
  n: number,
  atOnce: number,
  work: (i: number) => Promise<void>,
): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < n) {
      const i = next++;
      const began = performance.now();
      await work(i);
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return took;
}
