import { type Command, formOf, type Reply } from "../command.ts";
import type { OpenCtx } from "../ctx.ts";
import { UserError } from "../errors.ts";
import { problemsOf } from "../problems.ts";
import type { Spoken } from "./bare.ts";

/** The typed input was not of the command's shape; by field. */
export class InputError extends Error {
  readonly problems: readonly { key: string | undefined; text: string }[];
  constructor(problems: readonly { key: string | undefined; text: string }[]) {
    super("bad input");
    this.problems = problems;
  }
}

/**
 * Parses the values and runs the command. Where only something required is missing, its form opens.
 * @throws InputError, UserError, OutdatedError, DuplicateError, ConflictError
 */
export async function carryOut(command: Command, spoken: Spoken, open: OpenCtx): Promise<Reply> {
  const { m, here } = open;
  if (spoken.leftover !== "") {
    const words = spoken.leftover.slice(0, 200).toWellFormed();
    const { twice } = spoken;
    throw new UserError(
      "leftover",
      twice === undefined ? m.errors.leftover(words) : m.errors.twice(twice, words),
    );
  }
  const [empty] = Object.entries(spoken.values).find(([, value]) => value === "") ?? [];
  if (empty !== undefined && spoken.line !== "" && !spoken.form && !spoken.open)
    throw new UserError("empty", m.errors.emptyValue(empty), { field: empty });
  const values = given(command, spoken);
  const wanted = spoken.open ? await formOf(command, open, values) : undefined;
  if (wanted) return { form: wanted };
  const parsed = await command.input.safeParseAsync(values);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error, values, m);
    const onlyMissing = problems.every((problem) => problem.missing);
    const form = onlyMissing && !spoken.form ? await formOf(command, open, values) : undefined;
    if (form) return { form };
    throw new InputError(problems);
  }
  if (command.runOpen) return command.runOpen(open, parsed.data);
  if (!command.run || !here) throw new Error(`${command.name} can't run`);
  return command.run({ ...open, ...here }, parsed.data);
}

/** What was filled in; a field that somebody emptied says so where that means something. */
export function given({ clears = [] }: Command, { values, form }: Spoken): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (value !== "") return [[key, value]];
      return form && clears.includes(key) ? [[key, "none"]] : [];
    }),
  );
}
