/**
 * The one grammar of typed lines: `verb [words] [key:value …]`. Pure: it knows a verb's positions and keys, nothing of desks.
 */
export interface Positional {
  key: string;
  kind: PositionalKind;
  optional?: boolean;
  /** For `choice`: the words allowed. */
  choices?: readonly string[];
}
export type PositionalKind =
  | "ref"
  | "entry"
  | "risk"
  | "duration"
  | "person"
  | "choice"
  | "subject"
  | "word"
  | "rest";

interface Token {
  /** Where it stands in what was typed. */
  from: number;
  to: number;
  /** Without its quotes. */
  text: string;
  quoted: boolean;
  key?: string;
}

export interface ParsedLine {
  values: Record<string, string>;
  /** Words no position took. */
  leftover: string;
  /** What they would have been, had it not been given as `key:value` besides. */
  twice?: string;
}

const QUOTES: Record<string, string> = { '"': '"', "“": "”", "„": "“", "«": "»" };

/** Splits off the first word, in lower case, and what follows it. */
export function splitVerb(line: string): { verb: string; rest: string } {
  const match = /^\s*(\S+)\s*([\s\S]*)$/u.exec(line);
  return { verb: match?.[1]?.toLowerCase() ?? "", rest: match?.[2] ?? "" };
}

/** Puts words to positions and known `key:value` pairs to keys. Unknown keys stay words: "Note: call Ben" is text. */
export function parseWords(
  rest: string,
  positional: readonly Positional[],
  keys: ReadonlySet<string>,
): ParsedLine {
  const values: Record<string, string> = {};
  const words: Token[] = [];
  for (const token of tokens(rest, keys)) {
    if (token.key === undefined) words.push(token);
    else values[token.key] = token.text;
  }
  let at = 0;
  let twice: string | undefined;
  for (const position of positional) {
    if (Object.hasOwn(values, position.key)) {
      if (words[at] && fits(words[at]?.text ?? "", position)) twice ??= position.key;
      continue;
    }
    if (position.kind === "rest") {
      const remaining = words.slice(at);
      at = words.length;
      const [only] = remaining;
      const text = remaining.length === 1 && only?.quoted ? only.text : asTyped(rest, remaining);
      if (text !== "") values[position.key] = text;
      continue;
    }
    const word = words[at];
    if (!word) break;
    if (position.optional && !fits(word.text, position)) continue;
    values[position.key] = word.text;
    at += 1;
  }
  const leftover = asTyped(rest, words.slice(at));
  return { values, leftover, ...(leftover === "" || twice === undefined ? {} : { twice }) };
}

/** Words with the blanks and line ends that stand between them; a `key:value` taken from among them leaves one blank or line end. */
function asTyped(rest: string, words: readonly Token[]): string {
  return words
    .map(({ from, to }, i) => {
      const before = words[i - 1];
      const gap = before === undefined ? "" : rest.slice(before.to, from);
      const between = /^\s*$/u.test(gap) ? gap : gap.includes("\n") ? "\n" : " ";
      return between + rest.slice(from, to);
    })
    .join("");
}

/** True if a word may stand at this position. */
function fits(word: string, position: Positional): boolean {
  switch (position.kind) {
    case "ref":
      return /^(?:[a-z][a-z0-9]{1,7}-|#)?\d{1,7}$/i.test(word);
    case "entry":
      return /^t-[a-z0-9]{3,6}$/i.test(word);
    case "risk":
      return /^r-[a-z0-9]{3,6}$/i.test(word);
    case "duration":
      return /^\d/.test(word);
    case "person":
      return /^[@<]/.test(word);
    case "choice":
      return position.choices?.includes(word.toLowerCase()) ?? false;
    case "subject":
      return (
        /^(?:(?:[a-z][a-z0-9]{1,7}-|#)?\d{1,7}|[A-Z][A-Z0-9]{1,7})$/i.test(word) && !/^[a-z]+$/.test(word)
      );
    case "word":
    case "rest":
      return true;
    default:
      return position.kind satisfies never;
  }
}

function* tokens(rest: string, keys: ReadonlySet<string>): Generator<Token> {
  let at = 0;
  while (at < rest.length) {
    const char = rest.charAt(at);
    if (/\s/u.test(char)) {
      at += 1;
      continue;
    }
    const key = /^([a-z]{2,20}):(?=\S)/i.exec(rest.slice(at, at + 22))?.[1]?.toLowerCase();
    const known = key !== undefined && keys.has(key);
    const start = known ? at + key.length + 1 : at;
    const { text, end, quoted } = value(rest, start);
    yield { from: at, to: end, text, quoted, ...(known ? { key } : {}) };
    at = end;
  }
}

function value(rest: string, start: number): { text: string; end: number; quoted: boolean } {
  const close = QUOTES[rest.charAt(start)];
  if (close !== undefined) {
    // Phones turn straight quotes into curly ones, sometimes only one of a pair.
    for (let i = start + 1; i < rest.length; i += 1) {
      const here = rest.charAt(i);
      const ends = here === close || (close !== "»" && /["“”]/.test(here));
      if (ends && (i + 1 === rest.length || /\s/u.test(rest.charAt(i + 1)))) {
        return { text: rest.slice(start + 1, i), end: i + 1, quoted: true };
      }
    }
  }
  let end = start;
  while (end < rest.length && !/\s/u.test(rest.charAt(end))) end += 1;
  return { text: rest.slice(start, end), end, quoted: false };
}

/** The verb nearest to what was typed, for "did you mean"; undefined if nothing is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const scored = names.map((name) => ({ name, off: distance(word, name) })).sort((a, b) => a.off - b.off);
  const best = scored[0];
  return best && best.off <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}

/** Damerau-Levenshtein (optimal string alignment), bounded to short words. */
function distance(a: string, b: string): number {
  if (a.length > 24) return a.length;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
