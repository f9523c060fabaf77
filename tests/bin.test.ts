import { spawnSync } from "node:child_process";
import { copyFile, mkdir, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { testFolder } from "./support/folder.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

test("the first start builds and hands over the arguments; the next one only hands over", async () => {
  const dir = await project('console.log("got", argv.join("+"));');
  const first = start(dir, "say", "hello");
  expect(first).toEqual({ status: 3, stdout: "got say+hello\n", stderr: "Building…\n" });
  expect(start(dir, "again")).toEqual({ status: 0, stdout: "got again\n", stderr: "" });
});

test("a source changed or deleted since the last build is built again, once", async () => {
  const dir = await project('console.log("old");');
  start(dir);
  await cli(dir, 'console.log("new");');
  expect(start(dir)).toEqual({ status: 0, stdout: "new\n", stderr: "Building…\n" });
  expect(start(dir).stderr).toBe("");
  await writeFile(join(dir, "commands", "extra.ts"), "export const extra = 1;\n");
  expect(start(dir).stderr).toBe("Building…\n");
  await rm(join(dir, "commands", "extra.ts"));
  expect(start(dir).stderr).toBe("Building…\n");
});

test("a build that went missing is made again", async () => {
  const dir = await project('console.log("here");');
  start(dir);
  await rm(join(dir, "dist", "src"), { recursive: true });
  expect(start(dir)).toEqual({ status: 0, stdout: "here\n", stderr: "Building…\n" });
});

test("a failed build shows the compiler's words and ends with 1, as often as it is tried", async () => {
  const dir = await project('const wrong: number = "text"; console.log(wrong);');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { status, stdout, stderr } = start(dir);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/src\/cli\.ts.*TS2322(.|\n)*The build failed/);
  }
});

test("without the compiler an existing build is used, and without a build the remedy is named", async () => {
  const dir = await project('console.log("built");');
  expect(start(dir).status).toBe(0);
  await rm(join(dir, "node_modules"));
  const later = (await stat(join(dir, "dist", ".built"))).mtime.getTime() / 1000 + 60;
  await utimes(join(dir, "src", "cli.ts"), later, later);
  expect(start(dir)).toEqual({ status: 0, stdout: "built\n", stderr: "" });
  await rm(join(dir, "dist"), { recursive: true });
  const { status, stderr } = start(dir);
  expect(status).toBe(1);
  expect(stderr).toContain("npm ci --include=dev");
});

/** The launcher with a small program of the same layout. */
async function project(body: string): Promise<string> {
  const dir = await testFolder();
  for (const folder of ["src", "commands", "adapters", "scheduler"]) await mkdir(join(dir, folder));
  await symlink(join(root, "node_modules"), join(dir, "node_modules"));
  await copyFile(join(root, "tsconfig.json"), join(dir, "tsconfig.json"));
  await writeFile(join(dir, "package.json"), '{ "type": "module" }\n');
  await copyFile(join(root, "src", "bin.mjs"), join(dir, "src", "bin.mjs"));
  await cli(dir, body);
  return dir;
}

const cli = (dir: string, body: string): Promise<void> =>
  writeFile(
    join(dir, "src", "cli.ts"),
    `export function run(argv: string[]): unknown {\n  ${body}\n  return argv.length > 1 ? 3 : undefined;\n}\n`,
  );

function start(dir: string, ...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dir, "src", "bin.mjs"), ...argv], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
