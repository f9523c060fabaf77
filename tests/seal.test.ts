import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSeal } from "../src/seal.ts";

const newKey = () => randomBytes(32).toString("base64");
const key = newKey();
const seal = createSeal(key);
const at = { workspace: "slack:T1", field: "bot-token" };

const belongs = fc.record({ workspace: fc.string(), field: fc.string() });
const secret = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());

describe("a sealed secret", () => {
  it("opens where it belongs, and shows nothing of itself", () => {
    fc.assert(
      fc.property(secret, belongs, (text, where) => {
        const sealed = seal.seal(text, where);
        expect(seal.open(sealed, where)).toBe(text);
        if (text.length > 8) expect(sealed).not.toContain(text);
      }),
    );
  });

  it("opens for no other workspace and no other field, however the two are cut", () => {
    fc.assert(
      fc.property(secret, belongs, belongs, (text, where, elsewhere) => {
        fc.pre(where.workspace !== elsewhere.workspace || where.field !== elsewhere.field);
        expect(() => seal.open(seal.seal(text, where), elsewhere)).toThrow("can't be opened");
      }),
    );
    const sealed = seal.seal("x", { workspace: "ab", field: "c" });
    expect(() => seal.open(sealed, { workspace: "a", field: "bc" })).toThrow("can't be opened");
  });

  it("is refused when any character of it was changed, dropped or added", () => {
    const sealed = seal.seal("xoxb-12345", at);
    const place = fc.integer({ min: 0, max: sealed.length - 1 });
    fc.assert(
      fc.property(place, fc.constantFrom(..."AZaz09-_."), (index, letter) => {
        fc.pre(sealed[index] !== letter);
        const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1);
        expect(() => seal.open(changed, at)).toThrow("can't be opened");
      }),
    );
    expect(() => seal.open(sealed.slice(0, -2), at)).toThrow("can't be opened");
    expect(() => seal.open(`${sealed}.`, at)).toThrow("can't be opened");
    expect(() => seal.open("", at)).toThrow("can't be opened");
    expect(() => seal.open("xoxb-in-the-clear", at)).toThrow("can't be opened");
  });

  it("looks different each time", () => {
    expect(seal.seal("x", at)).not.toBe(seal.seal("x", at));
  });
});

describe("while the key is changed", () => {
  const fresh = newKey();
  const both = createSeal(`${fresh}, ${key}`);

  it("what the former key sealed still opens, and the new one seals", () => {
    const old = seal.seal("x", at);
    expect(both.open(old, at)).toBe("x");
    expect(both.isCurrent(old)).toBe(false);
    const renewed = both.seal(both.open(old, at), at);
    expect(both.isCurrent(renewed)).toBe(true);
    expect(createSeal(fresh).open(renewed, at)).toBe("x");
  });

  it("what a forgotten key sealed is refused, and the remedy named", () => {
    const old = seal.seal("x", at);
    expect(() => createSeal(fresh).open(old, at)).toThrow("put the former key behind the new one");
  });
});

describe("a key of the wrong form", () => {
  it.each([
    "",
    "short",
    "a".repeat(44),
    `${newKey()},`,
    newKey().slice(0, -1),
    randomBytes(31).toString("base64"),
  ])("%s is refused by the name of the variable, with a way to make one, and not shown", (words) => {
    expect(() => createSeal(words)).toThrow(/VA_DESK_KEY must be 32 random bytes.*openssl rand -base64 32/);
    if (words !== "") expect(messageOf(() => createSeal(words))).not.toContain(words);
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}
