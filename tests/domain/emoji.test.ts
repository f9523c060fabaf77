import { expect, test } from "vitest";
import { actOf, emojiWords, parseEmoji, usualEmoji } from "../../src/domain/emoji.ts";

test("an emoji does what the desk chose, in any skin tone, and any other nothing", () => {
  expect(actOf(usualEmoji, "ticket")).toBe("create");
  expect(actOf({ ...usualEmoji, take: "wave" }, "wave::skin-tone-3")).toBe("take");
  expect(actOf(usualEmoji, "tada")).toBeUndefined();
  expect(actOf({ ...usualEmoji, take: "" }, "")).toBeUndefined();
});

test.each([
  ["create=memo take=off", { ...usualEmoji, create: "memo", take: "" }],
  ["create::Memo:, done:+1", { ...usualEmoji, create: "memo", done: "+1" }],
  ["on", usualEmoji],
  ["off", { create: "", take: "", done: "", urgent: "" }],
])("“%s” chooses", (words, chosen) => {
  expect(parseEmoji(words, usualEmoji)).toEqual(chosen);
});

test.each(["memo", "create=", "snooze=zzz", "create=eyes", "create=a take=a"])("“%s” is refused", (words) => {
  expect(parseEmoji(words, usualEmoji)).toBeUndefined();
});

test("what is chosen is said without what is off", () => {
  expect(emojiWords({ ...usualEmoji, done: "", urgent: "" })).toBe("create :ticket: · take :eyes:");
});
