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
/** Those who came together are answered together, and the next are on their way: a lull this short is none. */
const LULL_MS = 100;
/** Where many are always waiting, the rest gets its share all the same. */
const MOST_MS = 20_000;

export function createFirst(mostMs = MOST_MS): First {
  let waiting = 0;
  /** `sharing`: the crowd has lasted too long, and nothing is held back until it is gone. */
  let state: "calm" | "pressed" | "sharing" = "calm";
  let lull: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  const hearing: (() => void)[] = [];

  function become(next: "calm" | "sharing"): void {
    clearTimeout(patience);
    const held = state === "pressed";
    state = next;
    if (held) for (const then of hearing) then();
  }

  function count(change: number): void {
    const before = waiting >= MANY;
    waiting += change;
    const now = waiting >= MANY;
    if (now === before) return;
    clearTimeout(lull);
    if (!now) {
      lull = setTimeout(() => become("calm"), LULL_MS);
    } else if (state === "calm") {
      state = "pressed";
      patience = setTimeout(() => become("sharing"), mostMs).unref();
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
    pressed: () => state === "pressed",
    whenOver: (then) => void hearing.push(then),
  };
}
