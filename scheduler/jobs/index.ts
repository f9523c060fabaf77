import type { Job } from "../../src/job.ts";
import { awayBack } from "./away-back.ts";
import { awayBrief } from "./away-brief.ts";
import { awayNotice } from "./away-notice.ts";
import { checkIn } from "./check-in.ts";
import { checkInReminder } from "./check-in-reminder.ts";
import { checkInSummary } from "./check-in-summary.ts";
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
  checkIn,
  checkInReminder,
  checkInSummary,
  survey,
  quarterlySurvey,
  awayNotice,
  awayBrief,
  awayBack,
  unansweredDeliveries,
  promises,
  forgottenTimers,
  housekeeping,
];
