import type { Messages } from "./en.ts";
import { away } from "./hi/away.ts";
import { calm } from "./hi/calm.ts";
import { care } from "./hi/care.ts";
import { checkIn } from "./hi/check-in.ts";
import { common } from "./hi/common.ts";
import { day } from "./hi/day.ts";
import { delivery } from "./hi/delivery.ts";
import { desk } from "./hi/desk.ts";
import { errors } from "./hi/errors.ts";
import { home } from "./hi/home.ts";
import { install } from "./hi/install.ts";
import { jobs } from "./hi/jobs.ts";
import { manifest } from "./hi/manifest.ts";
import { promise } from "./hi/promise.ts";
import { repeat } from "./hi/repeat.ts";
import { request } from "./hi/request.ts";
import { risk } from "./hi/risk.ts";
import { slack } from "./hi/slack.ts";
import { status } from "./hi/status.ts";
import { teams } from "./hi/teams.ts";
import { time } from "./hi/time.ts";
import { web } from "./hi/web.ts";

export const hi = {
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
} satisfies Messages;
