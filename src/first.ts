/** Who waits for an answer comes first; what nobody waits for holds back while many do. */
export interface First {
  /** Counts as so many who wait, until it ends. */
  during<T>(work: Promise<T>, waiting?: number): Promise<T>;
  /** Many are waiting now. */
  pressed(): boolean;
  /** Hears when that is over. */
  whenOver(then: () => void): void;
}

/** One person's command in flight, or three, leave room for the rest. */
const MANY = 5;

export function createFirst(): First {
  let waiting = 0;
  const hearing: (() => void)[] = [];

  function leave(n: number): void {
    const before = waiting;
    waiting -= n;
    if (before >= MANY && waiting < MANY) for (const then of hearing) then();
  }

  return {
    async during(work, n = 1) {
      waiting += n;
      try {
        return await work;
      } finally {
        leave(n);
      }
    },
    pressed: () => waiting >= MANY,
    whenOver: (then) => void hearing.push(then),
  };
}
