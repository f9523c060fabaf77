import { z } from "zod";
import { ALT_TEXT, FIELD_TEXT } from "../limits.ts";
import { id, plainText, url } from "./composition.ts";

const slackFile = z.union([z.strictObject({ id: z.string() }), z.strictObject({ url })]);
const source = { image_url: url.optional(), slack_file: slackFile.optional() };
const oneSource = {
  message: "exactly one of image_url and slack_file is required",
};
const hasOne = (from: { image_url?: unknown; slack_file?: unknown }): boolean =>
  (from.image_url === undefined) !== (from.slack_file === undefined);

export const image = z
  .strictObject({ ...source, type: z.literal("image"), alt_text: z.string().min(1).max(ALT_TEXT) })
  .refine(hasOne, oneSource);

export const imageBlock = z
  .strictObject({
    ...source,
    type: z.literal("image"),
    block_id: id.optional(),
    alt_text: z.string().min(1).max(ALT_TEXT),
    title: plainText(FIELD_TEXT).optional(),
  })
  .refine(hasOne, oneSource);
