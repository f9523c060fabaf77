import type { Messages } from "./en.ts";
import { common } from "./hi/common.ts";

export const hi = { common } satisfies Messages;
