import { common } from "./en/common.ts";
import { errors } from "./en/errors.ts";

/** English is the reference: every other language `satisfies` its shape. */
export const en = { common, errors };

export type Messages = typeof en;
