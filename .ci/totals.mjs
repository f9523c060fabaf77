// Prints `N passed, N failed, N skipped` from a run's JSON report and ends with 0 only if nothing failed.
// usage: node .ci/totals.mjs REPORT STATUS, where STATUS is the exit code of what was run
import { readFileSync } from "node:fs";

const [report = "", status = "1"] = process.argv.slice(2);
const tests = testsOf(report);
const count = (kind) => tests.filter((test) => test.status === kind).length;
let failed = count("failed");
// What is no test may fail too: installing, a file that can't be read, a check after the tests.
if (failed === 0 && (status !== "0" || tests.length === 0)) failed = 1;
const skipped = tests.filter((test) => test.status !== "passed" && test.status !== "failed");
for (const test of skipped) console.log(`skipped: ${test.fullName}`);
console.log(`${count("passed")} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed === 0 ? 0 : 1;

function testsOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).testResults.flatMap((file) => file.assertionResults);
  } catch {
    return [];
  }
}
