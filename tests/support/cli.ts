import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../src/bin.mjs", import.meta.url));

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** `va-desk` with these words, as a terminal would run it, with no settings but the ones given. */
export async function runCli(words: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = startCli(words, env);
  const out = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    out.stderr += text;
  });
  const [code] = await once(child, "close");
  // The first one may find something to compile.
  return { code: code as number, stdout: out.stdout, stderr: out.stderr.replace("Building…\n", "") };
}

/** The same, while it runs. */
export function startCli(words: readonly string[], env: Record<string, string>) {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(process.execPath, [binary, ...words], {
    cwd: tmpdir(),
    env: { PATH, HOME, LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
