import { z } from "zod";
import { id, url } from "./composition.ts";

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    underline: z.boolean().optional(),
    code: z.boolean().optional(),
    highlight: z.boolean().optional(),
    client_highlight: z.boolean().optional(),
    unlink: z.boolean().optional(),
  })
  .optional();
const words = z.string().min(1);

const textRun = z.strictObject({ type: z.literal("text"), text: words, style });
const link = z.strictObject({
  type: z.literal("link"),
  url,
  text: words.optional(),
  unsafe: z.boolean().optional(),
  style,
});

const inline = z.discriminatedUnion("type", [
  textRun,
  link,
  z.strictObject({ type: z.literal("emoji"), name: words, unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal("user"), user_id: z.string().regex(/^[UW][A-Z0-9]+$/u), style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: z.string().regex(/^S[A-Z0-9]+$/u), style }),
  z.strictObject({ type: z.literal("channel"), channel_id: z.string().regex(/^[CGD][A-Z0-9]+$/u), style }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]), style }),
  z.strictObject({ type: z.literal("color"), value: z.string(), style }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.int().min(0),
    format: words,
    url: url.optional(),
    fallback: z.string().optional(),
    style,
  }),
]);

const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(inline) });
const border = z.int().min(0).max(1).optional();

export const richText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: id.optional(),
  elements: z
    .array(
      z.discriminatedUnion("type", [
        section,
        z.strictObject({
          type: z.literal("rich_text_list"),
          style: z.enum(["bullet", "ordered"]),
          elements: z.array(section).min(1),
          indent: z.int().min(0).max(8).optional(),
          offset: z.int().min(0).optional(),
          border,
        }),
        z.strictObject({
          type: z.literal("rich_text_preformatted"),
          elements: z.array(z.discriminatedUnion("type", [textRun, link])).min(1),
          border,
          language: z.string().optional(),
        }),
        z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(inline).min(1), border }),
      ]),
    )
    .min(1),
});
