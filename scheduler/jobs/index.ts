import type { Job } from "../../src/job.ts";
import { forgottenTimers } from "./forgotten-timers.ts";
import { housekeeping } from "./housekeeping.ts";
import { morningDigest } from "./morning-digest.ts";
import { promises } from "./promises.ts";
import { quarterlySurvey } from "./quarterly-survey.ts";
import { repeatingWork } from "./repeating-work.ts";
import { statusDraft } from "./status-draft.ts";
import { survey } from "./survey.ts";
import { unansweredDeliveries } from "./unanswered-deliveries.ts";
import { weeklyStatus } from "./weekly-status.ts";

/** Every job there is, those people wait for first. */
export const jobs: readonly Job[] = [
  morningDigest,
  weeklyStatus,
  statusDraft,
  repeatingWork,
  survey,
  quarterlySurvey,
  unansweredDeliveries,
  promises,
  forgottenTimers,
  housekeeping,
];
