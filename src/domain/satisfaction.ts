import { localDate } from "../time/zones.ts";
import type { Survey, SurveyKind } from "./survey.ts";

/** Fewer answers than these make no average. */
export const FEW = 3;

/** What one group of surveys came to. */
export interface Tally {
  /** Without those that were withdrawn. */
  asked: number;
  answered: number;
  /** The average of 1 to 5, or the share of promoters less that of detractors, -100 to 100; undefined without an answer. */
  score: number | undefined;
  /** Too few answers for the score to say much. */
  few: boolean;
}

export interface Satisfaction {
  /** By client, then by month (`2026-11`), the latest month first. */
  rows: readonly { client: string; month: string; csat: Tally; nps: Tally }[];
  /** By client, over the whole time. */
  clients: readonly { client: string; csat: Tally; nps: Tally }[];
  all: { csat: Tally; nps: Tally };
  /** Those with words, the latest first. */
  words: readonly Survey[];
}

/** How many promoters (9, 10) there are less how many detractors (0 to 6), out of a hundred: https://www.netpromotersystem.com/about/ */
const npsOf = (scores: readonly number[]): number =>
  Math.round(
    ((scores.filter((score) => score >= 9).length - scores.filter((score) => score <= 6).length) /
      scores.length) *
      100,
  );

const averageOf = (scores: readonly number[]): number =>
  scores.reduce((sum, score) => sum + score, 0) / scores.length;

export function tally(kind: SurveyKind, surveys: readonly Survey[]): Tally {
  const asked = surveys.filter((one) => one.kind === kind && one.state !== "withdrawn");
  const scores = asked.flatMap(({ score }) => (score === null ? [] : [score]));
  const score = scores.length === 0 ? undefined : kind === "csat" ? averageOf(scores) : npsOf(scores);
  return { asked: asked.length, answered: scores.length, score, few: scores.length < FEW };
}

const both = (surveys: readonly Survey[]) => ({ csat: tally("csat", surveys), nps: tally("nps", surveys) });

/** CSAT and NPS by client and month of asking, by the clocks of `zone`. */
export function satisfactionOf(surveys: readonly Survey[], zone: string): Satisfaction {
  const clients = groups(surveys, ({ client }) => client);
  return {
    rows: clients.flatMap(([client, ofClient]) =>
      groups(ofClient, ({ askedAt }) => localDate(askedAt, zone).slice(0, 7))
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .map(([month, ofMonth]) => ({ client, month, ...both(ofMonth) })),
    ),
    clients: clients.map(([client, ofClient]) => ({ client, ...both(ofClient) })),
    all: both(surveys),
    words: surveys
      .filter(({ words }) => words !== "")
      .sort((a, b) => (b.answeredAt ?? b.askedAt).getTime() - (a.answeredAt ?? a.askedAt).getTime()),
  };
}

function groups(surveys: readonly Survey[], by: (survey: Survey) => string): [string, Survey[]][] {
  const out = new Map<string, Survey[]>();
  for (const survey of surveys) out.set(by(survey), [...(out.get(by(survey)) ?? []), survey]);
  return [...out];
}
