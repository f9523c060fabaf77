import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, root, testTitles } from "../support/sources.ts";
import { changed, readMutants } from "./mutants.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

test.for(readMutants().map((mutant) => [mutant.name, mutant] as const))(
  "%s applies, and names a test that exists",
  ([_, mutant]) => {
    for (const [path, after] of changed(mutant, read)) expect(after).not.toBe(read(path));
    const { file, title } = mutant.test;
    // "%s" and "$name" in a title stand for anything.
    // What a contract promises stands in the contract.
    const contracts = importsOf(file, read(file)).filter((path) => path.startsWith("tests/contracts/"));
    const titles = [file, ...contracts].flatMap((path) => testTitles(path, read(path)));
    const matches = titles.filter((pattern) => {
      const parts = pattern
        .split(/%[sdifjo]|\$[\w.]+/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      return new RegExp(`^${parts.join(".+")}$`).test(title);
    });
    expect(matches, `${file} has no test “${title}”`).not.toEqual([]);
  },
);
