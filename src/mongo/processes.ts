import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * When a process began, in the system's own words; undefined where the system doesn't say. A process id is given
 * again after a restart of the machine or container: only id and beginning together name a process.
 */
export async function beginningOf(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return ps(pid, "lstart=");
  const [stat, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, "utf8").catch(() => ""),
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
  ]);
  // The name in parentheses may hold blanks; the start time is field 22, the 20th after it.
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return ticks === undefined ? undefined : `${boot.trim()}/${ticks}`;
}

/** Program and arguments; undefined where the system doesn't say. */
export async function commandOf(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return ps(pid, "command=");
  const raw = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return raw === "" ? undefined : raw.split("\0").join(" ").trim();
}

async function ps(pid: number, column: string): Promise<string | undefined> {
  const output = await run("ps", ["-ww", "-o", column, "-p", String(pid)]).catch(() => undefined);
  return output?.stdout.trim() || undefined;
}

/** Asks the process to end, and forces it when `graceMs` have passed. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  signal(pid, "SIGTERM");
  for (let waited = 0; waited < graceMs && alive(pid); waited += 20) await wait(20);
  if (alive(pid)) signal(pid, "SIGKILL");
  for (let waited = 0; waited < graceMs && alive(pid); waited += 20) await wait(20);
}

/** It may be gone already. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Whether something listens on this loopback port. */
export function listening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
