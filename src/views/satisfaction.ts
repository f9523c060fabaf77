import { FEW, type Satisfaction, type Tally } from "../domain/satisfaction.ts";
import type { Survey } from "../domain/survey.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, View } from "../view/nodes.ts";

const MOST_ROWS = 24;
const MOST_BARS = 8;
const MOST_WORDS = 8;
const NAME_SHOWN = 30;
const ABOUT_SHOWN = 60;
const WORDS_SHOWN = 300;

interface Shown {
  title: string;
  clientOf(id: string): string;
  /** `ACME-12`, or a project's name; "" for the quarter's. */
  aboutOf(survey: Survey): string;
  actions: readonly Action[];
}

/** How content clients are: in numbers with their counts, as a picture, and in their words. */
export function satisfactionView(found: Satisfaction, shown: Shown, m: Messages): View {
  const words = m.care.report;
  if (found.all.csat.asked + found.all.nps.asked === 0)
    return { title: shown.title, body: [v.text(words.nothing)] };
  const { rows } = found;
  const more = rows.length - MOST_ROWS;
  const few = rows.some(({ csat, nps }) => isFew(csat) || isFew(nps));
  return {
    title: shown.title,
    body: [
      v.fields([
        v.field(words.csat, scoreWords("csat", found.all.csat, m)),
        v.field(words.nps, scoreWords("nps", found.all.nps, m)),
        v.field(words.responses, rateWords(found.all.csat, found.all.nps, m)),
      ]),
      ...chartOf(found, shown, m),
      {
        kind: "table",
        columns: [
          { label: words.client },
          { label: words.month },
          { label: words.csat, align: "end" },
          { label: words.answers, align: "end" },
          { label: words.nps, align: "end" },
          { label: words.answers, align: "end" },
        ],
        rows: rows
          .slice(0, MOST_ROWS)
          .map(({ client, month, csat, nps }) => [
            clip(shown.clientOf(client), NAME_SHOWN),
            month,
            short("csat", csat),
            `${csat.answered}/${csat.asked}`,
            short("nps", nps),
            `${nps.answered}/${nps.asked}`,
          ]),
      },
      ...(more > 0 ? [v.context(m.common.more(more))] : []),
      ...(few ? [v.context(words.few(FEW))] : []),
      ...said(found, shown, m),
      v.actions(...shown.actions),
    ],
  };
}

const isFew = ({ answered, few }: Tally): boolean => answered > 0 && few;

/** A score marked where too few stand behind it. */
function short(kind: "csat" | "nps", { score, few }: Tally): string {
  if (score === undefined) return "–";
  const plain = kind === "csat" ? score.toFixed(1) : `${score > 0 ? "+" : ""}${score}`;
  return few ? `${plain} *` : plain;
}

function scoreWords(kind: "csat" | "nps", one: Tally, m: Messages): string {
  const words = m.care.report;
  if (one.score === undefined) return words.noAnswer;
  const number =
    kind === "csat" ? words.ofFive(one.score.toFixed(1)) : `${one.score > 0 ? "+" : ""}${one.score}`;
  return one.few ? words.onlyFew(number, one.answered) : number;
}

function rateWords(csat: Tally, nps: Tally, m: Messages): string {
  const asked = csat.asked + nps.asked;
  const answered = csat.answered + nps.answered;
  return m.care.report.rate(answered, asked, Math.round((answered / Math.max(1, asked)) * 100));
}

/** Only what enough answers stand behind is drawn. */
function chartOf({ clients }: Satisfaction, { clientOf }: Shown, m: Messages): Node[] {
  const enough = clients.filter(({ csat }) => !csat.few);
  if (enough.length === 0) return [];
  const bars = enough
    .slice(0, MOST_BARS)
    .map(({ client, csat }) => ({ label: clip(clientOf(client), NAME_SHOWN), value: csat.score ?? 0 }));
  const title = m.care.report.chart;
  const alt = `${title}: ${bars.map(({ label, value }) => `${label} ${value.toFixed(1)}`).join(", ")}`;
  return [{ kind: "chart", chart: { title, unit: "score", bars, alt } }];
}

function said({ words }: Satisfaction, { clientOf, aboutOf }: Shown, m: Messages): Node[] {
  if (words.length === 0) return [];
  const more = words.length - MOST_WORDS;
  return [
    v.heading(m.care.report.words),
    ...words
      .slice(0, MOST_WORDS)
      .flatMap((one) => [
        v.context(
          [
            clip(one.personName, NAME_SHOWN),
            clip(clientOf(one.client), NAME_SHOWN),
            clip(aboutOf(one), ABOUT_SHOWN),
          ]
            .filter(Boolean)
            .join(" · "),
          ` · ${m.care.followUp.score} ${one.score ?? "–"}`,
        ),
        v.quote(clip(one.words, WORDS_SHOWN)),
      ]),
    ...(more > 0 ? [v.context(m.common.more(more))] : []),
  ];
}
