import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../commands/index.ts";
import { slackManifest } from "../manifest/slack/manifest.ts";
import { scopesTable } from "../manifest/slack/scopes.ts";
import { envExample } from "../src/config.ts";
import { between, verbTable } from "./support/readme.ts";
import { root } from "./support/sources.ts";

/** Files that follow from the code, whole or in part. `npm run generate` writes them; here they are compared. */
const generated: Readonly<Record<string, (present: string) => string>> = {
  ".env.example": () => envExample(),
  "README.md": (present) => between(between(present, "verbs", verbTable()), "scopes", scopesTable()),
  "manifest/slack/example.json": () =>
    json(slackManifest({ url: "https://va.example.com", command: "/va", commands })),
};

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

test.for(Object.entries(generated))("%s says what the code says", async ([name, make]) => {
  const path = join(root, name);
  await expect(make(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
});
