import type { Messages } from "../i18n/index.ts";
import { refusedBecause } from "../views/refused-because.ts";
import { AWAY } from "./parked.ts";

/** Why a message was set aside, and what helps. */
export const causeOf = (reason: string, m: Messages): { why: string; remedy: string } =>
  refusedBecause(reason.startsWith(AWAY) ? reason.slice(AWAY.length) : reason, m);
