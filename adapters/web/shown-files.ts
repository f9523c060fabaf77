import type { Node, Span, View } from "../../src/view/nodes.ts";
import type { WebChat } from "./port.ts";

const FILE = /^https?:\/\/[^/]+\/files\/([a-z0-9]{20,40})$/;

export const fileUrl = (origin: string, id: string): string => `${origin}/files/${id}`;

/** The id of one of our own files behind a link; undefined for any other link. */
export const fileIn = (url: string): string | undefined => FILE.exec(url)?.[1];

/** Whoever is shown the link of a file may follow it: files a view names are shared with the channel it is shown in. */
export async function showFiles(chat: WebChat, view: View, channel: string): Promise<void> {
  const links = view.body.flatMap(spansOf).flatMap((span) => (span.kind === "link" ? [span.url] : []));
  const ids = new Set(links.map(fileIn).filter((id) => id !== undefined));
  await Promise.all([...ids].map((id) => chat.shareFile(id, channel)));
}

function spansOf(node: Node): readonly Span[] {
  switch (node.kind) {
    case "text":
    case "context":
      return node.text;
    case "fields":
      return node.fields.flatMap((field) => field.value);
    case "list":
      return node.items.flat();
    case "heading":
    case "table":
    case "quote":
    case "actions":
    case "chart":
    case "divider":
      return [];
    default:
      return node satisfies never;
  }
}
