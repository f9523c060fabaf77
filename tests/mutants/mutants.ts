import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch, parsePatch } from "diff";
import { root } from "../support/sources.ts";

/**
 * A protection taken away by a small patch, and the test that must then fail. The patch's file begins with two lines,
 * `Protection: …` and `Test: <file>: <title>`, and goes on as a unified diff.
 */
export interface Mutant {
  name: string;
  protection: string;
  /** The test file, from the repository's root, and the title of one test in it. */
  test: { file: string; title: string };
  diff: string;
}

const folder = join(root, "tests/mutants");

/** All of them, by name. @throws Error naming a patch that doesn't say what it is for */
export function readMutants(): Mutant[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".patch"))
    .sort()
    .map((file) => mutantIn(file, readFileSync(join(folder, file), "utf8")));
}

function mutantIn(name: string, text: string): Mutant {
  const [, protection, file, title, diff] =
    /^Protection: (.+)\nTest: (tests\/\S+\.ts): (.+)\n+(--- [\s\S]+)$/.exec(text) ?? [];
  if (protection === undefined || file === undefined || title === undefined || diff === undefined) {
    throw new Error(`${name} must begin with "Protection: …" and "Test: <file>: <title>", then a diff`);
  }
  return { name: name.replace(/\.patch$/, ""), protection, test: { file, title }, diff };
}

/** The files it changes, as they are after it. @throws Error if it doesn't apply to what `read` gives */
export function changed({ name, diff }: Mutant, read: (path: string) => string): Map<string, string> {
  return new Map(
    parsePatch(diff).map((patch) => {
      const path = (patch.newFileName ?? "").replace(/^b\//, "");
      const after = applyPatch(read(path), patch);
      if (after === false) throw new Error(`${name} doesn't apply to ${path} any more`);
      return [path, after];
    }),
  );
}
