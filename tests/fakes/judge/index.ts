import type { TestContext } from "vitest";
import type { Shown } from "../slack/types.ts";
import { NoJudge, packages, runPython } from "./python.ts";

const script = new URL("judge.py", import.meta.url).pathname;

/**
 * Everything in which Slack's own model classes (PyPI `slack_sdk`), and a few checks beyond them, find messages, forms and homes wanting: one
 * line each, `-:<n> <pointer> <what>`, n counting from 1. Rejects with `NoJudge` where there is no Python to run it.
 */
export async function judge(items: readonly Shown[]): Promise<string[]> {
  const lines = items.map((item) => `${JSON.stringify(item)}\n`).join("");
  const { code, stdout, stderr } = await runPython([script], lines);
  const found = stdout.split("\n").filter((line) => line !== "");
  // Exit code and lines must tell the same story: a judge that fell over has not acquitted anybody.
  if (code === 0 && found.length === 0) return [];
  if (code === 1 && found.length > 0) return found;
  throw new Error(`the judge ended with ${code}: ${stderr.trim() || stdout.trim()}`);
}

/** Skips the test, saying why, where there is no judge; in CI that is a failure. */
export async function needsJudge(test: TestContext): Promise<void> {
  try {
    await packages();
  } catch (error) {
    if (!(error instanceof NoJudge) || process.env["CI"]) throw error;
    test.skip(error.message);
  }
}
