import { z } from "zod";
import {
  CONFIRM_BUTTON,
  CONFIRM_TEXT,
  CONFIRM_TITLE,
  ID,
  OPTION_TEXT,
  OPTION_VALUE,
  PLACEHOLDER,
  URL,
} from "../limits.ts";

const visible = (max: number) => z.string().min(1).max(max).regex(/\S/u, "must not be blank");

export const plainText = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: visible(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: visible(max), verbatim: z.boolean().optional() });

export const anyText = (max: number) => z.discriminatedUnion("type", [plainText(max), mrkdwn(max)]);

export const id = z.string().min(1).max(ID);
export const url = z
  .string()
  .max(URL)
  .regex(/^(https?|mailto|slack):/u, "must be a valid URL");
export const placeholder = plainText(PLACEHOLDER).optional();

export const confirm = z
  .strictObject({
    title: plainText(CONFIRM_TITLE),
    text: anyText(CONFIRM_TEXT),
    confirm: plainText(CONFIRM_BUTTON),
    deny: plainText(CONFIRM_BUTTON),
    style: z.enum(["primary", "danger"]).optional(),
  })
  .optional();

/** Of a select menu. */
export const option = z.strictObject({
  text: plainText(OPTION_TEXT),
  value: z.string().min(1).max(OPTION_VALUE),
  description: plainText(OPTION_TEXT).optional(),
});

/** Of radio buttons and checkboxes, which allow markup. */
export const choice = z.strictObject({
  text: anyText(OPTION_TEXT),
  value: z.string().min(1).max(OPTION_VALUE),
  description: anyText(OPTION_TEXT).optional(),
});

/** Of an overflow menu. */
export const overflowOption = option.extend({ url: url.optional() });

/** Slack refuses an initial choice that isn't literally one of the options. */
export function isAmong(chosen: unknown, options: readonly unknown[]): boolean {
  return options.some((one) => JSON.stringify(one) === JSON.stringify(chosen));
}
