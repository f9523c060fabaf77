import { stripVTControlCharacters } from "node:util";
import { type ArgsDef, type CommandDef, parseArgs, renderUsage, runCommand } from "citty";
import { vaDesk } from "./cli/index.ts";
import { UsageError } from "./cli/usage-error.ts";
import { told } from "./main.ts";

/** The command line was wrong. */
const USAGE = 2;

interface Terminal {
  stdout: Pick<NodeJS.WriteStream, "write" | "isTTY">;
  stderr: Pick<NodeJS.WriteStream, "write" | "isTTY">;
}

/** Runs one command line (without node and script). Returns the exit code: 0 done, 1 failed, 2 the line was wrong. */
export async function run(argv: string[], terminal: Terminal = process): Promise<number> {
  const { command, parent, rest } = await commandMeant(argv);
  const usage = () => renderUsage(command, parent);
  if (rest.some((word) => word === "--help" || word === "-h") || argv.length === 0) {
    say(terminal.stdout, await usage());
    return argv.length === 0 ? USAGE : 0;
  }
  try {
    const problem = wrongWord(command, rest);
    if (problem !== undefined) return refused(terminal, await usage(), problem);
    const { result } = await runCommand(command, { rawArgs: rest });
    return typeof result === "number" ? result : 0;
  } catch (error) {
    if (error instanceof UsageError || (error instanceof Error && error.name === "CLIError")) {
      return refused(terminal, await usage(), error.message);
    }
    terminal.stderr.write(`${told(error)}\n`);
    return 1;
  }
}

function refused({ stderr }: Terminal, usage: string, problem: string): number {
  say(stderr, `${usage}\n\n${problem}`);
  return USAGE;
}

/** In colour where somebody looks. */
function say(to: Terminal["stdout"], text: string): void {
  to.write(`${to.isTTY ? text : stripVTControlCharacters(text)}\n`);
}

interface Meant {
  command: CommandDef<ArgsDef>;
  /** Called as the words that lead to the command. */
  parent: CommandDef<ArgsDef> | undefined;
  rest: string[];
}

/** The command that the first words name, and the words it gets. */
async function commandMeant(argv: readonly string[]): Promise<Meant> {
  let command: CommandDef<ArgsDef> = vaDesk;
  const path: string[] = [];
  let name = "va-desk";
  let rest = [...argv];
  while (true) {
    const subCommands: Record<string, unknown> = (await resolved(command.subCommands)) ?? {};
    const [first = ""] = rest;
    const next = Object.hasOwn(subCommands, first) ? subCommands[first] : undefined;
    if (next === undefined) {
      const parent = path.length === 0 ? undefined : { meta: { name: path.join(" ") } };
      return { command, parent, rest };
    }
    path.push(name);
    name = first;
    command = (await resolved(next)) as CommandDef<ArgsDef>;
    rest = rest.slice(1);
  }
}

const resolved = async <T>(given: T | (() => T | Promise<T>)): Promise<T> =>
  typeof given === "function" ? await (given as () => T | Promise<T>)() : given;

/** What is wrong with a line that the parser would let through. @throws CLIError for what it wouldn't */
function wrongWord(command: CommandDef<ArgsDef>, rest: readonly string[]): string | undefined {
  if (command.subCommands && !command.run)
    return rest[0] === undefined ? "A command is missing." : `Unknown command: ${rest[0]}`;
  const args = (command.args ?? {}) as ArgsDef;
  const end = rest.indexOf("--");
  const unknown = (end < 0 ? rest : rest.slice(0, end))
    .filter((word) => /^-[^\d]/.test(word))
    .map((word) => word.split("=")[0] ?? "")
    .find((word) => !Object.hasOwn(args, word.replace(/^--(no-)?/, "")));
  if (unknown !== undefined) return `Unknown option: ${unknown}`;
  const parsed = parseArgs([...rest], args);
  const empty = Object.entries(args).find(([name, { type }]) => type === "string" && parsed[name] === "");
  if (empty) return `--${empty[0]} needs a value.`;
  const places = Object.values(args).filter(({ type }) => type === "positional").length;
  const extra = parsed._[places];
  return extra === undefined ? undefined : `Unexpected word: ${extra}`;
}
