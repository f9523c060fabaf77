import { type ArgsDef, type CommandDef, renderUsage, runCommand } from "citty";
import { vaDesk } from "./cli/index.ts";
import { told } from "./main.ts";

/** The command line was wrong. */
const USAGE = 2;

/** Runs one command line (without node and script). Returns the exit code: 0 done, 1 failed, 2 the line was wrong. */
export async function run(argv: string[]): Promise<number> {
  const { command, parent, rest } = await commandMeant(argv);
  const usage = () => renderUsage(command, parent);
  if (rest.some((word) => word === "--help" || word === "-h") || argv.length === 0) {
    process.stdout.write(`${await usage()}\n`);
    return argv.length === 0 ? USAGE : 0;
  }
  const problem = wrongWord(command, rest);
  if (problem !== undefined) return refused(await usage(), problem);
  try {
    const { result } = await runCommand(command, { rawArgs: rest });
    return typeof result === "number" ? result : 0;
  } catch (error) {
    if (error instanceof Error && error.name === "CLIError") return refused(await usage(), error.message);
    process.stderr.write(`${told(error)}\n`);
    return 1;
  }
}

function refused(usage: string, problem: string): number {
  process.stderr.write(`${usage}\n\n${problem}\n`);
  return USAGE;
}

interface Meant {
  command: CommandDef<ArgsDef>;
  parent: CommandDef<ArgsDef> | undefined;
  rest: string[];
}

/** The command that the first words name, and the words it gets. */
async function commandMeant(argv: readonly string[]): Promise<Meant> {
  let command: CommandDef<ArgsDef> = vaDesk;
  let parent: CommandDef<ArgsDef> | undefined;
  let rest = [...argv];
  while (true) {
    const subCommands: Record<string, unknown> = (await resolved(command.subCommands)) ?? {};
    const [first = ""] = rest;
    const next = Object.hasOwn(subCommands, first) ? subCommands[first] : undefined;
    if (next === undefined) return { command, parent, rest };
    parent = command;
    command = (await resolved(next)) as CommandDef<ArgsDef>;
    rest = rest.slice(1);
  }
}

const resolved = async <T>(given: T | (() => T | Promise<T>)): Promise<T> =>
  typeof given === "function" ? await (given as () => T | Promise<T>)() : given;

/** What is wrong with a line that the parser would let through: an unknown command or option. */
function wrongWord(command: CommandDef<ArgsDef>, rest: readonly string[]): string | undefined {
  if (command.subCommands)
    return rest[0] === undefined ? "A command is missing." : `Unknown command: ${rest[0]}`;
  const known = new Set(Object.keys((command.args ?? {}) as ArgsDef));
  const end = rest.indexOf("--");
  const unknown = (end < 0 ? rest : rest.slice(0, end))
    .filter((word) => word.startsWith("--"))
    .map((word) => word.slice(2).split("=")[0] ?? "")
    .find((name) => !known.has(name) && !(name.startsWith("no-") && known.has(name.slice(3))));
  return unknown === undefined ? undefined : `Unknown option: --${unknown}`;
}
