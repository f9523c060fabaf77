import type { Job } from "../../src/job.ts";
import { forgottenTimers } from "./forgotten-timers.ts";
import { housekeeping } from "./housekeeping.ts";
import { unansweredDeliveries } from "./unanswered-deliveries.ts";

/** Every job there is. */
export const jobs: readonly Job[] = [forgottenTimers, unansweredDeliveries, housekeeping];
