import type { FakeMessage } from "../../fakes/slack/index.ts";

/** Every object in a value, the value itself among them. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const plain = (markup: string): string =>
  markup.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? "");

/** A message as somebody reads it in Slack, and what in it Slack takes for more than words. */
export function asRead({ text: notification, blocks }: Pick<FakeMessage, "text" | "blocks">): {
  text: string;
  buttons: string[];
  active: string[];
} {
  const words: string[] = [];
  const buttons: string[] = [];
  const active = notification.match(/<[^>]*>/g)?.map(String) ?? [];
  const onButtons = new Set<unknown>();
  for (const part of objectsIn(blocks)) {
    if (onButtons.has(part)) continue;
    switch (part["type"]) {
      case "button": {
        const label = part["text"] as { text: string };
        for (const inside of [label, ...objectsIn(part["confirm"])]) onButtons.add(inside);
        buttons.push(label.text);
        break;
      }
      case "mrkdwn": {
        const { text, found } = readMarkup(String(part["text"]));
        words.push(text);
        active.push(...found);
        break;
      }
      case "plain_text":
        words.push(String(part["text"]));
        if (part["emoji"] !== false) active.push(...(String(part["text"]).match(/:[\w+'-]+:/g) ?? []));
        break;
      case "text":
        words.push(String(part["text"]));
        break;
      case "link":
        words.push(String(part["text"] ?? part["url"]));
        active.push(String(part["url"]));
        break;
      case "date":
        words.push(String(part["fallback"]));
        break;
      case "user":
      case "broadcast":
      case "usergroup":
      case "channel":
      case "emoji":
        active.push(JSON.stringify(part));
        break;
    }
  }
  return { text: words.join("\n"), buttons, active };
}

/** Slack's own markup: links and dates read as their words, everything else between `<` and `>` acts. */
function readMarkup(markup: string): { text: string; found: string[] } {
  const found: string[] = [];
  const text = markup.replace(/<([^>|]*)(?:\|([^>]*))?>/g, (whole, target: string, label?: string) => {
    if (target.startsWith("!date^")) return label ?? "";
    found.push(/^https?:/.test(target) ? plain(target) : whole);
    return label ?? target;
  });
  // The stars around a field's label are ours. Formatting needs its character at the edge of a word.
  const typed = text.replace(/^\*([\s\S]*?)\*\n/, "$1\n");
  const bare = typed.replace(/\u200b[*_~`]\u200b/g, "");
  found.push(...(bare.match(/[*_~`]|^\s*&gt;|:[\w+'-]+:/gm) ?? []));
  return { text: plain(typed.replaceAll("\u200b", "")), found };
}
