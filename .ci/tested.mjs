// @ts-check
// The tests within `npm run check`. Where they have just passed on this very tree, as in CI, they are not run a second time, and that is said.
// `node .ci/tested.mjs --tree` prints what names the tree; VA_DESK_TESTED says on which they passed.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";

const tree = nameOfTree();
if (process.argv.includes("--tree")) {
  process.stdout.write(tree);
} else if (tree !== "" && process.env["VA_DESK_TESTED"] === tree) {
  process.stdout.write("tests: passed on this very tree a moment ago\n");
} else {
  process.exitCode = spawnSync("npm", ["run", "-s", "test"], { stdio: "inherit" }).status ?? 1;
}

/** Of every tracked file as it is now, and every new one; empty where that can't be told. */
function nameOfTree() {
  try {
    const said = [
      ["ls-files", "-s"],
      ["diff", "HEAD"],
      ["status", "--porcelain"],
    ].map((args) => execFileSync("git", args, { maxBuffer: 1e9, stdio: ["ignore", "pipe", "ignore"] }));
    return createHash("sha256").update(Buffer.concat(said)).digest("hex");
  } catch {
    return "";
  }
}
