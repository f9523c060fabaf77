#!/usr/bin/env -S node --max-old-space-size=512 --min-semi-space-size=8 --max-semi-space-size=8
// @ts-check
// Without limits Node lets rubbish pile up to many times what is in use; the same ones are in package.json's scripts.
// Compiles what changed since the last build, then hands over to src/cli.ts.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const entry = join(root, "dist/src/cli.js");
// The compiler leaves unchanged output files untouched: their age says nothing, so a successful build leaves a mark.
const mark = join(root, "dist/.built");

requireNode(20, 19);
if (!existsSync(entry) || newestSource() > modified(mark)) build();
const { run } = await import(pathToFileURL(entry).href);
const code = await run(process.argv.slice(2));
if (typeof code === "number") process.exitCode = code;

/** @param {number} major @param {number} minor */
function requireNode(major, minor) {
  const [isMajor = 0, isMinor = 0] = process.versions.node.split(".").map(Number);
  if (isMajor > major || (isMajor === major && isMinor >= minor)) return;
  fail(`VA Desk needs Node ${major}.${minor} or later; this is ${process.versions.node}.`);
}

function build() {
  const compiler = findCompiler();
  if (compiler === undefined) {
    if (existsSync(entry)) return;
    fail("VA Desk is not built yet and its compiler is not installed. Run: npm ci --include=dev");
  }
  process.stderr.write("Building…\n");
  // Its notes would tell the compiler that everything is there.
  if (!existsSync(entry)) rmSync(join(root, "dist/.tsbuildinfo"), { force: true });
  // As old as the start of this build, so that what is saved while the compiler runs counts as newer.
  const draft = `${mark}.${process.pid}`;
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(draft, "");
  const result = spawnSync(process.execPath, [compiler, "-p", join(root, "tsconfig.json")], {
    cwd: root,
    encoding: "utf8",
  });
  const problem = problemWith(result);
  if (problem !== undefined) {
    rmSync(draft, { force: true });
    fail(problem);
  }
  renameSync(draft, mark);
}

/**
 * @param {{ status: number | null, stdout: string, stderr: string }} result
 * @returns {string | undefined}
 */
function problemWith({ status, stdout, stderr }) {
  if (status !== 0) return `${stdout ?? ""}${stderr ?? ""}The build failed.`;
  return existsSync(entry) ? undefined : `The build made no ${entry}.`;
}

/** @returns {string | undefined} */
function findCompiler() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  } catch {
    return undefined;
  }
}

/** @returns {number} */
function newestSource() {
  const folders = ["src", "adapters", "commands", "scheduler", "manifest"].map((name) => join(root, name));
  const files = ["package.json", "tsconfig.json"].map((name) => join(root, name));
  return Math.max(...files.map(modified), ...folders.map(newestIn));
}

/**
 * Folders count too: deleting a file changes only its folder.
 * @param {string} folder
 * @returns {number}
 */
function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  let newest = modified(folder);
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) newest = Math.max(newest, newestIn(path));
    else if (item.name.endsWith(".ts")) newest = Math.max(newest, modified(path));
  }
  return newest;
}

/** @param {string} path @returns {number} */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
