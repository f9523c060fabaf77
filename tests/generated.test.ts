import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { envExample } from "../src/config.ts";
import { between, verbTable } from "./support/readme.ts";
import { root } from "./support/sources.ts";

/** Files that follow from the code, whole or in part. `npm run generate` writes them; here they are compared. */
const generated: Readonly<Record<string, (present: string) => string>> = {
  ".env.example": () => envExample(),
  "README.md": (present) => between(present, "verbs", verbTable()),
};

test.for(Object.entries(generated))("%s says what the code says", async ([name, make]) => {
  const path = join(root, name);
  await expect(make(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
});
