import { z } from "zod";
import { INPUT_FILES, INPUT_LENGTH } from "../limits.ts";
import { id, placeholder } from "./composition.ts";
import { menus, multiMenus, multiStaticSelect, pickers, staticSelect } from "./elements.ts";
import { richText } from "./rich-text.ts";

const dispatch = z
  .strictObject({ trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).min(1) })
  .optional();
const typed = {
  action_id: id,
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: dispatch,
};
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/u, "must be a number in a string");

const plainTextInput = z
  .strictObject({
    ...typed,
    type: z.literal("plain_text_input"),
    initial_value: z.string().max(INPUT_LENGTH).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(INPUT_LENGTH).optional(),
    max_length: z.int().min(1).max(INPUT_LENGTH).optional(),
  })
  .refine((input) => (input.initial_value?.length ?? 0) <= (input.max_length ?? INPUT_LENGTH), {
    message: "initial_value must not be longer than max_length",
  });

export const inputElement = z.discriminatedUnion("type", [
  plainTextInput,
  z.strictObject({
    ...typed,
    type: z.literal("number_input"),
    is_decimal_allowed: z.boolean(),
    initial_value: decimal.optional(),
    min_value: decimal.optional(),
    max_value: decimal.optional(),
  }),
  z.strictObject({ ...typed, type: z.literal("email_text_input"), initial_value: z.string().optional() }),
  z.strictObject({ ...typed, type: z.literal("url_text_input"), initial_value: z.string().optional() }),
  z.strictObject({ ...typed, type: z.literal("rich_text_input"), initial_value: richText.optional() }),
  z.strictObject({
    type: z.literal("file_input"),
    action_id: id,
    filetypes: z.array(z.string().min(1)).min(1).optional(),
    max_files: z.int().min(1).max(INPUT_FILES).optional(),
  }),
  staticSelect,
  multiStaticSelect,
  ...menus,
  ...multiMenus,
  ...pickers,
]);
