import type { types } from "@slack/bolt";
import { messages } from "../../../src/i18n/index.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Field } from "../../../src/view/nodes.ts";
import { mentionedIn } from "../codec.ts";
import * as limits from "./limits.ts";
import { split } from "./long-text.ts";
import type { Look } from "./look.ts";
import { plainText } from "./mrkdwn.ts";

/** Slack wants at least one character in an option's value. */
export const EMPTY_OPTION = "∅";

type Element = types.InputBlock["element"];

/** A field as inputs whose blocks are called by its key, menus with at most so many options: one, unless its text is longer than Slack lets one be. */
export function inputsOf(
  field: Field,
  look: Look,
  workspace: string,
  options: number = limits.OPTIONS,
): types.InputBlock[] {
  if (field.kind === "long-text" && (field.value?.length ?? 0) > limits.INPUT_TEXT) {
    const parts = split(field.key, field.value ?? "");
    return parts.map(({ id, text }, n) => ({
      ...frame(
        { ...field, required: field.required && n === 0 },
        `${field.label} (${n + 1}/${parts.length})`,
      ),
      block_id: id,
      element: typed(id, text, limits.INPUT_TEXT, true),
    }));
  }
  const { element, hint } = elementOf(field, look, workspace, options);
  return [{ ...frame(field, field.label, hint), block_id: field.key, element }];
}

function frame({ key, required, hint }: Field, label: string, note = ""): Omit<types.InputBlock, "element"> {
  const words = [hint ?? "", note]
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" · ");
  return {
    type: "input",
    label: plainText(clip(label.trim() || key, limits.LABEL_TEXT)),
    optional: !required,
    ...(words === "" ? {} : { hint: plainText(clip(words, limits.LABEL_TEXT)) }),
  };
}

function elementOf(
  field: Field,
  look: Look,
  workspace: string,
  options: number,
): { element: Element; hint?: string } {
  const { value = "", maxLength = limits.INPUT_TEXT } = field;
  const action_id = field.key;
  switch (field.kind) {
    case "text":
    case "duration":
      return { element: typed(action_id, value.replace(/\s*\n\s*/g, " "), maxLength) };
    case "long-text":
      return { element: typed(action_id, value, maxLength, true) };
    case "number":
      return {
        element: {
          type: "number_input",
          action_id,
          is_decimal_allowed: true,
          ...(/^-?\d+(\.\d+)?$/.test(value) ? { initial_value: value } : {}),
        },
      };
    case "date":
      return {
        element: {
          type: "datepicker",
          action_id,
          ...(/^\d{4}-\d{2}-\d{2}$/.test(value) ? { initial_date: value } : {}),
        },
      };
    case "time":
      return {
        element: {
          type: "timepicker",
          action_id,
          ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? { initial_time: value } : {}),
        },
      };
    case "people": {
      const user = mentionedIn(workspace, value);
      return {
        element: { type: "users_select", action_id, ...(user === undefined ? {} : { initial_user: user }) },
      };
    }
    case "select":
      return select(field, look, options);
    case "files":
      return { element: { type: "file_input", action_id, max_files: limits.INPUT_FILES } };
    default:
      return field.kind satisfies never;
  }
}

function typed(action_id: string, text: string, longest: number, multiline = false): types.PlainTextInput {
  const most = Math.min(Math.max(longest, text.length, 1), limits.INPUT_TEXT);
  return {
    type: "plain_text_input",
    action_id,
    max_length: most,
    ...(multiline ? { multiline } : {}),
    ...(text === "" ? {} : { initial_value: clip(text.toWellFormed(), most) }),
  };
}

/** A menu of at most so many options, the chosen one among them; how many are missing is said beneath. */
function select(field: Field, look: Look, most: number): { element: Element; hint?: string } {
  const offered = (field.options ?? []).filter((one) => one.value.length <= limits.OPTION_VALUE);
  // Slack has no empty menu.
  if (offered.length === 0) return { element: typed(field.key, field.value ?? "", limits.INPUT_TEXT) };
  const chosen = offered.findIndex((one) => one.value === field.value);
  const head = offered.slice(0, most);
  const last = offered[chosen];
  const shown = chosen >= most && last ? [...head.slice(0, -1), last] : head;
  const options = shown.map(({ value, label }) => ({
    text: plainText(clip(label.trim() || value.trim() || "–", limits.OPTION_TEXT)),
    value: value === "" ? EMPTY_OPTION : value,
  }));
  const initial = options[last ? shown.indexOf(last) : -1];
  const left = offered.length - shown.length;
  return {
    element: {
      type: "static_select",
      action_id: field.key,
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
    ...(left > 0 ? { hint: messages(look.reader.locale).common.more(left) } : {}),
  };
}
