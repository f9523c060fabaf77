import { type Answer, MOST_QUESTIONS, type Question } from "./check-in.ts";

/** What stops a line from being a question. */
export type QuestionProblem = {
  line: number;
  problem: "empty" | "long" | "scale" | "choice" | "many" | "twice";
  text: string;
};

const TEXT_MAX = 200;
const OPTION_MAX = 70;

/** One question a line; what stands in brackets at its end is how it is answered. The same words keep their id. */
export function parseQuestions(
  text: string,
  before: readonly Question[],
  given: number,
): { questions: Question[]; given: number } | QuestionProblem {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return { line: 1, problem: "empty", text: "" };
  if (lines.length > MOST_QUESTIONS)
    return { line: MOST_QUESTIONS + 1, problem: "many", text: lines[MOST_QUESTIONS] ?? "" };
  const questions: Question[] = [];
  let last = given;
  for (const [n, line] of lines.entries()) {
    const parsed = parseLine(line);
    if ("problem" in parsed) return { ...parsed, line: n + 1 };
    if (questions.some((one) => one.text === parsed.text))
      return { line: n + 1, problem: "twice", text: parsed.text };
    const same = before.find((one) => one.text === parsed.text && one.kind === parsed.kind);
    if (!same) last += 1;
    questions.push({ ...parsed, id: same?.id ?? `q${last}` });
  }
  return { questions, given: last };
}

function parseLine(line: string): Omit<Question, "id"> | Omit<QuestionProblem, "line"> {
  const [, head = line, inside] = /^([\s\S]*?)\s*\[([^\]]*)\]$/.exec(line) ?? [];
  const text = head
    .replace(/^\d{1,2}[.)]\s+/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return { problem: "empty", text: line };
  if (text.length > TEXT_MAX) return { problem: "long", text };
  const plain = { text, kind: "text" as const, most: 0, options: [], fill: null };
  if (inside === undefined) return plain;
  const how = inside.trim().toLowerCase();
  if (how === "done" || how === "next") return { ...plain, fill: how };
  if (/^(yes ?\/ ?no|हाँ ?\/ ?नहीं)$/u.test(how)) return { ...plain, kind: "yes-no" };
  const scale = /^1\s*[-–]\s*(\d{1,2})$/.exec(how);
  if (scale) {
    const most = Number(scale[1]);
    return most >= 2 && most <= 10 ? { ...plain, kind: "scale", most } : { problem: "scale", text: inside };
  }
  if (/^\d+\s*[-–]\s*\d+$/.test(how)) return { problem: "scale", text: inside };
  const options = inside.split("/").map((option) => option.trim());
  const fits =
    options.length >= 2 &&
    options.length <= 10 &&
    options.every((one) => one !== "" && one.length <= OPTION_MAX);
  return fits && new Set(options).size === options.length
    ? { ...plain, kind: "choice", options }
    : { problem: "choice", text: inside };
}

/** As they are typed into the editor. */
export const questionsAsTyped = (questions: readonly Question[]): string =>
  questions.map((one) => `${one.text}${mark(one)}`).join("\n");

function mark({ kind, most, options, fill }: Question): string {
  switch (kind) {
    case "text":
      return fill === null ? "" : ` [${fill}]`;
    case "scale":
      return ` [1-${most}]`;
    case "choice":
      return ` [${options.join(" / ")}]`;
    case "yes-no":
      return " [yes/no]";
    default:
      return kind satisfies never;
  }
}

const YES = /^(y|yes|हाँ|हां)$/iu;
const NO = /^(n|no|नहीं)$/iu;

/** The value of an answer as it is kept; undefined if it is none to this question. */
export function answerMeant({ kind, most, options }: Question, typed: string): string | undefined {
  const words = typed.trim();
  switch (kind) {
    case "text":
      return words;
    case "scale": {
      const number = /^\d{1,2}$/.test(words) ? Number(words) : 0;
      return number >= 1 && number <= most ? String(number) : undefined;
    }
    case "choice":
      return options.find((option) => option.toLowerCase() === words.toLowerCase());
    case "yes-no":
      return YES.test(words) ? "yes" : NO.test(words) ? "no" : undefined;
    default:
      return kind satisfies never;
  }
}

/**
 * A reply in words. Lines that begin with a question's number answer that one; other words go to the first question not answered yet that they
 * can answer; what was answered before stays as it is.
 */
export function repliesMeant(
  questions: readonly Question[],
  before: readonly Answer[],
  text: string,
): Answer[] {
  const answers = new Map(before.map(({ question, value }) => [question, value]));
  const said = new Map<string, string>();
  let current: Question | undefined;
  const loose: string[] = [];
  for (const line of text.split("\n")) {
    const [, number, rest] = /^\s*(\d{1,2})[.):]\s*(.*)$/.exec(line) ?? [];
    const named = number === undefined ? undefined : questions[Number(number) - 1];
    if (named) current = named;
    const words = named ? (rest ?? "") : line;
    if (!current) loose.push(line);
    else said.set(current.id, [said.get(current.id) ?? "", words].filter((one) => one !== "").join("\n"));
  }
  for (const [id, words] of said) {
    const question = questions.find((one) => one.id === id);
    const value = question && words.trim() !== "" ? answerMeant(question, words) : undefined;
    if (value !== undefined) answers.set(id, value);
  }
  const rest = loose.join("\n").trim();
  if (rest !== "") {
    const unanswered = questions.filter(({ id }) => !answers.has(id));
    const fits = unanswered.find((one) => one.kind !== "text" && answerMeant(one, rest) !== undefined);
    const words = fits ?? unanswered.find((one) => one.kind === "text");
    if (words) answers.set(words.id, answerMeant(words, rest) ?? rest);
  }
  return questions.flatMap(({ id }) => {
    const value = answers.get(id);
    return value === undefined || value === "" ? [] : [{ question: id, value }];
  });
}
