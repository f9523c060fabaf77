import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readMutants } from "./mutants.ts";
import { copiedTree, type Tree } from "./tree.ts";

const mutants = readMutants();

let tree: Tree;
beforeAll(async () => {
  tree = await copiedTree(inject("mongoUri"));
});
afterAll(() => tree.remove());

test("with every protection in place the tests are green", async () => {
  const files = new Set(mutants.map((mutant) => mutant.test.file));
  const titles = new Set(mutants.map((mutant) => mutant.test.title));
  const results = await tree.results([...files], [...titles]);
  expect(results.filter(({ status }) => status !== "passed")).toEqual([]);
  const ran = new Set(results.map(({ title }) => title));
  expect([...titles].filter((title) => !ran.has(title))).toEqual([]);
});

test.for(mutants.map((mutant) => [mutant.protection, mutant] as const))(
  "without the protection “%s” its test goes red",
  async ([_, mutant]) => {
    const { file, title } = mutant.test;
    const results = await tree.within(mutant, () => tree.results([file], [title]));
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed, `${mutant.name} survives: ${file}: ${title}`).not.toEqual([]);
    // A test that merely never ends proves nothing.
    expect(failed.flatMap(({ failureMessages }) => failureMessages).join("\n")).not.toContain("timed out");
  },
);
