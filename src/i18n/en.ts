import { common } from "./en/common.ts";

/** English is the reference: every other language `satisfies` its shape. */
export const en = { common };

export type Messages = typeof en;
