import { alreadyDone, refusal } from "../answers.ts";
import type { Command } from "../command.ts";
import type { OpenCtx } from "../ctx.ts";
import { AppError, ConflictError, DuplicateError, UserError } from "../errors.ts";
import type { Outcome } from "../invocation.ts";
import type { Log } from "../log.ts";
import type { View } from "../view/nodes.ts";
import { InputError } from "./carry-out.ts";
import { lineOf, type Spoken } from "./spoken.ts";

interface Failed {
  outcome: Outcome;
  /** For the metrics. */
  result: "repeat" | "refused" | "conflict" | "error";
}

/** What somebody is told when their command did not go through, with what they typed; a form opens again with its errors. */
export async function failed(
  error: unknown,
  command: Command,
  spoken: Spoken,
  open: OpenCtx,
  log: Log,
): Promise<Failed> {
  const { m, reader } = open;
  const say = (view: View): Outcome => ({ kind: "view", to: "actor", view, reader });
  if (error instanceof DuplicateError) return { outcome: say(alreadyDone(m)), result: "repeat" };
  if (error instanceof ConflictError)
    return { outcome: say(refusal(m, [m.errors.busy], lineOf(spoken))), result: "conflict" };
  const problems = problemsIn(error);
  if (problems) {
    const form = await formAgain(problems, command, spoken, open);
    const texts = problems.map((problem) => problem.text);
    return { outcome: form ?? say(refusal(m, texts, lineOf(spoken), command)), result: "refused" };
  }
  const wrapped =
    error instanceof AppError ? error : new AppError("internal", "unexpected", { cause: error });
  log.error({ err: error, id: wrapped.id, verb: command.name }, "a command failed");
  return {
    outcome: say(refusal(m, [m.common.somethingBroke(wrapped.id)], lineOf(spoken))),
    result: "error",
  };
}

type Problems = readonly { key: string | undefined; text: string }[];

function problemsIn(error: unknown): Problems | undefined {
  if (error instanceof InputError) return error.problems;
  if (error instanceof UserError) return [{ key: error.field, text: error.message }];
  return undefined;
}

async function formAgain(
  problems: Problems,
  command: Command,
  spoken: Spoken,
  open: OpenCtx,
): Promise<Outcome | undefined> {
  if (!spoken.form || !command.form || !open.here) return undefined;
  const form = await command.form({ ...open, ...open.here }, spoken.values);
  const known = new Set(form.fields.map((field) => field.key));
  const [first = ""] = known;
  const errors = Object.fromEntries(
    problems.map(({ key, text }) => [key !== undefined && known.has(key) ? key : first, text]),
  );
  return { kind: "form", form, reader: open.reader, errors };
}
