import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearest, type Positional, parseWords, splitVerb } from "../src/grammar.ts";

const keys = new Set(["due", "client", "estimate"]);
const title: readonly Positional[] = [{ key: "title", kind: "rest" }];
const refFirst: readonly Positional[] = [{ key: "ref", kind: "ref" }, ...title];
const parse = (text: string, positions = title) => parseWords(text, positions, keys);

describe("by example", () => {
  test.for([
    ["Fix it due:Friday", { title: "Fix it", due: "Friday" }],
    ['Fix it due:"Friday 5pm" now', { title: "Fix it now", due: "Friday 5pm" }],
    ["Fix it due:“Friday 5pm”", { title: "Fix it", due: "Friday 5pm" }],
    ['Fix it due:“Friday 5pm"', { title: "Fix it", due: "Friday 5pm" }],
    ["„Fix it“ due:«Friday 5pm»", { title: "Fix it", due: "Friday 5pm" }],
    ["DUE:Friday Fix", { title: "Fix", due: "Friday" }],
    ["Note: call Ben about x:y", { title: "Note: call Ben about x:y" }],
    ["due: Friday", { title: "due: Friday" }],
    ["https://example.com/a?b=c:d", { title: "https://example.com/a?b=c:d" }],
    ['Say "hello" and "bye"', { title: 'Say "hello" and "bye"' }],
    ['"quoted whole"', { title: "quoted whole" }],
    ['5" pipe', { title: '5" pipe' }],
    ['due:"never closed', { due: '"never', title: "closed" }],
    ["One\n  two\n\nthree", { title: "One\n  two\n\nthree" }],
    ["One due:Friday\ntwo", { title: "One\ntwo", due: "Friday" }],
    ["__proto__:x constructor:y", { title: "__proto__:x constructor:y" }],
  ] as const)("%s", ([text, values]) => {
    expect(parse(text)).toEqual({ values, leftover: "" });
  });

  test("a position takes only what fits it; the rest is left over or goes on", () => {
    expect(parse("ACME-12 Fix", refFirst).values).toEqual({ ref: "ACME-12", title: "Fix" });
    expect(parse("12 a b", [{ key: "ref", kind: "ref" }])).toEqual({
      values: { ref: "12" },
      leftover: "a b",
    });
    const optional: readonly Positional[] = [{ key: "ref", kind: "ref", optional: true }, ...title];
    expect(parse("Fix 12", optional).values).toEqual({ title: "Fix 12" });
    expect(parse("#12 Fix", optional).values).toEqual({ ref: "#12", title: "Fix" });
  });
});

const plainWord = fc.stringMatching(/^[a-zA-Z\u0905-\u0939.!?-]{1,10}$/);
const words = fc.array(plainWord, { minLength: 1, maxLength: 8 });

test("words without keys are the title as typed, blanks and line ends too", () => {
  const blank = fc.constantFrom(" ", "  ", "\n", "\t", "\n\n");
  fc.assert(
    fc.property(words, fc.array(blank, { minLength: 8, maxLength: 8 }), (list, blanks) => {
      const text = list.map((word, i) => (i === 0 ? word : `${blanks[i]}${word}`)).join("");
      expect(parse(text)).toEqual({ values: { title: text }, leftover: "" });
    }),
  );
});

test("a key's value comes out as it was quoted, wherever it stands among the words", () => {
  const value = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => !/["“”]/.test(text));
  fc.assert(
    fc.property(words, value, fc.nat(8), fc.constantFrom('""', "“”"), (list, due, at, marks) => {
      const [open = "", close = ""] = marks;
      const all = [...list.slice(0, at), `due:${open}${due}${close}`, ...list.slice(at)];
      expect(parse(all.join(" "))).toEqual({ values: { due, title: list.join(" ") }, leftover: "" });
    }),
  );
});

test("whatever is typed, only known keys come out, and no character is made up", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const { values, leftover } = parse(text, refFirst);
      for (const key of Object.keys(values)) expect([...keys, "ref", "title"]).toContain(key);
      for (const value of [...Object.values(values), leftover])
        for (const part of value.split(/\s+/u).filter(Boolean)) expect(text).toContain(part);
      const { verb, rest } = splitVerb(text);
      expect(text.toLowerCase()).toContain(verb);
      expect(text).toContain(rest);
    }),
  );
});

test("a typing error leads back to the verb that was meant; nonsense to none", () => {
  const verbs = ["request", "requests", "estimate", "important", "deliver", "unblock", "timesheet"];
  fc.assert(
    fc.property(fc.constantFrom(...verbs.filter((verb) => verb !== "requests")), fc.nat(20), (verb, seed) => {
      const at = seed % (verb.length - 1);
      const swapped = verb.slice(0, at) + verb.charAt(at + 1) + verb.charAt(at) + verb.slice(at + 2);
      const missing = verb.slice(0, at) + verb.slice(at + 1);
      expect([verb, "requests"]).toContain(nearest(swapped, verbs));
      expect([verb, "requests"]).toContain(nearest(missing, verbs));
    }),
  );
  expect(nearest("xyzzy", verbs)).toBeUndefined();
  expect(nearest("q".repeat(1000), verbs)).toBeUndefined();
});
