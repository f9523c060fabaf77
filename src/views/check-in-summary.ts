import { type CheckIn, LEAST_ANONYMOUS, type Part, type Question } from "../domain/check-in.ts";
import { FEW } from "../domain/satisfaction.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Node, Reader, Text, View } from "../view/nodes.ts";
import { periodWords, valueWords } from "./check-in.ts";

const NAME_SHOWN = 40;
const ANSWER_SHOWN = 400;
const LINES = 40;
const MOST_BUTTONS = 10;

/** What a round came to. */
export interface Round {
  checkIn: Pick<CheckIn, "title" | "client">;
  period: string;
  anonymous: boolean;
  parts: readonly Part[];
  /** Asked in every way there is, but not in this round: off, or away. */
  notAsked: readonly string[];
  /** What was said, by question, each in an order of its own; undefined where too few said something. */
  ballots: ReadonlyMap<string, readonly string[]> | undefined;
  clientName: string | undefined;
}

/** A round at its end: what was said, and who is missing. */
export function roundSummary(round: Round, reader: Reader, now: Date, m: Messages): View {
  const words = m.checkIn;
  const people = round.parts.filter(({ person }) => person !== null);
  const answered = people.filter(({ state }) => state === "answered");
  const names = (parts: readonly Part[]) =>
    parts.map(({ personName }) => clip(personName, NAME_SHOWN)).join(", ");
  const missing = people.filter(({ state }) => state === "open" || state === "closed");
  const skipped = people.filter(({ state }) => state === "skipped");
  const of = round.clientName === undefined ? "" : ` · ${clip(round.clientName, NAME_SHOWN)}`;
  return {
    title: `${clip(round.checkIn.title, 80)}${of} · ${periodWords(round.period, reader, now)}`,
    body: [
      v.text(words.took(answered.length, people.length)),
      ...(round.anonymous ? secret(round, m) : named(answered, m)),
      ...(missing.length > 0 ? [v.text(v.bold(`${words.missing}: `), names(missing))] : []),
      ...(skipped.length > 0 ? [v.text(v.bold(`${words.skippedBy}: `), names(skipped))] : []),
      ...(round.notAsked.length > 0
        ? [v.context(`${words.off}: ${round.notAsked.map((name) => clip(name, NAME_SHOWN)).join(", ")}`)]
        : []),
      ...(round.anonymous ? [] : followUps(answered, m)),
    ],
  };
}

/** Question by question, each person under it. */
function named(answered: readonly Part[], m: Messages): Node[] {
  const questions = new Map<string, Question>();
  for (const part of answered) for (const one of part.questions) questions.set(one.id, one);
  return [...questions.values()].flatMap((question) => {
    const said = answered.flatMap(({ personName, answers }) => {
      const value = answers.find((one) => one.question === question.id)?.value;
      return value === undefined ? [] : [{ personName, value }];
    });
    if (said.length === 0) return [];
    const lines = said.map(
      ({ personName, value }): Text => [
        v.bold(clip(personName, NAME_SHOWN)),
        v.plain(`: ${clip(valueWords(question, value, m), ANSWER_SHOWN)}`),
      ],
    );
    return block(
      question,
      said.map(({ value }) => value),
      lines,
      m,
    );
  });
}

function secret({ parts, ballots }: Round, m: Messages): Node[] {
  const words = m.checkIn;
  if (!ballots) return [v.text(words.tooFew(LEAST_ANONYMOUS))];
  const [first] = parts;
  return (first?.questions ?? []).flatMap((question) => {
    const values = ballots.get(question.id) ?? [];
    const lines = question.kind === "text" ? values.map((value) => v.spans(clip(value, ANSWER_SHOWN))) : [];
    return values.length === 0 ? [] : block(question, values, lines, m);
  });
}

function block(question: Question, values: readonly string[], lines: readonly Text[], m: Messages): Node[] {
  const more = lines.length - LINES;
  const shown = [...lines.slice(0, LINES), ...(more > 0 ? [v.spans(m.common.more(more))] : [])];
  const counted = countWords(question, values, m);
  return [
    v.heading(question.text),
    ...(counted === "" ? [] : [v.context(counted)]),
    ...(shown.length > 0 ? [v.list(shown)] : []),
  ];
}

/** The average of a scale, and how often each thing was chosen. */
function countWords(question: Question, values: readonly string[], m: Messages): string {
  const words = m.checkIn;
  switch (question.kind) {
    case "text":
      return "";
    case "scale": {
      const average = values.reduce((sum, value) => sum + Number(value), 0) / values.length;
      const shown = words.average(average.toFixed(1), question.most);
      return values.length < FEW ? words.onlyFew(shown, values.length) : shown;
    }
    case "choice":
    case "yes-no": {
      const options = question.kind === "choice" ? question.options : ["yes", "no"];
      return options
        .map((option) => ({ option, count: values.filter((value) => value === option).length }))
        .filter(({ count }) => count > 0)
        .map(({ option, count }) => `${valueWords(question, option, m)}: ${count}`)
        .join(" · ");
    }
    default:
      return question.kind satisfies never;
  }
}

/** One click makes what somebody said something to be followed up. */
function followUps(answered: readonly Part[], m: Messages): Node[] {
  if (answered.length === 0) return [];
  const shown = answered.slice(0, MOST_BUTTONS);
  return [
    v.actions(
      ...shown.map((part) => ({
        label: m.checkIn.followUp(clip(part.personName, NAME_SHOWN)),
        verb: "checkin",
        input: { what: "follow", id: part.id },
      })),
    ),
  ];
}
