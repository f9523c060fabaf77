/** Who waits for an answer comes first; what nobody waits for holds back while many do, though not for ever. */
export interface First {
  /** Counts as so many who wait, until it ends. */
  during<T>(work: Promise<T>, waiting?: number): Promise<T>;
  /** Many are waiting now, and have not been for too long. */
  pressed(): boolean;
  /** Hears when that is over. */
  whenOver(then: () => void): void;
}

/** One person's command in flight, or three, leave room for the rest. */
const MANY = 5;
/** Where many are always waiting, the rest gets its share all the same. */
const MOST_MS = 20_000;

export function createFirst(mostMs = MOST_MS): First {
  let waiting = 0;
  let patience: NodeJS.Timeout | undefined;
  let pressed = false;
  const hearing: (() => void)[] = [];

  function over(): void {
    if (!pressed) return;
    pressed = false;
    for (const then of hearing) then();
  }

  function count(change: number): void {
    const before = waiting;
    waiting += change;
    if (before < MANY && waiting >= MANY) {
      pressed = true;
      patience = setTimeout(over, mostMs).unref();
    } else if (before >= MANY && waiting < MANY) {
      clearTimeout(patience);
      over();
    }
  }

  return {
    async during(work, n = 1) {
      count(n);
      try {
        return await work;
      } finally {
        count(-n);
      }
    },
    pressed: () => pressed,
    whenOver: (then) => void hearing.push(then),
  };
}
