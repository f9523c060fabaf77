import { z } from "zod";
import { clip } from "../../../src/view/limits.ts";
import type { Action } from "../../../src/view/nodes.ts";
import type { ActionSet, Card, CardAction } from "./elements.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { words } from "./text.ts";

/** The verb of all our `Action.Execute`; which command is meant stands in the data. */
const EXECUTE_VERB = "va-desk";
/** Of the one that brings a reader's own card. */
export const OWN_VERB = "va-desk-own";

const carried = z.object({
  va: z.object({
    v: z.string(),
    i: z.record(z.string(), z.string()),
    r: z.number().int().optional(),
    p: z.string().optional(),
  }),
});

export interface Pressed {
  verb: string;
  values: Record<string, string>;
  revision?: number;
  /** Sealed: where it counts. */
  elsewhere?: string;
}

/** Rows of buttons. */
export function buttonRows(actions: readonly Action[], look: Look): ActionSet[] {
  const buttons = actions.map((action) => button(action, look));
  const rows: ActionSet[] = [];
  for (let at = 0; at < buttons.length; at += limits.ACTIONS_IN_ROW) {
    rows.push({ type: "ActionSet", actions: buttons.slice(at, at + limits.ACTIONS_IN_ROW) });
  }
  return rows;
}

function button(action: Action, look: Look): CardAction {
  const { confirm, ...plain } = action;
  const press = look.dialog ? submit : look.asks?.(action.verb, action.input) ? opens : execute;
  if (confirm === undefined) return press(plain, look);
  // Cards know no question before an action: it stands behind the first press.
  return {
    type: "Action.ShowCard",
    title: titleOf(action),
    card: {
      type: "AdaptiveCard",
      body: [words(confirm), { type: "ActionSet", actions: [press(plain, look)] }],
    },
  };
}

const dataOf = ({ verb, input, revision }: Action, { elsewhere }: Look) => ({
  va: {
    v: verb,
    i: input,
    ...(revision === undefined ? {} : { r: revision }),
    ...(elsewhere === undefined ? {} : { p: elsewhere }),
  },
});

const styleOf = ({ style }: Action) =>
  style && ({ style: style === "danger" ? "destructive" : "positive" } as const);

/** What comes of it is shown in the same dialog. */
function submit(action: Action, look: Look): CardAction {
  return { type: "Action.Submit", title: titleOf(action), data: dataOf(action, look), ...styleOf(action) };
}

/** Only this way a button can open a dialog. */
function opens(action: Action, look: Look): CardAction {
  const data = { ...dataOf(action, look), msteams: { type: "task/fetch" } };
  return { type: "Action.Submit", title: titleOf(action), data, ...styleOf(action) };
}

function execute(action: Action, look: Look): CardAction {
  const data = dataOf(action, look);
  const title = titleOf(action);
  const style = styleOf(action);
  return {
    type: "Action.Execute",
    title,
    verb: EXECUTE_VERB,
    data,
    associatedInputs: "none",
    ...style,
    fallback: { type: "Action.Submit", title, data, ...style },
  };
}

/** What makes Teams ask for the cards of these readers, whenever they see the message. */
export function refreshOf({ own }: Look): Card["refresh"] {
  if (!own || own.accounts.length === 0) return undefined;
  const { verb, input } = own.press;
  return {
    action: { type: "Action.Execute", verb: OWN_VERB, data: { va: { v: verb, i: input } } },
    userIds: own.accounts.slice(0, limits.OWN_CARDS),
  };
}

const titleOf = ({ label, verb }: Action): string =>
  clip(label.trim() || verb, limits.ACTION_TITLE).toWellFormed();

/** What a pressed button carried; undefined if it is none of ours. */
export function readButton(data: unknown): Pressed | undefined {
  const read = carried.safeParse(data);
  if (!read.success) return undefined;
  const { v: verb, i: values, r: revision, p: elsewhere } = read.data.va;
  return {
    verb,
    values,
    ...(revision === undefined ? {} : { revision }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
}
