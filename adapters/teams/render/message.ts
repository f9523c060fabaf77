import type { View } from "../../../src/view/nodes.ts";
import { cardOf, summaryOf } from "./card.ts";
import type { Card } from "./elements.ts";
import type { Look } from "./look.ts";

export const CARD_TYPE = "application/vnd.microsoft.card.adaptive";

export interface Message {
  type: "message";
  summary: string;
  attachments: { contentType: string; content: Card }[];
}

/** A View as a message: a card, with the words that notifications show. */
export function messageOf(view: View, look: Look, { repeat = false }: { repeat?: boolean } = {}): Message {
  return {
    type: "message",
    summary: summaryOf(view, look, repeat),
    attachments: [{ contentType: CARD_TYPE, content: cardOf(view, look, { repeat }) }],
  };
}
