import { describe, expect, test } from "vitest";
import { vaDesk } from "../../src/cli/index.ts";
import { run } from "../../src/cli.ts";
import { type Ran, runCli } from "../support/cli.ts";

const groups: Record<string, readonly string[]> = {
  jobs: ["list", "preview", "run"],
  manifest: ["slack"],
  parked: ["retry"],
  keys: ["rotate"],
};
const all = Object.keys(vaDesk.subCommands ?? {}).flatMap((name) => [
  name,
  ...(groups[name] ?? []).map((sub) => `${name} ${sub}`),
]);

/** Without a process of its own: a line that is wrong, or asks for help, gets no further. */
async function runHere(words: string[]): Promise<Ran> {
  const out = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof out) => ({
    isTTY: false as const,
    write(text: string) {
      out[name] += text;
      return true;
    },
  });
  const terminal = { stdout: stream("stdout"), stderr: stream("stderr") };
  return { code: await run(words, terminal as never), ...out };
}

describe("a command line", () => {
  test.each(all)("%s explains itself on --help and does nothing else", async (line) => {
    const path = line.split(" ");
    const { code, stdout, stderr } = await runHere([...path, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`USAGE va-desk ${path.join(" ")}`);
    expect(stdout).not.toContain("\u001b");
  });

  test("without a command shows them all, and is wrong", async () => {
    const { code, stdout } = await runHere([]);
    expect(code).toBe(2);
    for (const name of Object.keys(vaDesk.subCommands ?? {})) expect(stdout).toContain(name);
  });

  test.each([
    [["dance"], "Unknown command: dance"],
    [["jobs"], "A command is missing"],
    [["jobs", "list", "--jsn"], "Unknown option: --jsn"],
    [["demo", "now"], "Unexpected word: now"],
    [["say", "request", "Fix", "--as", "jane"], "Unexpected word: Fix"],
    [["say", "today"], "--as"],
    [["say", "today", "--as"], "--as needs a value"],
    [["say"], "LINE"],
    [["start", "--role", "boss"], "all, web, worker"],
    [["jobs", "preview", "--from", "yesterday"], "2026-12-01T08:00+05:30"],
    [["jobs", "preview", "--from", "2026-02-30"], "--from"],
    [["jobs", "preview", "--from", "2026-12-02", "--to", "2026-12-01"], "later than"],
    [["jobs", "preview", "--job", "tea-break"], "housekeeping"],
    [["jobs", "run", "tea-break", "--subject", "x"], "housekeeping"],
    [["jobs", "run", "unanswered-deliveries"], "--subject"],
    [["manifest", "slack"], "--url"],
    [["manifest", "slack", "--url", "http://va.example.com"], "https"],
    [["manifest", "slack", "--url", "https://va.example.com", "--command", "va"], "like /va"],
    [["desk-code", "--hours", "0"], "from 1 to"],
    [["parked", "retry"], "ID"],
  ])("%j is wrong, and is told why beside the usage", async (words, why) => {
    const { code, stdout, stderr } = await runHere(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("USAGE va-desk");
    expect(stderr.trimEnd().split("\n").at(-1)).toContain(why);
  });
});

test("a wrong line and a call for help end the process as they should", async () => {
  const [wrong, help] = await Promise.all([runCli(["dance"]), runCli(["jobs", "--help"])]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain("Unknown command: dance");
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("preview");
});

test("the manifest comes out as JSON and nothing else, with the command that is set", async () => {
  const url = "https://va.example.com";
  const { code, stdout, stderr } = await runCli(["manifest", "slack", "--url", url], {
    SLACK_COMMAND: "/desk",
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    features: { slash_commands: [{ command: "/desk", url: `${url}/slack/events` }] },
  });
});
