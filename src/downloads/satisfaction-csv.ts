import type { Messages } from "../i18n/index.ts";
import type { SurveysShown } from "../satisfaction.ts";
import { localDate } from "../time/zones.ts";
import { csvOf } from "./csv.ts";

/** Surveys for a spreadsheet, one a line; days by the clocks of `zone`. */
export function satisfactionCsv(
  { surveys, clientOf, aboutOf }: SurveysShown,
  zone: string,
  { care }: Messages,
): string {
  const words = care.report;
  const rows = surveys.map((one) => [
    localDate(one.askedAt, zone),
    clientOf(one.client)?.code ?? "?",
    one.kind === "nps" ? words.nps : words.csat,
    one.quarter || aboutOf(one),
    one.personName,
    words.states[one.state],
    one.score ?? "",
    one.words,
    one.answeredAt === null ? "" : localDate(one.answeredAt, zone),
  ]);
  const { asked, client, kind, about, person, state, score, said, answeredOn } = words.columns;
  return csvOf([asked, client, kind, about, person, state, score, said, answeredOn], rows);
}
