import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface Running<T> {
  pid: number;
  /** What it said once it was ready. */
  ready: T;
  stop(): Promise<void>;
}

interface RunningModule<T> extends Running<T> {
  /** Tells it more, and waits for what it reports then. */
  ask<A>(task: object): Promise<A>;
}

/** Starts a module of the bench, hands it its task and waits for what it reports. */
export async function startModule<T>(module: URL, task: object): Promise<RunningModule<T>> {
  const child = fork(fileURLToPath(module), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ask = async <A>(what: object): Promise<A> => {
    child.send(what);
    return (await orEnd(child, once(child, "message")))[0] as A;
  };
  return { pid: child.pid ?? 0, ready: await ask<T>(task), ask, stop: () => end(child) };
}

/** In such a module: what it was told to do. */
export async function taskOf<T>(): Promise<T> {
  const [task] = await once(process, "message");
  return task as T;
}

export interface Addresses {
  web: string;
  edge: string;
}

/** VA Desk as `npm start` runs it, with these variables, on free ports. Ready when it says its addresses. */
export async function startProduct(
  root: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<Running<Addresses>> {
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  const child = spawn(process.execPath, [...scripts.start.split(" ").slice(1), ...args], {
    cwd: root,
    env: { ...process.env, PORT: "0", WEB_PORT: "0", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  const addresses = new Promise<Addresses>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
      const web = /Web chat\s+(\S+)/.exec(said)?.[1];
      const edge = /Edge\s+(\S+)/.exec(said)?.[1];
      if (web && edge) resolve({ web, edge });
    });
  });
  return { pid: child.pid ?? 0, ready: await orEnd(child, addresses), stop: () => end(child) };
}

/** Whatever a failed bench left running ends with it. */
const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

async function orEnd<T>(child: ChildProcess, wanted: Promise<T>): Promise<T> {
  children.add(child);
  const ended = once(child, "exit").then(([code, signal]) => {
    children.delete(child);
    throw new Error(`${child.spawnargs.at(-1)} ended early (${signal ?? code})`);
  });
  return Promise.race([wanted, ended]);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** Megabytes of memory a process holds now, and the most it held. */
export async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const of = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
}

/** Looks again and again until something is so. Returns how many milliseconds that took. */
export async function until(is: () => Promise<boolean>, everyMs: number, mostMs: number): Promise<number> {
  const began = performance.now();
  while (!(await is())) {
    if (performance.now() - began > mostMs) throw new Error(`not within ${mostMs} ms`);
    await sleep(everyMs);
  }
  return performance.now() - began;
}
