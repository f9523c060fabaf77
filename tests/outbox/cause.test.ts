import { expect, it } from "vitest";
import { locales, messages } from "../../src/i18n/index.ts";
import { causeOf } from "../../src/outbox/cause.ts";

const en = messages("en");

it.each([
  ["is_archived", "the channel is archived"],
  ["not_in_channel", "I am not in that channel any more"],
  ["channel_not_found", "that channel is gone, or I was taken out of it"],
  ["restricted_action_read_only_channel", "only some people may post in that channel"],
  ["missing_scope: chat:write", "I lack a permission in that workspace (chat:write)"],
  ["team_access_not_granted", "whoever runs that workspace does not allow it"],
  ["ekm_access_denied", "whoever runs that workspace does not allow it"],
  ["token_revoked", "my access to that workspace has ended"],
  ["away: token_revoked", "my access to that workspace has ended"],
  ["away: not_installed", "VA Desk is not installed in that workspace any more"],
  ["user_disabled", "their account can't be written to"],
  ["cannot_dm_bot", "their account can't be written to"],
  ["BotNotInConversationRoster", "I am not in that team or chat any more"],
  ["ConversationNotFound", "that conversation is gone"],
  ["BotDisabledByAdmin", "whoever runs that workspace does not allow it"],
  ["ConversationBlockedByUser", "their account can't be written to"],
  ["no-way", "there is no platform switched on where they can be reached"],
])("%s is explained as: %s", (reason, why) => {
  expect(causeOf(reason, en).why).toBe(why);
});

it("what nobody knows is given as the platform says it", () => {
  expect(causeOf("invalid_blocks", en).why).toBe("invalid_blocks");
});

it("every explanation comes with a remedy, in every language", () => {
  for (const locale of locales) {
    for (const { why, remedy } of Object.values(messages(locale).delivery.causes)) {
      expect(why("x").length).toBeGreaterThan(0);
      expect(remedy.length).toBeGreaterThan(10);
    }
  }
});
