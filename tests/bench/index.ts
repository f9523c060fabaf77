import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openMongo } from "../../src/mongo/index.ts";
import { systemClock } from "../../src/time/clock.ts";
import type { Bench, Figure } from "./bench.ts";
import { commitBench } from "./commit.ts";
import { digestBench } from "./digest.ts";
import { dueBench } from "./due.ts";
import { idleTickBench } from "./idle-tick.ts";
import { promisesBench } from "./promises.ts";
import { requestBench } from "./request/index.ts";
import { installedBench } from "./request/installed.ts";
import { roundBench } from "./round.ts";
import { startBench } from "./start.ts";
import { printed } from "./table.ts";
import { teamsBench } from "./teams/index.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const benches: readonly Bench[] = [
  requestBench,
  installedBench,
  teamsBench,
  commitBench,
  digestBench,
  dueBench,
  idleTickBench,
  promisesBench,
  roundBench,
  startBench,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const known = benches.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join("\n");
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are:\n${known}\n`);
  process.exit(2);
}

const note = (line: string): void => void process.stderr.write(`${line}\n`);
const dataDir = await mkdtemp(join(tmpdir(), "va-desk-bench-"));
const mongo = await openMongo({
  uri: process.env["VA_DESK_TEST_MONGODB_URI"],
  dataDir,
  cacheDir: join(root, "node_modules/.cache/va-desk/"),
  now: systemClock.now(),
  progress: note,
});
const results: { bench: string; load: number; figures: Figure[] }[] = [];
try {
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const load = Number((loadavg()[0] ?? 0).toFixed(1));
    note(`\n${bench.name}: ${bench.about} (load ${load})`);
    const figures = await bench.run({ uri: mongo.uri, root, note });
    results.push({ bench: bench.name, load, figures });
    process.stdout.write(`\n${printed(figures)}\n`);
  }
} finally {
  await mongo.stop();
  await rm(dataDir, { recursive: true, force: true });
}

const at = systemClock.now().toISOString();
const machine = {
  cores: availableParallelism(),
  cpu: cpus()[0]?.model ?? "?",
  memoryGB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
const folder = join(root, "tests/bench/results");
await mkdir(folder, { recursive: true });
const file = join(folder, `${at.replaceAll(":", "-")}.json`);
await writeFile(file, `${JSON.stringify({ at, machine, results }, null, 2)}\n`);
note(`\nWritten to ${file}`);
