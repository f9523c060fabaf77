import type { Levels, ResponsePromise } from "./clocks.ts";
import { formatDuration, parseDuration } from "./duration.ts";

const MOST_DAYS = 365;

/** Working minutes by priority: `24h`, or `24h, important 8h, urgent 4h`; undefined if unreadable or without one for all. */
export const parseAnswer = (text: string): Levels | undefined => parseLevels(text, parseDuration);

/** Working days by priority: `5d`, or `5d, urgent 1d`. */
export const parseFinish = (text: string): Levels | undefined => parseLevels(text, parseWorkingDays);

function parseWorkingDays(text: string): number | undefined {
  const days = Number(/^(\d{1,3})\s*(?:d|days?)?$/i.exec(text.trim())?.[1]);
  return days >= 1 && days <= MOST_DAYS ? days : undefined;
}

function parseLevels(text: string, parse: (words: string) => number | undefined): Levels | undefined {
  const levels: Partial<Levels> = {};
  for (const piece of text.split(/[,;]/)) {
    const [, level = "normal"] = /\b(normal|important|urgent)\b/i.exec(piece) ?? [];
    const key = level.toLowerCase() as keyof Levels;
    const amount = parse(piece.replace(/\b(normal|important|urgent)\b:?/i, "").trim());
    if (amount === undefined || levels[key] !== undefined) return undefined;
    levels[key] = amount;
  }
  const { normal, important = null, urgent = null } = levels;
  return normal === undefined ? undefined : { normal, important, urgent };
}

const levelsInWords = (levels: Levels, say: (amount: number) => string): string =>
  [
    say(levels.normal),
    ...(["important", "urgent"] as const).flatMap((level) => {
      const amount = levels[level];
      return amount === null ? [] : [`${level} ${say(amount)}`];
    }),
  ].join(", ");

/** A promise as it would be typed; what is not promised is "". */
export const promiseValues = ({ answer, finish }: Pick<ResponsePromise, "answer" | "finish">) => ({
  answer: answer ? levelsInWords(answer, formatDuration) : "",
  finish: finish ? levelsInWords(finish, (days) => `${days}d`) : "",
});
