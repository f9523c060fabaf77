import { isRunning } from "./domain/clocks.ts";
import type { Client } from "./domain/desk.ts";
import { type PromiseRow, promiseRows } from "./domain/promise-report.ts";
import { openStages } from "./domain/request.ts";
import type { DeskStore } from "./store/desk.ts";
import { addDays, startOfLocalDay } from "./time/zones.ts";

/** Promises of these local days, both included, and those that run now. */
export interface PromisesShown {
  rows: readonly PromiseRow[];
  running: number;
  late: number;
  clientOf(id: string): Client | undefined;
}

export async function loadPromises(
  store: DeskStore,
  { from, to, client }: { from: string; to: string; client: string | null },
  zone: string,
  now: Date,
): Promise<PromisesShown> {
  const of = client === null ? {} : { client };
  const [outcomes, clients, open] = await Promise.all([
    store.promises.outcomes({
      from: startOfLocalDay(from, zone),
      to: startOfLocalDay(addDays(to, 1), zone),
      ...of,
    }),
    store.clients.list({ archived: true }),
    store.requests.list({ stages: openStages, ...of }),
  ]);
  const running = open.flatMap(({ clocks }) =>
    [clocks.answer, clocks.finish].flatMap((clock) =>
      isRunning(clock) && (clock.minutes !== null || clock.due !== null) ? [clock] : [],
    ),
  );
  return {
    rows: promiseRows(outcomes, zone),
    running: running.length,
    late: running.filter(({ by }) => by !== null && by <= now).length,
    clientOf: (id) => clients.find((one) => one.id === id),
  };
}
