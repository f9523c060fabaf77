import type { Messages } from "./en.ts";
import { common } from "./hi/common.ts";
import { errors } from "./hi/errors.ts";

export const hi = { common, errors } satisfies Messages;
