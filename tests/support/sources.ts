import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

export const root = new URL("../../", import.meta.url).pathname;

/** One source file and all it imports: paths from the repository's root, `node`, or packages by name. */
export interface Source {
  path: string;
  imports: readonly string[];
}

/** Every TypeScript file of these folders, in order of path. */
export async function sourcesIn(...folders: readonly string[]): Promise<Source[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const inside = await readdir(join(root, folder), { recursive: true });
      return inside.filter((name) => name.endsWith(".ts")).map((name) => `${folder}/${name}`);
    }),
  );
  return Promise.all(
    found
      .flat()
      .sort()
      .map(async (path) => ({
        path,
        imports: importsOf(path, await readFile(join(root, path), "utf8")),
      })),
  );
}

/** Types count too, and so do re-exports and imports made while running. */
export function importsOf(path: string, code: string): string[] {
  const { module, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      literal(path, code.slice(start, end)),
    ),
  ];
  return [...new Set(found.map((specifier) => target(path, specifier)))].sort();
}

function literal(path: string, argument: string): string {
  const text = /^["'`]([^"'`$]+)["'`]$/.exec(argument)?.[1];
  if (text === undefined) throw new Error(`${path}: import(${argument}) doesn't say what it imports`);
  return text;
}

function target(path: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(path), specifier);
  if (specifier.startsWith("node:")) return "node";
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** Titles of the tests in a test file, as they are written there. */
export function testTitles(path: string, code: string): string[] {
  const titles: string[] = [];
  const visitor = new Visitor({
    CallExpression({ start, arguments: [title] }) {
      if (title?.type !== "Literal" || typeof title.value !== "string") return;
      if (/^(test|it)\b/.test(code.slice(start))) titles.push(title.value);
    },
  });
  visitor.visit(parseSync(path, code).program);
  return titles;
}
