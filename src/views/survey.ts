import type { Client, Desk } from "../domain/desk.ts";
import { directTo } from "../domain/outbox.ts";
import { type Request, requestName } from "../domain/request.ts";
import { isOpenSurvey, type Survey, scales } from "../domain/survey.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, View } from "../view/nodes.ts";

const TITLE_SHOWN = 120;

/** What a survey is about, in words its reader knows. */
export interface SurveyNames {
  /** `ACME-12 · Fix the template`, or a project's name; undefined for the quarter's. */
  about: string | undefined;
  /** It is being worked on again. */
  again: boolean;
  /** Who asks. */
  desk: string;
  /** In a channel others read along. */
  shared: boolean;
}

export const surveyNames = (
  survey: Pick<Survey, "conversation" | "person" | "about">,
  request: Pick<Request, "number" | "title" | "stage"> | undefined,
  client: Pick<Client, "code">,
  desk: Pick<Desk, "name">,
): SurveyNames => ({
  about: request ? `${requestName(client.code, request)} · ${request.title}` : survey.about || undefined,
  again: request !== undefined && request.stage !== "done",
  desk: desk.name,
  shared: survey.conversation !== directTo(survey.person),
});

/** One button for each score. */
function scoreButtons({ id, kind }: Pick<Survey, "id" | "kind">, m: Messages): Node {
  const { from, to } = scales[kind];
  const faces = m.care.survey.faces;
  return v.actions(
    ...Array.from({ length: to - from + 1 }, (_, n): Action => {
      const score = from + n;
      const face = kind === "csat" ? faces[score - 1] : undefined;
      return {
        label: face === undefined ? String(score) : `${score} ${face}`,
        verb: "survey",
        input: { id, score: String(score) },
      };
    }),
  );
}

export const wordButton = ({ id }: Pick<Survey, "id">, label: string): Action => ({
  label,
  verb: "survey",
  input: { what: "word", id },
});

/** The live message that asks, and afterwards says what became of it. What was answered is not shown where others read along. */
export function surveyCard(survey: Survey, names: SurveyNames, now: Date, m: Messages): View {
  const words = m.care.survey;
  const name = clip(survey.personName, 60);
  const about = clip(names.about ?? "", TITLE_SHOWN);
  const question = survey.kind === "nps" ? words.npsQuestion(names.desk) : words.question(about);
  switch (survey.state) {
    case "answered":
      return {
        title: words.thanksTitle(name),
        body: [
          ...(about === "" ? [] : [v.context(about)]),
          ...(names.shared || survey.score === null
            ? []
            : [v.text(words.youGave(survey.score, scales[survey.kind].to))]),
          ...(isStillTime(survey, now)
            ? [v.actions(wordButton(survey, survey.words === "" ? words.addWord : words.changeWord))]
            : []),
        ],
      };
    case "withdrawn":
      return {
        title: words.withdrawnTitle,
        body: [v.text(names.again ? words.withdrawn(about) : words.takenBack(about))],
      };
    case "expired":
      return { title: words.expiredTitle, body: [v.text(words.expired)] };
    case "asked":
      return isOpenSurvey(survey, now)
        ? {
            title: words.title(name),
            body: [
              v.text(
                ...(names.shared ? [v.mention(survey.person, survey.personName), " "] : []),
                v.bold(question),
              ),
              scoreButtons(survey, m),
              v.context(
                words.scale[survey.kind],
                " ",
                words.until,
                " ",
                v.when(survey.expiresAt, "date"),
                ".",
              ),
              v.actions({ label: words.stop, verb: "survey", input: { what: "stop", id: survey.id } }),
            ],
          }
        : { title: words.expiredTitle, body: [v.text(words.expired)] };
    default:
      return survey.state satisfies never;
  }
}

/** Words may be added until the survey's own end. */
export const isStillTime = ({ expiresAt }: Pick<Survey, "expiresAt">, now: Date): boolean => now < expiresAt;

/** Brings it to mind, once. */
export function surveyReminder(survey: Survey, names: SurveyNames, m: Messages): View {
  const words = m.care.survey;
  const about = clip(names.about ?? "", TITLE_SHOWN);
  return {
    title: words.remindTitle(clip(survey.personName, 60)),
    body: [
      v.text(
        ...(names.shared ? [v.mention(survey.person, survey.personName), " "] : []),
        survey.kind === "nps" ? words.npsQuestion(names.desk) : words.question(about),
      ),
      scoreButtons(survey, m),
    ],
  };
}
