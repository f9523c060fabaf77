import type { Context } from "hono";
import type { FileLink } from "../../../src/invocation.ts";
import { actOf, once, postedInto, threadOf } from "../act.ts";
import { refOf } from "../codec.ts";
import type { Deps, Env, Viewer } from "../deps.ts";
import { keepFiles } from "../files.ts";
import { invocationOf } from "../invocation.ts";
import type { WebChannel } from "../port.ts";
import { Refused } from "../refused.ts";
import { answer, answerKey } from "../reply.ts";
import { type Result, respond } from "../respond.ts";
import { readTyped, type Typed } from "../typed.ts";

const MOST_TEXT = 16_000;

/** Something typed into a conversation or a thread. */
export const onSay =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const { channel, posted } = await postedInto(c, deps);
    const key = `web:say:${viewer.person.id}:${actOf(posted)}`;
    const words = posted.text("text");
    if (words.length > MOST_TEXT) throw new Refused(413, (m) => m.tooLong, words);
    if (words.trim() === "" && posted.files.length === 0) throw new Refused(422, (m) => m.nothing);
    const thread = await threadOf(deps, viewer, channel, posted);
    const result = await once(deps, key, async (): Promise<Result> => {
      if (await isKnown(deps, key)) return {};
      const files = await keepFiles(c, deps, channel, posted.files);
      return carryOut(deps, viewer, channel, { key, words, thread, files });
    }).catch((error: unknown) => {
      deps.log.error({ err: error, key }, "something typed could not be saved");
      throw new Refused(503, (m) => m.notSaved, words);
    });
    return respond(c, deps, channel, result);
  };

interface Said {
  key: string;
  words: string;
  thread: string | undefined;
  files: readonly FileLink[];
}

const saidKey = (key: string): string => `said:${key}`;

/** It was carried out before, and its answer stands in the conversation. */
const isKnown = async ({ chat }: Deps, key: string): Promise<boolean> =>
  (await chat.messageByKey(answerKey(key))) !== undefined;

async function carryOut(deps: Deps, viewer: Viewer, channel: WebChannel, said: Said): Promise<Result> {
  const typed = readTyped(said.words, {
    command: deps.config.command,
    direct: channel.kind === "dm",
    threaded: said.thread !== undefined,
  });
  switch (typed.kind) {
    case "line":
      return command(deps, viewer, channel, said, typed.text);
    case "loose":
    case "talk":
      return message(deps, viewer, channel, said, typed);
    default:
      return typed satisfies never;
  }
}

/** A command: seen, like its answer, by the one who typed it, unless the answer is for all. */
async function command(
  deps: Deps,
  viewer: Viewer,
  channel: WebChannel,
  { key, words, thread, files }: Said,
  text: string,
): Promise<Result> {
  const line = { kind: "line", text, ...(files.length === 0 ? {} : { files }) } as const;
  const invocation = invocationOf(viewer.person, channel, key, line, thread);
  const outcome = await deps.intake.dispatch(invocation);
  if (outcome.kind === "form") return { form: { outcome, thread, files: [] } };
  const toAll = outcome.kind === "view" && outcome.to === "channel";
  await deps.chat.say({
    channel: channel.id,
    author: viewer.person.id,
    thread: thread ?? null,
    to: toAll ? null : viewer.person.id,
    content: { kind: "text", text: words, files },
    key: saidKey(key),
  });
  await answer(deps.chat, invocation, outcome);
  return {};
}

/** Words to VA Desk or to the others: said first, and written down before anything comes of them. */
async function message(
  deps: Deps,
  viewer: Viewer,
  channel: WebChannel,
  { key, words, thread, files }: Said,
  typed: Exclude<Typed, { kind: "line" }>,
): Promise<Result> {
  const { id, at } = await deps.chat.say({
    channel: channel.id,
    author: viewer.person.id,
    thread: thread ?? null,
    to: null,
    content: { kind: "text", text: words, files },
    key: saidKey(key),
  });
  const text = typed.kind === "loose" ? typed.text : words;
  const more = files.length === 0 ? {} : { files };
  const input =
    typed.kind === "loose"
      ? ({ kind: "line", text, loose: true, ...more } as const)
      : ({ kind: "talk", text, ...more } as const);
  const message = { ref: refOf(channel.id, id), at };
  const invocation = { ...invocationOf(viewer.person, channel, key, input, thread), message };
  if (!(await deps.intake.record(invocation))) return {};
  const outcome = await deps.handover.waitFor(key, () => deps.intake.process(key));
  return outcome ? { form: { outcome, thread, files: [] } } : {};
}
