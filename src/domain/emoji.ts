import { z } from "zod";

const acts = ["create", "take", "done", "urgent"] as const;
export type EmojiAct = (typeof acts)[number];

/** By which emoji on a message something is done, by its name without colons; "" is by none. */
export const emojiSchema = z.object({
  create: z.string(),
  take: z.string(),
  done: z.string(),
  urgent: z.string(),
});
export type Emoji = z.infer<typeof emojiSchema>;

export const usualEmoji: Emoji = {
  create: "ticket",
  take: "eyes",
  done: "white_check_mark",
  urgent: "rotating_light",
};

/** What an emoji does at a desk, whatever its skin tone. */
export function actOf(emoji: Emoji, name: string): EmojiAct | undefined {
  const [plain] = name.split("::");
  return acts.find((act) => emoji[act] !== "" && emoji[act] === plain);
}

/** `create=ticket take=off`, or `off` for all of them, laid over what there is; undefined if that can't be read, or one would mean two things. */
export function parseEmoji(words: string, before: Emoji): Emoji | undefined {
  if (/^off$/i.test(words)) return { create: "", take: "", done: "", urgent: "" };
  if (/^on$/i.test(words)) return usualEmoji;
  const after = { ...before };
  for (const part of words.split(/[\s,]+/).filter(Boolean)) {
    const [, key = "", name = ""] = /^([a-z]+)[=:]:?([\p{L}\d_+'-]{1,100}):?$/iu.exec(part) ?? [];
    const act = acts.find((one) => one === key.toLowerCase());
    if (act === undefined) return undefined;
    after[act] = /^off$/i.test(name) ? "" : name.toLowerCase();
  }
  const used = acts.map((act) => after[act]).filter(Boolean);
  return new Set(used).size === used.length ? after : undefined;
}

export const emojiWords = (emoji: Emoji): string =>
  acts.flatMap((act) => (emoji[act] === "" ? [] : [`${act} :${emoji[act]}:`])).join(" · ");
