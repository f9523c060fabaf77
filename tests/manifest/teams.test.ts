import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import draft4 from "ajv-draft-04";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { teamsManifest, teamsWords } from "../../manifest/teams/manifest.ts";
import { teamsPackage } from "../../manifest/teams/package.ts";
import { testFolder } from "../support/folder.ts";

const require = createRequire(import.meta.url);
const Ajv = draft4 as unknown as typeof draft4.default;
const options = {
  url: "https://va.example.com",
  appId: "11111111-2222-4333-8444-555555555555",
  version: "1.0.0",
  commands,
};

/** Microsoft's schema, as its own package has it. */
function problemsBy(name: string, value: object): unknown {
  const home = require.resolve("@microsoft/app-manifest/package.json").replace("package.json", "");
  const path = join(home, "build/json-schemas/teams/v1.29", name);
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const valid = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
  valid(JSON.parse(JSON.stringify(value)));
  return valid.errors ?? [];
}

test("the manifest is valid by Microsoft's schema, and so are its Hindi words", () => {
  expect(problemsBy("MicrosoftTeams.schema.json", teamsManifest(options))).toEqual([]);
  expect(problemsBy("MicrosoftTeams.Localization.schema.json", teamsWords("hi", commands))).toEqual([]);
});

test("every word of the store's short fields fits uncut", () => {
  for (const locale of ["en", "hi"] as const) {
    const words = Object.entries(teamsWords(locale, commands)) as [string, string][];
    for (const [path, text] of words)
      expect(path === "description.full" || !text.endsWith("…"), path).toBe(true);
  }
});

test("the package holds all that the manifest names, with icons of the right size", () => {
  const files = unzipSync(teamsPackage(options));
  expect(Object.keys(files).sort()).toEqual(["color.png", "hi.json", "manifest.json", "outline.png"]);
  const sizeOf = (name: string): number => Buffer.from(files[name] ?? []).readUInt32BE(16);
  expect([sizeOf("color.png"), sizeOf("outline.png")]).toEqual([192, 32]);
});

test("the command line writes the package, and says what is missing", async () => {
  const out = join(await testFolder(), "app.zip");
  const run = (...args: string[]) =>
    execFileSync(
      process.execPath,
      [new URL("../../src/bin.mjs", import.meta.url).pathname, "manifest", "teams", ...args],
      {
        encoding: "utf8",
        stdio: "pipe",
      },
    );
  expect(run("--url", options.url, "--app", options.appId, "--out", out)).toContain("is written");
  expect(Object.keys(unzipSync(readFileSync(out)))).toContain("manifest.json");
  expect(() => run("--url", "http://insecure.example", "--app", options.appId, "--out", out)).toThrow(
    "https",
  );
  expect(() => run("--url", options.url, "--out", out)).toThrow("--app is missing");
});
