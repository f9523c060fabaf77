import { expect, test } from "vitest";
import { exceptions, type Part, parts } from "./support/import-rules.ts";
import { importsOf, sourcesIn } from "./support/sources.ts";

const sources = await sourcesIn("src", "adapters", "commands", "scheduler", "manifest");

const fits = (path: string, pattern: string): boolean => {
  if (pattern.endsWith("/*")) return path.slice(0, path.lastIndexOf("/") + 1) === pattern.slice(0, -1);
  return pattern.endsWith("/") ? path.startsWith(pattern) : path === pattern;
};

/** The part with the longest pattern the file fits. */
function partOf(path: string): string | undefined {
  const fitting = Object.entries(parts).flatMap(([name, part]) =>
    part.files.filter((pattern) => fits(path, pattern)).map((pattern) => ({ name, pattern })),
  );
  return fitting.sort((a, b) => b.pattern.length - a.pattern.length)[0]?.name;
}

function allowed(to: string, name: string, part: Part): boolean {
  if (!to.includes("/") || to.startsWith("@")) return part.packages.includes(to);
  const other = partOf(to);
  if (other === name) return !part.apart;
  return part.may.some((may) => may === "*" || may === other || may === to);
}

const broken = sources.flatMap((source) => {
  const name = partOf(source.path);
  const part = name === undefined ? undefined : parts[name];
  if (name === undefined || part === undefined) return [{ from: source.path, to: "", name: "no part" }];
  return source.imports
    .filter((to) => !allowed(to, name, part))
    .map((to) => ({ from: source.path, to, name }));
});

const excepted = (from: string, to: string) =>
  exceptions.filter((exception) => fits(from, exception.from) && to === exception.to);

test("every part imports only what it may", () => {
  const wrong = broken.filter(({ from, to }) => excepted(from, to).length === 0);
  expect(wrong.map(({ from, to, name }) => `${from} (${name}) imports ${to}`)).toEqual([]);
});

test("every exception is still needed", () => {
  const needed = new Set(broken.flatMap(({ from, to }) => excepted(from, to)));
  expect(exceptions.filter((exception) => !needed.has(exception))).toEqual([]);
});

test("every name in the rules is a part or a file", () => {
  const files = new Set(sources.map((source) => source.path));
  const unknown = Object.values(parts)
    .flatMap((part) => part.may)
    .filter((may) => may !== "*" && !(may in parts) && !files.has(may));
  expect(unknown).toEqual([]);
});

test("types, re-exports and imports made while running count", () => {
  const code = `
    import type { Db } from "mongodb";
    import { type Say } from "../src/domain/outbox.ts";
    export * from "../src/store/system.ts";
    export { tick } from "./tick.ts";
    const { App } = await import("@slack/bolt/dist/App.js");
    // import "nothing"; and "import('nothing')" is only text
    import { join } from "node:path";
  `;
  expect(importsOf("scheduler/some.ts", code)).toEqual([
    "@slack/bolt",
    "mongodb",
    "node",
    "scheduler/tick.ts",
    "src/domain/outbox.ts",
    "src/store/system.ts",
  ]);
});
