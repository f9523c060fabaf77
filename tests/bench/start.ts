import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Bench, type Figure, type Ground, median, under } from "./bench.ts";
import { memoryOf, startProduct, until } from "./processes.ts";

const ROUNDS = 5;
/** Until what only happens once at the start is over. */
const SETTLED_MS = 2_000;

export const startBench: Bench = {
  name: "start",
  about:
    "from `npm start` to ready, with MongoDB present and Teams not configured, and what is installed for it",
  async run(ground) {
    const dataDir = await mkdtemp(join(tmpdir(), "va-desk-bench-start-"));
    try {
      // The first start also builds, and makes the database's files.
      await measure(ground, { VA_DESK_DATA: dataDir });
      const rounds: Measured[] = [];
      for (let n = 0; n < ROUNDS; n += 1) rounds.push(await measure(ground, { VA_DESK_DATA: dataDir }));
      const there: Measured[] = [];
      for (let n = 0; n < ROUNDS; n += 1)
        there.push(await measure(ground, { MONGODB_URI: ground.uri, MONGODB_DATABASE: "bench-start" }));
      const of = (measured: readonly Measured[], field: keyof Measured) =>
        median(measured.map((one) => one[field]));
      return [
        under("start to ready, its own MongoDB started with it", of(rounds, "seconds"), 3, "s"),
        under("start to ready, MongoDB running elsewhere", of(there, "seconds"), 3, "s"),
        under("memory of the process once ready", of(rounds, "memory"), 150, "MB"),
        ...(await installed(ground)),
      ];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

interface Measured {
  seconds: number;
  memory: number;
}

async function measure({ root }: Ground, env: Record<string, string>): Promise<Measured> {
  const began = performance.now();
  const { pid, ready, stop } = await startProduct(root, env);
  await until(async () => (await fetch(`${ready.web}/readyz`)).ok, 10, 10_000);
  const seconds = (performance.now() - began) / 1000;
  await sleep(SETTLED_MS);
  const { now } = await memoryOf(pid);
  await stop();
  return { seconds, memory: now };
}

/** What `npm ci --omit=dev` installs, and the greatest parts of it. */
async function installed({ root }: Ground): Promise<Figure[]> {
  const run = promisify(execFile);
  const listed = await run("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: root });
  const folders = [...new Set(listed.stdout.trim().split("\n").slice(1))];
  const { stdout } = await run("du", ["-sk", ...folders], { cwd: root, maxBuffer: 2 ** 24 });
  const sizes = stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [kilobytes = "", folder = ""] = line.split("\t");
      return { folder: folder.split("node_modules/").at(-1) ?? folder, megabytes: Number(kilobytes) / 1024 };
    });
  const whole = sizes.reduce((sum, { megabytes }) => sum + megabytes, 0);
  const greatest = sizes.toSorted((a, b) => b.megabytes - a.megabytes).slice(0, 6);
  return [
    { what: "installed for running", value: whole, unit: "MB" },
    ...greatest.map(({ folder, megabytes }) => ({ what: `  of it ${folder}`, value: megabytes, unit: "MB" })),
  ];
}
