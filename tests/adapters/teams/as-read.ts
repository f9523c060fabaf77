import type { Card, CardAction, Element } from "../../../adapters/teams/render/elements.ts";
import type { Message } from "../../../adapters/teams/render/message.ts";

interface Read {
  text: string;
  buttons: string[];
  active: string[];
}

/** A message as somebody reads it in Teams, and what in it Teams takes for more than words. */
export function asRead(message: Pick<Message, "attachments">): Read {
  const read: { words: string[]; buttons: string[]; active: string[] } = {
    words: [],
    buttons: [],
    active: [],
  };
  const card: Card | undefined = message.attachments[0]?.content;
  for (const element of card?.body ?? []) readElement(element);
  return { text: read.words.join("\n"), buttons: read.buttons, active: read.active };

  function markdown(markup: string): void {
    const { text, found } = readMarkdown(markup);
    read.words.push(text);
    read.active.push(...found);
  }

  function readElement(element: Element): void {
    switch (element.type) {
      case "TextBlock":
        markdown(element.text);
        return;
      case "RichTextBlock":
        read.words.push(element.inlines.map((run) => run.text).join(""));
        for (const { selectAction } of element.inlines) if (selectAction) read.active.push(selectAction.url);
        return;
      case "FactSet":
        for (const { title, value } of element.facts) for (const part of [title, value]) markdown(part);
        return;
      case "Container":
        element.items.forEach(readElement);
        return;
      case "Table":
        for (const row of element.rows) for (const cell of row.cells) cell.items.forEach(readElement);
        return;
      case "Image":
        read.words.push(element.altText);
        return;
      case "ActionSet":
        // What a press reveals is not there before it.
        read.buttons.push(...element.actions.map((action: CardAction) => action.title));
        return;
      default:
        read.words.push(element.label);
    }
  }
}

/** The Markdown and the functions of Adaptive Cards; what a backslash or an invisible character stands before is just a sign. */
function readMarkdown(markup: string): { text: string; found: string[] } {
  const found: string[] = [];
  const text = markup.replace(
    /(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)/g,
    (_, label: string, url: string) => {
      found.push(url);
      return label;
    },
  );
  const bare = text.replace(/\\./g, "");
  found.push(...(bare.match(/[*_~`<>[\]]|\{\{|\$\{|[a-z]+:\/\/|^\s*(?:[-=]|\d+\.)/gim) ?? []));
  return { text: text.replace(/\\(.)/g, "$1").replaceAll("\u200b", "").replaceAll("\n\n", "\n"), found };
}
