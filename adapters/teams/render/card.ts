import { messages } from "../../../src/i18n/index.ts";
import { clip } from "../../../src/view/limits.ts";
import type { View } from "../../../src/view/nodes.ts";
import { notice } from "../../../src/view/render-text.ts";
import { refreshOf } from "./button.ts";
import type { Card, Element } from "./elements.ts";
import * as limits from "./limits.ts";
import { literal } from "./literal.ts";
import type { Look } from "./look.ts";
import { elementsOf } from "./nodes.ts";
import { words } from "./text.ts";

const SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json";

/** A View as an Adaptive Card, cut from the end of its body where it would be too large; the last buttons stay. */
export function cardOf(view: View, look: Look, { repeat = false }: { repeat?: boolean } = {}): Card {
  const { common } = messages(look.reader.locale);
  const head: Element[] = [
    ...(view.title.trim() === "" ? [] : [title(view.title)]),
    ...(repeat ? [words(common.mayBeRepeat, { isSubtle: true, size: "Small" })] : []),
  ];
  const body = view.body.flatMap((node) => elementsOf(node, look));
  const wide = view.body.some((node) => node.kind === "table" || node.kind === "chart");
  const refresh = refreshOf(look);
  const card = (elements: Element[]): Card => ({
    type: "AdaptiveCard",
    $schema: SCHEMA,
    version: limits.CARD_VERSION,
    body: elements,
    fallbackText: clip(notice(view, look.reader, repeat), limits.TITLE),
    ...(refresh ? { refresh } : {}),
    ...(wide ? { msteams: { width: "Full" } } : {}),
  });
  const room = limits.CARD_LENGTH - lengthOf(card(head));
  return card([...head, ...fitted(body, room, (left) => words(common.more(left), { isSubtle: true }))]);
}

/** What is said of a message where its card can't be seen: notifications, search, old clients. */
export const summaryOf = (view: View, look: Look, repeat = false): string =>
  clip(notice(view, look.reader, repeat), limits.TITLE).toWellFormed();

const title = (text: string): Element => ({
  type: "TextBlock",
  text: literal(clip(text, limits.TITLE)),
  wrap: true,
  style: "heading",
  size: "Large",
  weight: "Bolder",
});

/** The elements that fit into so many characters of JSON, from the top; buttons at the end stay. */
function fitted(elements: readonly Element[], room: number, more: (left: number) => Element): Element[] {
  const weights = elements.map(lengthOf);
  if (sum(weights) <= room) return [...elements];
  const tailFrom = elements.at(-1)?.type === "ActionSet" ? elements.length - 1 : elements.length;
  let left = room - sum(weights.slice(tailFrom)) - lengthOf(more(elements.length));
  let count = 0;
  for (const weight of weights.slice(0, tailFrom)) {
    if (weight > left) break;
    left -= weight;
    count += 1;
  }
  const shown = elements.slice(0, count);
  return [...shown, ...partOf(elements[count], left), more(tailFrom - count), ...elements.slice(tailFrom)];
}

/** The beginning of a table or of a long text that doesn't fit as a whole. It still counts as left out. */
function partOf(element: Element | undefined, room: number): Element[] {
  if (element?.type === "Table") {
    let rows = element.rows;
    while (rows.length > 1 && lengthOf({ ...element, rows }) > room)
      rows = rows.slice(0, Math.floor(rows.length / 2));
    return rows.length > 1 ? [{ ...element, rows }] : [];
  }
  const [run] = element?.type === "RichTextBlock" ? element.inlines : [];
  if (element?.type !== "RichTextBlock" || !run || room < 400) return [];
  // Escapes may double a text's length.
  return [{ ...element, inlines: [{ ...run, text: clip(run.text, Math.floor((room - 200) / 2)) }] }];
}

const lengthOf = (value: object): number => JSON.stringify(value).length + 1;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
