import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { defineCommand } from "citty";
import { serve } from "../main.ts";
import { print, remark } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** So that nothing that is tried there ends up in the real desk. */
const DATABASE = "va-desk-playground";

export const playground = defineCommand({
  meta: {
    name: "playground",
    description: "Run VA Desk with a Teams-like client in the browser, without a Microsoft account",
  },
  args: {
    port: {
      type: "string",
      default: "56150",
      description: "Where the browser finds it; another if it is taken",
    },
  },
  run({ args: { port } }) {
    if (!/^\d{1,5}$/.test(port)) throw new UsageError("--port: a number, such as 56150");
    const cli = findPlayground();
    process.env["TEAMS_PLAYGROUND"] = "true";
    process.env["MONGODB_DATABASE"] ??= DATABASE;
    return serve("all", ({ edge = 0 }) => open(cli, edge, port));
  },
});

/** @throws UsageError where it is not installed: running VA Desk doesn't need it */
function findPlayground(): string {
  try {
    const home = createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/package.json");
    return join(dirname(home), "cli.js");
  } catch {
    throw new UsageError("Microsoft's playground is not installed. Run: npm ci --include=dev");
  }
}

/** Microsoft 365 Agents Playground beside us, on this machine alone, until it is stopped. */
function open(cli: string, edge: number, port: string): () => Promise<void> {
  const { PATH = "", HOME = "" } = process.env;
  const words = ["start", "-e", `http://127.0.0.1:${edge}/api/messages`, "-c", "msteams", "-p", port];
  const child = spawn(process.execPath, [cli, ...words, "--disable-telemetry"], {
    // It writes down what it is set to, in the folder it starts in.
    cwd: tmpdir(),
    env: { PATH, HOME, TEAMSAPPTESTER_BROWSER: "none", APPLICATION_INSIGHTS_NO_STATSBEAT: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  createInterface(child.stdout).on("line", (line) => {
    // It may have taken another port than it was told to.
    const address = /Listening on:?\s+(?:https?:\/\/[\w.]+:)?(\d+)/i.exec(line)?.[1];
    if (address !== undefined) print(`  Playground http://localhost:${address} is like Teams`);
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("error", (error) => remark(`The playground did not start: ${error.message}`));
  return () => stop(child, ended);
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null) child.kill();
  await ended;
}
