import type { Command } from "./command.ts";
import { usageOf } from "./command.ts";
import { nearest } from "./grammar.ts";
import type { Messages } from "./i18n/index.ts";
import { actions, code, context, quote, text } from "./view/build.ts";
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
      ...(command?.examples[0] ? [context(code(`/va ${command.examples[0]}`))] : []),
      ...typed(m, line),
    ],
  };
}

export function unknownVerb(m: Messages, verb: string, line: string, commands: readonly Command[]): View {
  const listed = commands.filter((command) => !command.hidden);
  const near = nearest(
    verb,
    listed.map((command) => command.name),
  );
  const command = listed.find((c) => c.name === near);
  const problems = [
    m.errors.unknownVerb(verb.slice(0, 60)),
    near === undefined ? m.errors.seeHelp : m.errors.didYouMean(near),
  ];
  return refusal(m, problems, line, command);
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
