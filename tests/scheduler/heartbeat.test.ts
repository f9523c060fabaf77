import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHeartbeat } from "../../scheduler/agenda.ts";
import { createScheduler } from "../../scheduler/index.ts";
import { systemClock } from "../../src/time/clock.ts";
import { silent } from "../support/desk.ts";
import { type Bench, everyDay, greeting, openBench } from "../support/scheduling.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench("2026-11-24T00:00:00Z");
  await bench.desk("d1");
});
afterEach(() => bench.close());

test("batches handed out are run, whichever process takes them", async () => {
  const ran: string[] = [];
  const of = (tick: () => Promise<void>) => ({
    db: bench.database.db,
    log: silent,
    tick,
    run: async (ids: readonly string[]) => void ran.push(...ids),
  });
  const gives = createHeartbeat(of(async () => undefined));
  const takes = createHeartbeat(of(async () => undefined));
  await takes.start();
  await gives.start();
  await gives.spread([["a", "b"], ["c"]]);
  await vi.waitFor(() => expect(ran.sort()).toEqual(["a", "b", "c"]), { timeout: 30_000 });
  await Promise.all([gives.stop(), takes.stop()]);
});

test("two started schedulers say everything that is due once, and stop", async () => {
  // Long ago, so that it is due for whichever clock.
  const at = new Date(systemClock.now().getTime() - 60_000).toISOString().slice(11, 16);
  bench.clock.set(new Date(systemClock.now().getTime() - 86_400_000));
  for (let n = 0; n < 300; n += 1) {
    const of = { desk: "d1", job: "greeting", subject: `p${n}` };
    await bench.schedule(of, { kind: "daily", at, weekdays: everyDay }, "UTC");
  }
  const two = [1, 2].map(() =>
    createScheduler({
      db: bench.database.db,
      stores: bench.stores,
      jobs: [greeting()],
      clock: systemClock,
      log: silent,
    }),
  );
  await Promise.all(two.map((scheduler) => scheduler.start()));
  await vi.waitFor(
    async () =>
      expect((await bench.occurrences()).filter((row) => row.state === "done").length).toBeGreaterThanOrEqual(
        300,
      ),
    { timeout: 15_000, interval: 200 },
  );
  await Promise.all(two.map((scheduler) => scheduler.stop()));
  const messages = await bench.outbox();
  expect(new Set(messages.map((row) => row.id)).size).toBe(messages.length);
  expect(new Set(messages.map((row) => row.conversation)).size).toBe(300);
});
