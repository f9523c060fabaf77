/** Remembers the last `size` answers, so that they need not be asked for again; nothing depends on it. */
export function bounded<T>(size: number): {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
} {
  const held = new Map<string, T>();
  return {
    get: (key) => held.get(key),
    set(key, value) {
      held.delete(key);
      held.set(key, value);
      for (const [oldest] of held) {
        if (held.size <= size) break;
        held.delete(oldest);
      }
    },
  };
}
