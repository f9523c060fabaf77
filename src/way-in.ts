import type { Client } from "./domain/desk.ts";
import type { Say } from "./domain/outbox.ts";
import { messages } from "./i18n/index.ts";
import * as v from "./view/build.ts";

/**
 * Stands in a client's channel, kept in sight, in their language, for whoever can't type commands there: people of another company in a shared
 * channel.
 */
export function wayIn({ id, name, language, zone }: Client, conversation: string): Say {
  const { linkedChannel, newRequest, newRequestText } = messages(language).desk;
  const button = { label: newRequest, verb: "request", input: {}, style: "primary" } as const;
  return {
    kind: "message",
    topic: "notice",
    conversation,
    guard: { kind: "channel", client: id },
    reader: { locale: language, zone },
    view: { title: linkedChannel(name), body: [v.text(newRequestText), v.actions(button)], keep: true },
  };
}
