import { away } from "./en/away.ts";
import { calm } from "./en/calm.ts";
import { care } from "./en/care.ts";
import { checkIn } from "./en/check-in.ts";
import { common } from "./en/common.ts";
import { day } from "./en/day.ts";
import { delivery } from "./en/delivery.ts";
import { desk } from "./en/desk.ts";
import { errors } from "./en/errors.ts";
import { home } from "./en/home.ts";
import { install } from "./en/install.ts";
import { jobs } from "./en/jobs.ts";
import { manifest } from "./en/manifest.ts";
import { promise } from "./en/promise.ts";
import { repeat } from "./en/repeat.ts";
import { request } from "./en/request.ts";
import { risk } from "./en/risk.ts";
import { slack } from "./en/slack.ts";
import { status } from "./en/status.ts";
import { teams } from "./en/teams.ts";
import { time } from "./en/time.ts";
import { web } from "./en/web.ts";

/** English is the reference: every other language `satisfies` its shape. */
export const en = {
  calm,
  care,
  away,
  checkIn,
  common,
  day,
  delivery,
  desk,
  errors,
  home,
  install,
  jobs,
  manifest,
  repeat,
  promise,
  request,
  risk,
  slack,
  status,
  teams,
  time,
  web,
};

export type Messages = typeof en;
