import type { Command } from "./command.ts";
import { usageOf } from "./command.ts";
import { nearest } from "./grammar.ts";
import type { Messages } from "./i18n/index.ts";
import { actions, code, context, quote, text, typed as typedLine } from "./view/build.ts";
import type { Action, Node, View } from "./view/nodes.ts";

/** The dispatcher's own answers: refusals and questions. Each gives the typed text back. */

const typed = (m: Messages, line: string | undefined): Node[] =>
  line === undefined || line.trim() === "" ? [] : [context(m.common.youTyped), quote(line)];

export function refusal(m: Messages, problems: readonly string[], line?: string, command?: Command): View {
  return {
    title: m.errors.title,
    body: [
      ...problems.map((problem) => text(problem)),
      ...(command ? [text(`${m.errors.usage}: `, code(usageOf(command)))] : []),
      ...(command?.examples[0] ? [context(typedLine(command.examples[0]))] : []),
      ...typed(m, line),
    ],
  };
}

export function unknownVerb(m: Messages, verb: string, line: string, commands: readonly Command[]): View {
  const { problems, near } = unknown(m, verb, commands);
  return refusal(m, problems, line, near);
}

/** What to say of a verb that there isn't, and the one that may have been meant. */
export function unknown(
  m: Messages,
  verb: string,
  commands: readonly Command[],
): { problems: string[]; near: Command | undefined } {
  const listed = commands.filter((command) => !command.hidden);
  const name = nearest(
    verb,
    listed.map((command) => command.name),
  );
  const { unknownVerb: said, seeHelp, didYouMean } = m.errors;
  return {
    problems: [said(verb.slice(0, 60).toWellFormed()), name === undefined ? seeHelp : didYouMean(name)],
    near: listed.find((command) => command.name === name),
  };
}

export function question(
  m: Messages,
  title: string,
  words: string,
  choices: readonly Action[],
  line?: string,
): View {
  return { title, body: [text(words), ...typed(m, line), actions(...choices)] };
}

export const alreadyDone = (m: Messages): View => ({
  title: m.errors.alreadyDone,
  body: [text(m.errors.alreadyDoneText)],
});
