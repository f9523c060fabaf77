export interface Pool {
  /** Works on `id`, once more if that is being worked on already. Resolves to what the work did. */
  add(id: string): Promise<number>;
  /** The limits have changed. */
  resume(): void;
  /** Drops what has not begun and waits for the rest. */
  stop(): Promise<void>;
}

interface Ticket {
  promise: Promise<number>;
  done(result: number): void;
}

/**
 * Works on many things at once, never twice on one at a time. Each lane has its own limit, so that a lane that hangs stands in
 * nobody else's way. `work` never rejects.
 */
export function createPool(
  limits: () => { lane: number; all: number },
  laneOf: (id: string) => string,
  work: (id: string) => Promise<number>,
): Pool {
  const waiting = new Map<string, Map<string, Ticket>>();
  const busy = new Map<string, number>();
  const active = new Map<string, Promise<void>>();

  function fill(): void {
    const most = limits();
    for (const [lane, tickets] of waiting) {
      for (const [id, ticket] of tickets) {
        if (active.size >= most.all) return;
        if ((busy.get(lane) ?? 0) >= most.lane) break;
        if (active.has(id)) continue;
        tickets.delete(id);
        begin(lane, id, ticket);
      }
      if (tickets.size === 0) waiting.delete(lane);
    }
  }

  function begin(lane: string, id: string, ticket: Ticket): void {
    busy.set(lane, (busy.get(lane) ?? 0) + 1);
    const run = work(id).then((result) => {
      active.delete(id);
      const left = (busy.get(lane) ?? 1) - 1;
      if (left === 0) busy.delete(lane);
      else busy.set(lane, left);
      ticket.done(result);
      fill();
    });
    active.set(id, run);
  }

  return {
    add(id) {
      const lane = laneOf(id);
      const tickets = waiting.get(lane) ?? new Map<string, Ticket>();
      waiting.set(lane, tickets);
      const held = tickets.get(id);
      if (held) return held.promise;
      let done: Ticket["done"] = () => undefined;
      const promise = new Promise<number>((resolve) => {
        done = resolve;
      });
      tickets.set(id, { promise, done });
      fill();
      return promise;
    },
    resume: fill,
    async stop() {
      for (const tickets of waiting.values()) for (const ticket of tickets.values()) ticket.done(0);
      waiting.clear();
      await Promise.all(active.values());
    },
  };
}
