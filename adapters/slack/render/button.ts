import { createHash } from "node:crypto";
import type { types } from "@slack/bolt";
import { z } from "zod";
import { messages } from "../../../src/i18n/index.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Action } from "../../../src/view/nodes.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { plainText } from "./mrkdwn.ts";

const carried = z.object({
  v: z.string(),
  i: z.record(z.string(), z.string()),
  r: z.number().int().optional(),
});

export interface Pressed {
  verb: string;
  values: Record<string, string>;
  revision?: number;
}

/** Rows of buttons. `taken` holds the action ids of the message so far: each may stand there only once. */
export function buttonRows(actions: readonly Action[], look: Look, taken: Set<string>): types.ActionsBlock[] {
  const elements = actions.flatMap((action) => button(action, look, taken));
  const rows: types.ActionsBlock[] = [];
  for (let at = 0; at < elements.length; at += limits.ACTIONS) {
    rows.push({ type: "actions", elements: elements.slice(at, at + limits.ACTIONS) });
  }
  return rows;
}

function button(action: Action, look: Look, taken: Set<string>): types.Button[] {
  const { verb, input, revision, style, confirm } = action;
  const label = action.label.trim() || verb;
  const value = JSON.stringify({ v: verb, i: input, ...(revision === undefined ? {} : { r: revision }) });
  // Ids and enums don't come near it; what doesn't fit could not be read back.
  if (value.length > limits.BUTTON_VALUE) return [];
  return [
    {
      type: "button",
      action_id: actionId(verb, input, taken),
      text: plainText(clip(label, limits.BUTTON_TEXT)),
      value,
      ...(style ? { style } : {}),
      ...(confirm === undefined ? {} : { confirm: confirmation(label, confirm, look) }),
    },
  ];
}

/** Says what the button does, not where it stands: a card may be drawn again between two presses. */
function actionId(verb: string, input: Action["input"], taken: Set<string>): string {
  const digest = createHash("sha256").update(JSON.stringify(input)).digest("base64url").slice(0, 12);
  const id = `${verb.slice(0, 40)}.${digest}`;
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id}.${n}`;
  taken.add(free);
  return free;
}

function confirmation(label: string, question: string, { reader }: Look): types.ConfirmationDialog {
  return {
    title: plainText(clip(label, limits.CONFIRM_TITLE)),
    text: plainText(clip(question, limits.CONFIRM_TEXT)),
    confirm: plainText(clip(label, limits.CONFIRM_BUTTON)),
    deny: plainText(clip(messages(reader.locale).common.cancel, limits.CONFIRM_BUTTON)),
  };
}

/** What a pressed button carried; undefined if it is none of ours. */
export function readButton(value: unknown): Pressed | undefined {
  const read = carried.safeParse(parsed(value));
  if (!read.success) return undefined;
  const { v: verb, i: values, r: revision } = read.data;
  return { verb, values, ...(revision === undefined ? {} : { revision }) };
}

export function parsed(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
