import { z } from "zod";
import {
  ACTIONS,
  CONTEXT,
  FIELD_TEXT,
  FIELDS,
  HEADER,
  INPUT_LABEL,
  MARKDOWN,
  TABLE_COLUMNS,
  TABLE_ROWS,
  TEXT_OBJECT,
} from "../limits.ts";
import { anyText, id, plainText, url } from "./composition.ts";
import { accessory, actionElement } from "./elements.ts";
import { image, imageBlock } from "./image.ts";
import { inputElement } from "./inputs.ts";
import { richText } from "./rich-text.ts";

const block_id = id.optional();
const text = anyText(TEXT_OBJECT);

const section = z
  .strictObject({
    type: z.literal("section"),
    block_id,
    text: text.optional(),
    fields: z.array(anyText(FIELD_TEXT)).min(1).max(FIELDS).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    message: "missing required field: text or fields",
  });

const input = z.strictObject({
  type: z.literal("input"),
  block_id,
  label: plainText(INPUT_LABEL),
  element: inputElement,
  hint: plainText(INPUT_LABEL).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
});

const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().min(1) }),
  richText,
]);
const table = z.strictObject({
  type: z.literal("table"),
  block_id,
  rows: z.array(z.array(cell).min(1).max(TABLE_COLUMNS)).min(1).max(TABLE_ROWS),
  column_settings: z
    .array(
      z.strictObject({
        align: z.enum(["left", "center", "right"]).optional(),
        is_wrapped: z.boolean().optional(),
      }),
    )
    .max(TABLE_COLUMNS)
    .optional(),
});

const everywhere = [
  section,
  input,
  imageBlock,
  richText,
  z.strictObject({ type: z.literal("divider"), block_id }),
  z.strictObject({ type: z.literal("header"), block_id, text: plainText(HEADER) }),
  z.strictObject({
    type: z.literal("actions"),
    block_id,
    elements: z.array(actionElement).min(1).max(ACTIONS),
  }),
  z.strictObject({
    type: z.literal("context"),
    block_id,
    elements: z
      .array(z.discriminatedUnion("type", [image, ...text.options]))
      .min(1)
      .max(CONTEXT),
  }),
  z.strictObject({
    type: z.literal("video"),
    block_id,
    alt_text: z.string().min(1),
    title: plainText(200),
    thumbnail_url: url,
    video_url: url,
    title_url: url.optional(),
    author_name: z.string().max(50).optional(),
    provider_name: z.string().optional(),
    provider_icon_url: url.optional(),
    description: plainText(200).optional(),
  }),
] as const;

const markdown = z.strictObject({
  type: z.literal("markdown"),
  block_id,
  text: z.string().min(1).max(MARKDOWN),
});

export const messageBlock = z.discriminatedUnion("type", [...everywhere, markdown, table]);
export const viewBlock = z.discriminatedUnion("type", [...everywhere]);
