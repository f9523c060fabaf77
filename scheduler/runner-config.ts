import type { First } from "../src/first.ts";
import type { Job } from "../src/job.ts";
import type { Log } from "../src/log.ts";
import type { Stores } from "../src/store/index.ts";
import type { SchedulingStore } from "../src/store/scheduling.ts";
import type { Upkeep } from "../src/store/upkeep.ts";
import type { Clock } from "../src/time/clock.ts";
import type { Crash } from "./crash.ts";

/** What running an occurrence takes. */
export interface RunnerConfig {
  store: SchedulingStore;
  stores: Stores;
  upkeep: Upkeep;
  jobs: ReadonlyMap<string, Job>;
  clock: Clock;
  log: Log;
  /** Hears of every occurrence that was done, and how late. */
  ran?(job: string, secondsLate: number): void;
  /** Hears what is being worked on, so that delivery can give way to it. */
  first?: Pick<First, "during">;
  resume?(): Promise<void>;
  crash?: Crash;
}
