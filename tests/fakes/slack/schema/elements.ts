import { z } from "zod";
import { BUTTON_TEXT, BUTTON_VALUE, CHOICES, OPTIONS, OVERFLOW } from "../limits.ts";
import {
  choice,
  confirm,
  id,
  isAmong,
  option,
  overflowOption,
  placeholder,
  plainText,
  url,
} from "./composition.ts";
import { image } from "./image.ts";

const shared = { action_id: id, confirm, focus_on_load: z.boolean().optional() };
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u, "must be YYYY-MM-DD");
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, "must be HH:mm");
const several = { max_selected_items: z.int().min(1).optional() };
const group = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(OPTIONS) });
const options = z.array(option).min(1).max(OPTIONS).optional();
const groups = z.array(group).min(1).max(OPTIONS).optional();
const choices = z.array(choice).min(1).max(CHOICES);

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(BUTTON_TEXT),
  action_id: id,
  url: url.optional(),
  value: z.string().max(BUTTON_VALUE).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm,
  accessibility_label: z.string().min(1).max(BUTTON_TEXT).optional(),
});

const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: id,
  options: z.array(overflowOption).min(1).max(OVERFLOW),
  confirm,
});

interface Offer {
  options?: unknown[] | undefined;
  option_groups?: { options: unknown[] }[] | undefined;
}

/** What is wrong with a static menu's offer, or with what it begins with. */
function offerProblem(menu: Offer, initial: readonly unknown[]): string | undefined {
  if ((menu.options === undefined) === (menu.option_groups === undefined)) {
    return "exactly one of options and option_groups is required";
  }
  const offered = menu.options ?? menu.option_groups?.flatMap((one) => one.options) ?? [];
  return initial.every((one) => isAmong(one, offered)) ? undefined : "initial option must be one of options";
}

export const staticSelect = z
  .strictObject({
    ...shared,
    type: z.literal("static_select"),
    placeholder,
    options,
    option_groups: groups,
    initial_option: option.optional(),
  })
  .superRefine((menu, ctx) => {
    const message = offerProblem(menu, menu.initial_option ? [menu.initial_option] : []);
    if (message) ctx.addIssue({ code: "custom", message });
  });

export const multiStaticSelect = z
  .strictObject({
    ...shared,
    ...several,
    type: z.literal("multi_static_select"),
    placeholder,
    options,
    option_groups: groups,
    initial_options: z.array(option).min(1).optional(),
  })
  .superRefine((menu, ctx) => {
    const message = offerProblem(menu, menu.initial_options ?? []);
    if (message) ctx.addIssue({ code: "custom", message });
  });

const searched = { ...shared, placeholder, min_query_length: z.int().min(0).optional() };
const filter = z
  .strictObject({
    include: z
      .array(z.enum(["im", "mpim", "private", "public"]))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();
const whereTo = { response_url_enabled: z.boolean().optional() };
const conversations = { filter, default_to_current_conversation: z.boolean().optional() };

export const menus = [
  z.strictObject({ ...searched, type: z.literal("external_select"), initial_option: option.optional() }),
  z.strictObject({
    ...shared,
    type: z.literal("users_select"),
    placeholder,
    initial_user: z.string().optional(),
  }),
  z.strictObject({
    ...shared,
    ...whereTo,
    ...conversations,
    type: z.literal("conversations_select"),
    placeholder,
    initial_conversation: z.string().optional(),
  }),
  z.strictObject({
    ...shared,
    ...whereTo,
    type: z.literal("channels_select"),
    placeholder,
    initial_channel: z.string().optional(),
  }),
] as const;

export const multiMenus = [
  z.strictObject({
    ...searched,
    ...several,
    type: z.literal("multi_external_select"),
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    ...shared,
    ...several,
    type: z.literal("multi_users_select"),
    placeholder,
    initial_users: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...shared,
    ...several,
    ...conversations,
    type: z.literal("multi_conversations_select"),
    placeholder,
    initial_conversations: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...shared,
    ...several,
    type: z.literal("multi_channels_select"),
    placeholder,
    initial_channels: z.array(z.string()).optional(),
  }),
] as const;

export const pickers = [
  z.strictObject({ ...shared, type: z.literal("datepicker"), placeholder, initial_date: day.optional() }),
  z.strictObject({
    ...shared,
    type: z.literal("timepicker"),
    placeholder,
    initial_time: time.optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    ...shared,
    type: z.literal("datetimepicker"),
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  z
    .strictObject({
      ...shared,
      type: z.literal("checkboxes"),
      options: choices,
      initial_options: z.array(choice).min(1).optional(),
    })
    .refine((boxes) => (boxes.initial_options ?? []).every((one) => isAmong(one, boxes.options)), {
      message: "initial option must be one of options",
    }),
  z
    .strictObject({
      ...shared,
      type: z.literal("radio_buttons"),
      options: choices,
      initial_option: choice.optional(),
    })
    .refine((radio) => radio.initial_option === undefined || isAmong(radio.initial_option, radio.options), {
      message: "initial option must be one of options",
    }),
] as const;

export const actionElement = z.discriminatedUnion("type", [
  button,
  overflow,
  staticSelect,
  ...menus,
  ...pickers,
]);
export const accessory = z.discriminatedUnion("type", [
  button,
  overflow,
  image,
  staticSelect,
  multiStaticSelect,
  ...menus,
  ...multiMenus,
  ...pickers,
]);
