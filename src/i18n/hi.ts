import type { Messages } from "./en.ts";
import { common } from "./hi/common.ts";
import { desk } from "./hi/desk.ts";
import { errors } from "./hi/errors.ts";
import { request } from "./hi/request.ts";
import { time } from "./hi/time.ts";

export const hi = { common, errors, request, time, desk } satisfies Messages;
