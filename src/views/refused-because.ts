import type { Messages } from "../i18n/index.ts";

export type Cause = keyof Messages["delivery"]["causes"];

/** What platforms, and we, call it. */
const causes: readonly [RegExp, Cause][] = [
  [/^no-way$/, "no-way"],
  [/^may-have-arrived$/, "may-have-arrived"],
  [/^card-parked$/, "card-parked"],
  [/archived/i, "archived"],
  [/restricted_action|posting_permission/i, "closed"],
  [/not_in_channel/i, "outside"],
  [/^BotNotInConversationRoster$/, "removed"],
  [/^ConversationNotFound$/, "vanished"],
  [/channel_not_found|not found|404/i, "gone"],
  [/missing_scope/i, "permission"],
  [/not_installed/i, "left"],
  [/access_denied|team_access_not_granted|DisabledByAdmin|permission/i, "admin"],
  [/auth|token|account_inactive/i, "access"],
  [/user|dm|blocked/i, "person"],
];

/** Why a platform refuses something, and what helps, in one's own words; what nobody knows is named as the platform names it. */
export function refusedBecause(reason: string, m: Messages): { why: string; remedy: string } {
  const cause = causes.find(([words]) => words.test(reason))?.[1] ?? "unknown";
  const { why, remedy } = m.delivery.causes[cause];
  return { why: why(reason), remedy };
}
