import type { types } from "@slack/bolt";
import { messages } from "../../../src/i18n/index.ts";
import type { View } from "../../../src/view/nodes.ts";
import { notice, renderText } from "../../../src/view/render-text.ts";
import { assemble } from "./assemble.ts";
import { cut, escaped, literal } from "./escape.ts";
import { fitted, type Room } from "./fit.ts";
import { FALLBACK_TEXT, MESSAGE_BLOCKS, MESSAGE_WEIGHT } from "./limits.ts";
import type { Look } from "./look.ts";
import { contextUnit, unitsOf } from "./units.ts";

export interface Message {
  /** For notifications and screen readers; escaped. */
  text: string;
  blocks: types.KnownBlock[];
}

/** A View as a message; what is over Slack's limits is cut and counted. `repeat` says that it may be one. */
export function messageOf(view: View, look: Look, { repeat = false } = {}): Message {
  const { reader, now } = look;
  const told = repeat ? { ...view, title: notice(view, reader, true) } : view;
  const body = repeat ? [repeatNote(look), ...view.body] : view.body;
  const text = cut(
    renderText(told, reader, now, ({ line }) => `${look.command} ${line}`).trim() || "…",
    FALLBACK_TEXT,
    escaped,
  );
  return {
    text,
    blocks: blocksOf({ ...view, body }, look, { blocks: MESSAGE_BLOCKS, weight: MESSAGE_WEIGHT }),
  };
}

/** The blocks of a View within the room there is. */
export function blocksOf(view: View, look: Look, room: Room): types.KnownBlock[] {
  const { common } = messages(look.reader.locale);
  return assemble(fitted(unitsOf(view, look), room, (left) => contextUnit(literal(common.more(left)))));
}

const repeatNote = ({ reader }: Look): View["body"][number] => ({
  kind: "context",
  text: [{ kind: "plain", text: messages(reader.locale).common.mayBeRepeat }],
});
