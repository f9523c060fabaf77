import type { Invocation, Outcome } from "../../src/invocation.ts";
import { readAddress, readRef } from "./codec.ts";
import { directChannel, type WebChat, type WebContent, type WebMessage } from "./port.ts";
import { showFiles } from "./shown-files.ts";

export type FormOutcome = Extract<Outcome, { kind: "form" }>;

/**
 * Where a page waits for the answer to something typed, a form opens there at once instead of becoming a message with a button.
 * In memory alone: if the process ends in between, the message comes.
 */
export interface Handover {
  /** Carries out `work`, and returns the form if that is what came of the act. */
  waitFor(key: string, work: () => Promise<void>): Promise<FormOutcome | undefined>;
  /** True: somebody waits for it, and has it now. */
  take(key: string, outcome: Outcome): boolean;
}

export function createHandover(): Handover {
  const waiting = new Map<string, FormOutcome | undefined>();
  return {
    async waitFor(key, work) {
      waiting.set(key, undefined);
      try {
        await work();
        return waiting.get(key);
      } finally {
        waiting.delete(key);
      }
    },
    take(key, outcome) {
      if (outcome.kind !== "form" || !waiting.has(key)) return false;
      waiting.set(key, outcome);
      return true;
    },
  };
}

export const answerKey = (once: string): string => `answer:${once}`;

/** Says what came of an act where it was done, once for each `once`: to the one who did it, or to all. */
export async function answer(
  chat: WebChat,
  { key, actor, place }: Invocation,
  outcome: Outcome,
  once: string = key,
): Promise<void> {
  const content = contentOf(outcome);
  if (!content) return;
  const channel = readAddress(place.address);
  const toAll = outcome.kind === "view" && outcome.to === "channel";
  if (content.kind === "view")
    await showFiles(chat, content.view, toAll ? channel : directChannel(actor.user));
  await chat.say({
    channel,
    author: null,
    thread: place.thread === undefined ? null : readRef(place.thread).message,
    to: toAll ? null : actor.user,
    content,
    key: answerKey(once),
  });
}

/** Says it in the place of a message that one person sees. */
export async function replace(
  chat: WebChat,
  message: WebMessage,
  { view, reader }: Extract<Outcome, { kind: "view" }>,
): Promise<void> {
  if (message.to !== null) await showFiles(chat, view, directChannel(message.to));
  await chat.edit(message.id, { kind: "view", view, reader, repeat: false });
}

function contentOf(outcome: Outcome): WebContent | undefined {
  switch (outcome.kind) {
    case "none":
      return undefined;
    case "form":
      return { kind: "form", form: outcome.form, reader: outcome.reader };
    case "view":
      return { kind: "view", view: outcome.view, reader: outcome.reader, repeat: false };
    default:
      return outcome satisfies never;
  }
}
