import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../support/sources.ts";
import { changed, type Mutant } from "./mutants.ts";

const run = promisify(execFile);

const COPIED = [
  "src",
  "adapters",
  "commands",
  "scheduler",
  "manifest",
  "tests",
  "package.json",
  "tsconfig.json",
];

export interface Tree {
  /** What became of the tests with these titles in these files. */
  results(files: readonly string[], titles: readonly string[]): Promise<Result[]>;
  /** Does something while a mutant is in the tree. */
  within<T>(mutant: Mutant, work: () => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

export interface Result {
  title: string;
  status: "passed" | "failed" | "skipped" | "pending" | "todo";
  failureMessages: readonly string[];
}

/** A copy of the project that may be broken; its packages are the project's own. Its tests share a mongod. */
export async function copiedTree(mongoUri: string): Promise<Tree> {
  const dir = await mkdtemp(join(tmpdir(), "va-desk-mutants-"));
  await Promise.all(COPIED.map((name) => cp(join(root, name), join(dir, name), { recursive: true })));
  await symlink(join(root, "node_modules"), join(dir, "node_modules"));
  // A broken test run keeps to itself: what other runs have in the folder for such things is out of its sight.
  const temporary = join(dir, "tmp");
  await mkdir(temporary);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  // What tells a process that it is a worker of this run is not for another run.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));

  return {
    async results(files, titles) {
      const report = join(dir, "report.json");
      await rm(report, { force: true });
      const only = titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
      const args = ["run", "--config", "tests/vitest.config.ts", ...files, "--testNamePattern", only];
      const reporting = ["--reporter=json", `--outputFile=${report}`];
      const ended = await run(process.execPath, [vitest, ...args, ...reporting], {
        cwd: dir,
        env: { ...env, VA_DESK_TEST_MONGODB_URI: mongoUri, TMPDIR: temporary },
        maxBuffer: 64 * 1024 * 1024,
      }).catch((error: { stdout: string; stderr: string }) => error);
      const read = await readFile(report, "utf8").catch(() => undefined);
      if (read === undefined) throw new Error(`the tests did not run:\n${ended.stdout}${ended.stderr}`);
      const { testResults } = JSON.parse(read) as { testResults: { assertionResults: Result[] }[] };
      const results = testResults.flatMap(({ assertionResults }) => assertionResults);
      if (results.length === 0) throw new Error(`the tests did not run: ${read}`);
      return results.filter(({ title }) => titles.includes(title));
    },
    async within(mutant, work) {
      const read = (path: string) => readFileSync(join(dir, path), "utf8");
      const after = changed(mutant, read);
      const before = new Map([...after.keys()].map((path) => [path, read(path)]));
      const put = (files: Map<string, string>) => {
        for (const [path, text] of files) writeFileSync(join(dir, path), text);
      };
      put(after);
      try {
        return await work();
      } finally {
        put(before);
      }
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
