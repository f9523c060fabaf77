import { objects, text, words } from "../json.ts";
import type { State } from "../state.ts";
import type { Json } from "../types.ts";

/**
 * What an element holds after somebody put `chosen` into it, as `state.values` and actions show it. Several values are separated by commas;
 * options may be named by value or by label. Throws where a person could not have done that.
 */
export function heldValue(state: State, element: Json, chosen: string): Json {
  const type = text(element["type"]);
  const empty = chosen === "";
  const list = empty ? [] : chosen.split(",").map((one) => one.trim());
  switch (type) {
    case "plain_text_input":
      return { type, value: empty ? null : fitting(element, chosen) };
    case "number_input":
      if (!empty && !/^-?\d+(\.\d+)?$/u.test(chosen))
        throw new Error(`"${chosen}" can't be typed as a number`);
      return empty ? { type } : { type, value: chosen };
    case "email_text_input":
    case "url_text_input":
      return empty ? { type } : { type, value: chosen };
    case "static_select":
    case "radio_buttons":
    case "overflow":
      return { type, selected_option: empty ? null : optionOf(element, chosen) };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: list.map((one) => optionOf(element, one)) };
    case "users_select":
      return { type, selected_user: empty ? null : userOf(state, chosen) };
    case "multi_users_select":
      return { type, selected_users: list.map((one) => userOf(state, one)) };
    case "conversations_select":
      return { type, selected_conversation: empty ? null : chosen };
    case "multi_conversations_select":
      return { type, selected_conversations: list };
    case "channels_select":
      return { type, selected_channel: empty ? null : chosen };
    case "multi_channels_select":
      return { type, selected_channels: list };
    case "datepicker":
      if (!empty && !/^\d{4}-\d{2}-\d{2}$/u.test(chosen)) throw new Error(`"${chosen}" can't be picked`);
      return { type, selected_date: empty ? null : chosen };
    case "timepicker":
      if (!empty && !/^\d{2}:\d{2}$/u.test(chosen)) throw new Error(`"${chosen}" can't be picked`);
      return { type, selected_time: empty ? null : chosen };
    case "datetimepicker":
      return { type, selected_date_time: empty ? null : Number(chosen) };
    default:
      throw new Error(`can't fill in a ${type}`);
  }
}

/** What a field holds when the form opens. */
export function initialOf(element: Json): string {
  const option = (value: unknown): string => objects([value]).map((one) => text(one["value"]))[0] ?? "";
  const values = (key: string): string => {
    const list = element[key];
    return Array.isArray(list) ? list.join(",") : "";
  };
  switch (element["type"]) {
    case "static_select":
    case "radio_buttons":
      return option(element["initial_option"]);
    case "multi_static_select":
    case "checkboxes":
      return objects(element["initial_options"])
        .map((one) => text(one["value"]))
        .join(",");
    case "users_select":
      return text(element["initial_user"]);
    case "multi_users_select":
      return values("initial_users");
    case "conversations_select":
      return text(element["initial_conversation"]);
    case "channels_select":
      return text(element["initial_channel"]);
    case "datepicker":
      return text(element["initial_date"]);
    case "timepicker":
      return text(element["initial_time"]);
    case "datetimepicker":
      return element["initial_date_time"] === undefined ? "" : String(element["initial_date_time"]);
    default:
      return text(element["initial_value"]);
  }
}

function fitting(element: Json, typed: string): string {
  const most = Number(element["max_length"] ?? 3000);
  if (typed.length > most) throw new Error(`only ${most} characters can be typed here`);
  if (element["multiline"] !== true && /\n/u.test(typed))
    throw new Error("a single line takes no line break");
  return typed;
}

function optionOf(element: Json, chosen: string): Json {
  const groups = objects(element["option_groups"]).flatMap((group) => objects(group["options"]));
  const options = [...objects(element["options"]), ...groups];
  const found = options.find((one) => one["value"] === chosen || words(one["text"]) === chosen);
  if (!found) throw new Error(`no option "${chosen}"`);
  return found;
}

function userOf(state: State, id: string): string {
  if (!state.users.has(id)) throw new Error(`nobody called ${id} to choose`);
  return id;
}
