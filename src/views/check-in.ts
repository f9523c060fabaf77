import { type Answer, type CheckIn, canAnswer, type Part, type Question } from "../domain/check-in.ts";
import type { Messages } from "../i18n/index.ts";
import { rhythmOf } from "../time/recurrence.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Reader, View } from "../view/nodes.ts";
import { hasLateDay, rhythmInWords } from "./rhythm.ts";

const ANSWER_SHOWN = 500;

/** `Wed 25 Nov`, `2026-W48`, `2026-11`. */
export function periodWords(period: string, reader: Reader, now: Date): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(period)) return period;
  const at = `${period.slice(0, 10)}T12:00:00.000Z`;
  return formatDate({ kind: "date", at, style: "date", zone: "UTC" }, reader, now);
}

export const answerButton = ({ id }: Pick<Part, "id">, label: string, style?: Action["style"]): Action => ({
  label,
  verb: "checkin",
  input: { what: "answer", id },
  ...(style ? { style } : {}),
});

const skipButton = ({ id }: Pick<Part, "id">, m: Messages): Action => ({
  label: m.checkIn.skipToday,
  verb: "checkin",
  input: { what: "skip", id },
});

const stopButton = ({ id }: Pick<Part, "id">, m: Messages): Action => ({
  label: m.checkIn.stop,
  verb: "checkin",
  input: { what: "stop", id },
});

interface PartLook {
  title: string;
  /** Others read along: nobody's answers are shown. */
  shared: boolean;
  reader: Reader;
  now: Date;
}

/** The live message that asks, and afterwards shows what became of it. */
export function partCard(part: Part, look: PartLook, m: Messages): View {
  const { reader, now } = look;
  const words = m.checkIn;
  const title = `${clip(look.title, 80)} · ${periodWords(part.period, reader, now)}`;
  const still = canAnswer(part, now);
  const mention = look.shared && part.person !== null ? [v.mention(part.person, part.personName), " "] : [];
  switch (part.state) {
    case "open":
      return still
        ? {
            title,
            body: [
              v.text(
                ...mention,
                words.asks(part.questions.length),
                " ",
                words.until,
                " ",
                v.when(part.deadline),
                ".",
              ),
              v.list(
                part.questions.map((one) => v.spans(one.text)),
                true,
              ),
              ...(part.anonymous ? [v.context(words.isAnonymous)] : [v.context(words.replyToo)]),
              v.actions(
                answerButton(part, words.answer, "primary"),
                ...(part.person === null ? [] : [skipButton(part, m)]),
                ...(part.client !== null && part.person !== null ? [stopButton(part, m)] : []),
              ),
            ],
          }
        : { title, body: [v.text(words.closed)] };
    case "answered":
      return {
        title,
        body: [
          v.text(part.anonymous ? words.thanksAnonymous : words.thanks),
          ...(look.shared || part.anonymous ? [] : answersOf(part.questions, part.answers, m)),
          ...(still && !part.anonymous
            ? [
                v.text(words.editUntil, " ", v.when(part.deadline), "."),
                v.actions(answerButton(part, words.edit)),
              ]
            : []),
        ],
      };
    case "skipped":
      return {
        title,
        body: [
          v.text(words.skipped),
          ...(still ? [v.actions(answerButton(part, words.answerAfterAll))] : []),
        ],
      };
    case "closed":
      return { title, body: [v.text(words.closed)] };
    default:
      return part.state satisfies never;
  }
}

/** Brings it to mind, once. */
export function partReminder(part: Part, title: string, m: Messages): View {
  const words = m.checkIn;
  return {
    title: words.remindTitle(clip(title, 80)),
    body: [
      v.text(`${words.until} `, v.when(part.deadline), "."),
      v.actions(answerButton(part, words.answer, "primary"), skipButton(part, m)),
    ],
  };
}

/** Each question with what was said to it. */
export function answersOf(questions: readonly Question[], answers: readonly Answer[], m: Messages): Node[] {
  return questions.flatMap((question): Node[] => {
    const value = answers.find((one) => one.question === question.id)?.value;
    return value === undefined
      ? []
      : [v.text(v.bold(question.text)), v.quote(clip(valueWords(question, value, m), ANSWER_SHOWN))];
  });
}

export function valueWords(question: Question, value: string, m: Messages): string {
  if (question.kind === "yes-no") return value === "yes" ? m.common.yes : m.common.no;
  return question.kind === "scale" ? m.checkIn.ofScale(value, question.most) : value;
}

/** `every weekday, 09:30`, and what becomes of days that a month lacks. */
function rhythmNodes(checkIn: Pick<CheckIn, "rrule" | "at" | "cycle">, m: Messages): Node[] {
  const rhythm = rhythmOf(checkIn.rrule);
  const notes = [
    ...(hasLateDay(rhythm) ? [m.repeat.lastDayNote] : []),
    checkIn.cycle === "day" ? m.checkIn.dayOffSkips : m.checkIn.dayOffMoves,
  ];
  return [v.context(notes.join(" "))];
}

export const rhythmWords = ({ rrule, at }: Pick<CheckIn, "rrule" | "at">, m: Messages): string =>
  m.checkIn.rhythm(rhythmInWords(rhythmOf(rrule), m), at);

export interface CheckInNames {
  client: string | undefined;
  /** Names of who is asked. */
  people: readonly string[];
  owner: string;
  /** The team channel the summary goes to. */
  summary: string | undefined;
}

/** A check-in with all its settings, for the team. */
export function checkInView(checkIn: CheckIn, names: CheckInNames, mayChange: boolean, m: Messages): View {
  const words = m.checkIn;
  const press = (what: string, label: string, style?: Action["style"]): Action => ({
    label,
    verb: "checkin",
    input: { what, name: checkIn.name },
    ...(style ? { style } : {}),
  });
  const paused = checkIn.state === "paused";
  const people = names.people.slice(0, 12).join(", ");
  const more = names.people.length - 12;
  return {
    title: `${checkIn.title}${paused ? ` (${words.paused})` : ""}`,
    body: [
      v.fields([
        v.field(words.called, v.code(checkIn.name)),
        v.field(words.when, rhythmWords(checkIn, m)),
        v.field(
          words.who,
          people === "" ? words.nobody : more > 0 ? `${people} ${m.common.more(more)}` : people,
        ),
        v.field(words.openFor, words.duration(checkIn.open)),
        v.field(words.summaryTo, names.summary ?? names.owner),
        ...(names.client === undefined ? [] : [v.field(words.client, names.client)]),
      ]),
      ...rhythmNodes(checkIn, m),
      ...(checkIn.anonymous ? [v.context(words.isAnonymous)] : []),
      v.list(
        checkIn.questions.map((one) => v.spans(`${one.text}${kindWords(one, m)}`)),
        true,
      ),
      ...(mayChange
        ? [
            v.actions(
              press("start", words.startNow, "primary"),
              press("edit", words.change),
              press(paused ? "resume" : "pause", paused ? words.resume : words.pause),
              { ...press("end", words.end, "danger"), confirm: words.endSure(checkIn.title) },
            ),
          ]
        : []),
    ],
  };
}

function kindWords({ kind, most, options, fill }: Question, m: Messages): string {
  switch (kind) {
    case "text":
      return fill === null ? "" : ` (${m.checkIn.filled})`;
    case "scale":
      return ` (1–${most})`;
    case "choice":
      return ` (${options.join(" / ")})`;
    case "yes-no":
      return ` (${m.common.yes} / ${m.common.no})`;
    default:
      return kind satisfies never;
  }
}
