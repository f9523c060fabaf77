import { alreadyDone, refusal } from "../answers.ts";
import { type Command, formOf } from "../command.ts";
import type { OpenCtx } from "../ctx.ts";
import { AppError, ConflictError, DuplicateError, OutdatedError, UserError } from "../errors.ts";
import type { Outcome } from "../invocation.ts";
import type { Log } from "../log.ts";
import type { View } from "../view/nodes.ts";
import type { Spoken } from "./bare.ts";
import { InputError } from "./carry-out.ts";

interface Failed {
  outcome: Outcome;
  /** For the metrics. */
  result: "repeat" | "outdated" | "refused" | "conflict" | "error";
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
  const { line } = spoken;
  const say = (view: View): Outcome => ({ kind: "view", to: "actor", view, reader });
  const refuse = (view: View): Outcome => ({ kind: "view", to: "actor", view, reader, refused: true });
  if (error instanceof DuplicateError || (await isRepeat(error, open)))
    return { outcome: say(alreadyDone(m)), result: "repeat" };
  if (error instanceof OutdatedError) return { outcome: refuse(error.view), result: "outdated" };
  if (error instanceof ConflictError)
    return { outcome: refuse(refusal(m, [m.errors.busy], line)), result: "conflict" };
  const problems = problemsIn(error);
  if (problems) {
    const form = spoken.form ? await formAgain(problems, command, spoken, open) : undefined;
    const texts = problems.map((problem) => problem.text);
    return { outcome: form ?? refuse(refusal(m, texts, line, command)), result: "refused" };
  }
  const wrapped =
    error instanceof AppError ? error : new AppError("internal", "unexpected", { cause: error });
  log.error({ err: error, id: wrapped.id, verb: command.name }, "a command failed");
  return { outcome: refuse(refusal(m, [m.common.somethingBroke(wrapped.id)], line)), result: "error" };
}

/** The act is refused because it is done already: the timer it would stop is stopped, the code it would give is given. */
async function isRepeat(error: unknown, { here }: OpenCtx): Promise<boolean> {
  return (
    (error instanceof UserError || error instanceof OutdatedError) &&
    here !== undefined &&
    (await here.store.carriedOut())
  );
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
  { values }: Spoken,
  open: OpenCtx,
): Promise<Outcome | undefined> {
  const form = await formOf(command, open, values).catch((error: unknown) => {
    // What is wrong may be just what the form would have to be drawn from.
    if (error instanceof UserError) return undefined;
    throw error;
  });
  if (!form) return undefined;
  const known = new Set(form.fields.map((field) => field.key));
  const [first = ""] = known;
  const errors = Object.fromEntries(
    problems.map(({ key, text }) => [key !== undefined && known.has(key) ? key : first, text]),
  );
  return { kind: "form", form, reader: open.reader, errors };
}
