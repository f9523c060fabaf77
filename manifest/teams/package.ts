import { readFileSync } from "node:fs";
import { strToU8, type Zippable, zipSync } from "fflate";
import { type TeamsManifestOptions, teamsManifest, teamsWords } from "./manifest.ts";

/** A fixed moment, so that the same app makes the same file. */
const MADE = new Date("2026-01-01T00:00:00Z");

/** The app as Teams takes it: a zip with the manifest, its icons and its other languages. @throws ConfigError */
export function teamsPackage(options: TeamsManifestOptions): Uint8Array {
  const icon = (name: string) => new Uint8Array(readFileSync(iconAt(name)));
  const json = (value: object) => strToU8(`${JSON.stringify(value, null, 2)}\n`);
  const files: Zippable = {
    "manifest.json": json(teamsManifest(options)),
    "hi.json": json(teamsWords("hi", options.commands)),
    "color.png": icon("color.png"),
    "outline.png": icon("outline.png"),
  };
  return zipSync(files, { mtime: MADE });
}

/** Compiled, this file stands in `dist/`, and the icons where they were. */
function iconAt(name: string): URL {
  const built = import.meta.url.includes("/dist/manifest/");
  return new URL(`${built ? "../../../manifest/teams/" : "./"}icons/${name}`, import.meta.url);
}
