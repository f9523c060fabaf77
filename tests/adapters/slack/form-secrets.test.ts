import { expect, test } from "vitest";
import { formSecrets } from "../../../adapters/slack/form-secrets.ts";
import { createOrigins, writeMetadata } from "../../../adapters/slack/render/metadata.ts";
import { placeOf } from "../../../adapters/slack/who.ts";
import { createStamps } from "../../../src/stamps.ts";

const ours = { id: "A1", ours: true, signingSecret: "ours", botToken: "xoxb-1" };
const theirs = { id: "A2", ours: false, signingSecret: "theirs", botToken: "xoxb-2" };
const [old, newer] = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64")];
const carried = { verb: "request", preset: { client: "c1" }, reader: { locale: "en", zone: "UTC" } } as const;

const originsBy = (...given: Parameters<typeof formSecrets>) =>
  createOrigins(createStamps(formSecrets(...given)));
const written = (by: ReturnType<typeof originsBy>) =>
  writeMetadata(carried, by.of(placeOf("T1", "C1"), "U1"));
const counts = (words: string, by: ReturnType<typeof originsBy>, workspace = "T1", user = "U1") =>
  by.read(words, workspace, user) !== undefined;

test("a form counts in every process and after a restart, with the operator's key or without one", () => {
  for (const keys of [undefined, newer]) {
    const words = written(originsBy([ours, theirs], keys));
    expect(originsBy([ours, theirs], keys).read(words, "T1", "U1")).toEqual({
      ...carried,
      place: placeOf("T1", "C1"),
    });
  }
});

test("it counts for who it was opened for alone, in that workspace, as it was", () => {
  const by = originsBy([ours, theirs], undefined);
  const words = written(by);
  expect(counts(words, by, "T1", "U2")).toBe(false);
  expect(counts(words, by, "T2")).toBe(false);
  for (const altered of [words.replace("C1", "C2"), words.replace("c1", "c2"), words.slice(24), ""])
    expect(counts(altered, by), altered).toBe(false);
});

test("what was opened under the former key counts while that is there", () => {
  const words = written(originsBy([ours], old));
  expect(counts(words, originsBy([ours], `${newer}, ${old}`))).toBe(true);
  expect(counts(words, originsBy([ours], newer))).toBe(false);
});

test("no client's own app changes what seals, nor does its maker know it", () => {
  const words = written(originsBy([ours], undefined));
  expect(counts(words, originsBy([ours, theirs], undefined))).toBe(true);
  expect(counts(written(originsBy([theirs], undefined)), originsBy([ours, theirs], undefined))).toBe(false);
});
