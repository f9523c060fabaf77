import { z } from "zod";
import { isJson, objects, text } from "../json.ts";
import {
  BLOCK_WEIGHT,
  BLOCKS_WEIGHT,
  ID,
  MESSAGE_BLOCKS,
  MODAL_BUTTON,
  MODAL_TITLE,
  PRIVATE_METADATA,
  VIEW_BLOCKS,
  VIEW_BYTES,
} from "../limits.ts";
import { SlackError, schemaError } from "../slack-error.ts";
import type { Json } from "../types.ts";
import { messageBlock, viewBlock } from "./blocks.ts";
import { plainText } from "./composition.ts";
import { problems } from "./problems.ts";

const button = plainText(MODAL_BUTTON).optional();
const common = {
  blocks: z.array(viewBlock).max(VIEW_BLOCKS),
  private_metadata: z.string().max(PRIVATE_METADATA).optional(),
  callback_id: z.string().max(ID).optional(),
  external_id: z.string().max(ID).optional(),
};
const modal = z
  .strictObject({
    ...common,
    type: z.literal("modal"),
    title: plainText(MODAL_TITLE),
    submit: button,
    close: button,
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  })
  .refine((view) => view.submit !== undefined || view.blocks.every((block) => block.type !== "input"), {
    message: "missing required field: submit",
    path: ["submit"],
  });
const home = z.strictObject({ ...common, type: z.literal("home") });

/** Throws what Slack answers to a message with such blocks; returns them otherwise. */
export function checkMessageBlocks(blocks: unknown): Json[] {
  if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  const wrong = problems(z.array(messageBlock).max(MESSAGE_BLOCKS), blocks, "/blocks");
  if (wrong.length > 0) throw schemaError("invalid_blocks", wrong);
  const found = objects(blocks);
  const twice = doubles(found, "/blocks");
  const forModals = inputsOf(found).some((element) => element["type"] === "file_input");
  if (forModals) twice.push("unsupported type: file_input [json-pointer:/blocks]");
  if (twice.length > 0) throw schemaError("invalid_blocks", twice);
  if (found.filter((block) => block["type"] === "table").length > 1) {
    throw schemaError("invalid_attachments", ["only_one_table_allowed"]);
  }
  const weight = textLength(found) + found.length * BLOCK_WEIGHT;
  if (weight > BLOCKS_WEIGHT) throw new SlackError("msg_blocks_too_long");
  return found;
}

/** Throws what Slack answers to such a view; returns it otherwise. */
export function checkView(view: unknown, kinds: readonly ("modal" | "home")[]): Json {
  if (!isJson(view)) throw schemaError("invalid_arguments", ["must provide an object [json-pointer:/view]"]);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES) throw new SlackError("view_too_large");
  const kind = kinds.find((one) => one === view["type"]);
  if (!kind) throw schemaError("invalid_arguments", ["unsupported type [json-pointer:/view/type]"]);
  const wrong = problems(kind === "modal" ? modal : home, view, "/view");
  if (wrong.length === 0) wrong.push(...doubles(objects(view["blocks"]), "/view/blocks"));
  if (wrong.length > 0) throw schemaError("invalid_arguments", wrong);
  return view;
}

/** Block ids and action ids used twice, and a second field that wants the focus. */
function doubles(blocks: readonly Json[], at: string): string[] {
  const wrong: string[] = [];
  const blockIds = new Set<string>();
  const actionIds = new Set<string>();
  let focused = false;
  blocks.forEach((block, i) => {
    const blockId = block["block_id"];
    if (typeof blockId === "string") {
      if (blockIds.has(blockId)) wrong.push(`block_id already exists: ${blockId} [json-pointer:${at}/${i}]`);
      blockIds.add(blockId);
    }
    for (const element of elementsOf(block)) {
      const actionId = element["action_id"];
      if (typeof actionId === "string") {
        if (actionIds.has(actionId))
          wrong.push(`action_id already exists: ${actionId} [json-pointer:${at}/${i}]`);
        actionIds.add(actionId);
      }
      if (element["focus_on_load"] === true) {
        if (focused) wrong.push(`only one element may have focus_on_load [json-pointer:${at}/${i}]`);
        focused = true;
      }
    }
  });
  return wrong;
}

/** What in a block a person can press or fill in. */
export function elementsOf(block: Json): Json[] {
  const inside =
    block["type"] === "actions"
      ? objects(block["elements"])
      : objects([block["accessory"], block["element"]]);
  return inside.filter((element) => text(element["action_id"]) !== "");
}

function inputsOf(blocks: readonly Json[]): Json[] {
  return objects(blocks.map((block) => block["element"]));
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === "text" && typeof inner === "string" ? inner.length : textLength(inner)),
    0,
  );
}
