import { describe, expect, test } from "vitest";
import { messageOf } from "../../adapters/slack/render/message.ts";
import { createOrigins } from "../../adapters/slack/render/metadata.ts";
import { formModal } from "../../adapters/slack/render/modal.ts";
import { placeOf } from "../../adapters/slack/who.ts";
import { cardOf } from "../../adapters/teams/render/card.ts";
import { formCard } from "../../adapters/teams/render/form.ts";
import type { CheckIn, Part, Question } from "../../src/domain/check-in.ts";
import { parseQuestions } from "../../src/domain/check-in-words.ts";
import { satisfactionOf } from "../../src/domain/satisfaction.ts";
import { askSurvey, type Survey } from "../../src/domain/survey.ts";
import { formField, formOf } from "../../src/forms.ts";
import { messages } from "../../src/i18n/index.ts";
import { createStamps } from "../../src/stamps.ts";
import type { Form, Locale, View } from "../../src/view/nodes.ts";
import { checkInView, partCard, partReminder } from "../../src/views/check-in.ts";
import { roundSummary } from "../../src/views/check-in-summary.ts";
import { followUpList, followUpView, outcomeView, raisedView } from "../../src/views/follow-ups.ts";
import { satisfactionView } from "../../src/views/satisfaction.ts";
import { surveyCard, surveyReminder } from "../../src/views/survey.ts";
import { judge, needsJudge } from "../fakes/judge/index.ts";
import { checkMessageBlocks, checkView } from "../fakes/slack/schema/check.ts";
import type { Shown } from "../fakes/slack/types.ts";
import { aFollowUp, NOW } from "../support/requests.ts";
import { judgedByTeams } from "../support/teams-schema.ts";

const long = (n: number): string => "ज़रूरी बात & <जल्दी> ".repeat(Math.ceil(n / 20)).slice(0, n);
const origin = createOrigins(createStamps(["secret"])).of(placeOf("T1", "C1", { name: "acme" }), "U1");

function survey(kind: Survey["kind"], changes: Partial<Survey> = {}): Survey {
  const of = { id: "d1.5", desk: "d1", client: "acme", request: null, quarter: "2026-Q4", person: "jane" };
  return {
    ...askSurvey({ ...of, kind, personName: long(300), conversation: "person:jane" }, NOW),
    ...changes,
  };
}

const asked = parseQuestions(
  Array.from(
    { length: 10 },
    (_, n) => `${n} ${long(150)} ${["", "[1-10]", "[yes/no]", `[${long(60)} / ${n}]`][n % 4]}`,
  ).join("\n"),
  [],
  0,
);
const questions: Question[] = "questions" in asked ? asked.questions : [];
const checkIn: CheckIn = {
  id: "d1.7",
  desk: "d1",
  name: "daily",
  title: long(300),
  kind: "daily",
  client: null,
  people: null,
  questions,
  given: 10,
  rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
  cycle: "day",
  from: "2026-11-24",
  at: "09:30",
  open: 480,
  owner: "asha",
  summary: null,
  anonymous: false,
  state: "on",
  stopped: [],
  version: 0,
};
const part = (n: number, changes: Partial<Part> = {}): Part => ({
  id: `d1.a${n}`,
  desk: "d1",
  checkIn: "d1.7",
  period: "2026-11-25",
  client: "acme",
  person: `p${n}`,
  personName: `${n} ${long(300)}`,
  conversation: `person:p${n}`,
  questions,
  anonymous: false,
  askedAt: NOW,
  deadline: new Date("2026-11-25T18:00:00Z"),
  state: "open",
  answers: questions.map(({ id }) => ({ question: id, value: long(3000) })),
  version: 0,
  ...changes,
});

/** All that care shows, at its longest. */
function views(locale: Locale): View[] {
  const m = messages(locale);
  const reader = { locale, zone: "Asia/Kolkata" };
  const names = {
    again: true,
    about: long(400),
    desk: long(300),
    shared: true,
  };
  const look = { title: long(300), shared: false, reader, now: NOW };
  const followUps = Array.from({ length: 200 }, (_, n) =>
    aFollowUp({
      code: `f-${1000 + n}`,
      what: long(10_000),
      fromName: long(300),
      source: "check-in",
      outcome: long(3000),
    }),
  );
  const [one = aFollowUp()] = followUps;
  const people = Array.from({ length: 1000 }, (_, n) =>
    part(n, { state: n % 2 === 0 ? "answered" : "closed" }),
  );
  const round = {
    checkIn,
    period: "2026-11-25",
    parts: people,
    notAsked: people.slice(0, 100).map(({ personName }) => personName),
    clientName: long(300),
  };
  const ballots = new Map(questions.map(({ id }) => [id, Array.from({ length: 1000 }, () => "5")]));
  const answered = Array.from({ length: 500 }, (_, n) =>
    survey(n % 2 === 0 ? "csat" : "nps", {
      client: `c${n % 60}`,
      state: "answered",
      score: (n % 5) + 1,
      words: long(3000),
      answeredAt: NOW,
    }),
  );
  const people12 = Array.from({ length: 100 }, () => long(300));
  return [
    ...(["asked", "answered", "withdrawn", "expired"] as const).flatMap((state) => [
      surveyCard(survey("csat", { state, score: 1 }), names, NOW, m),
      surveyCard(survey("nps", { state, score: 10 }), { ...names, shared: false }, NOW, m),
    ]),
    surveyCard(survey("csat", { state: "withdrawn" }), { ...names, again: false }, NOW, m),
    surveyReminder(survey("csat"), names, m),
    surveyReminder(survey("nps"), names, m),
    ...(["open", "answered", "skipped", "closed"] as const).map((state) =>
      partCard(part(1, { state }), look, m),
    ),
    partReminder(part(1), long(300), m),
    checkInView(
      checkIn,
      { client: long(300), people: people12, owner: long(300), summary: long(300) },
      true,
      m,
    ),
    roundSummary({ ...round, anonymous: false, ballots: undefined }, reader, NOW, m),
    roundSummary({ ...round, anonymous: true, ballots }, reader, NOW, m),
    roundSummary({ ...round, anonymous: true, ballots: undefined }, reader, NOW, m),
    followUpView(one, { client: long(300), owner: long(300), hiddenFrom: long(300) }, m),
    followUpList({ followUps, clientOf: () => long(300), ownerOf: () => long(300), reader, now: NOW }, m),
    outcomeView(one, long(10_000), m),
    raisedView(followUps, m),
    satisfactionView(
      satisfactionOf(answered, "UTC"),
      {
        title: long(300),
        clientOf: () => long(300),
        aboutOf: () => long(40),
        actions: [{ label: "CSV", verb: "report", input: { as: "csv" } }],
      },
      m,
    ),
  ];
}

const forms = (locale: Locale): Form[] => {
  const { form } = messages(locale).checkIn;
  const fields = questions.map(({ id, text, kind, options }) =>
    kind === "text" || kind === "scale"
      ? formField(id, "long-text", text, { [id]: long(3000) }, { maxLength: 3000 })
      : formField(
          id,
          "select",
          text,
          {},
          {
            options: (options.length > 0 ? options : ["yes", "no"]).map((one) => ({
              value: one,
              label: one,
            })),
          },
        ),
  );
  return [
    formOf("checkin", long(60), "OK", fields, { what: "answer", id: "d1.a1" }),
    formOf(
      "checkin",
      form.title,
      "OK",
      [
        formField(
          "questions",
          "long-text",
          form.questions,
          { questions: long(2500) },
          { hint: form.questionsHint, maxLength: 2500 },
        ),
      ],
      { what: "edit", name: "daily" },
    ),
  ];
};

const wired = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe.for(["en", "hi"] as const)("in %s, all that care shows at its longest", (locale) => {
  const reader = { locale, zone: "Asia/Kolkata" };
  const look = { reader, now: NOW, readers: "one", command: "/va" } as const;

  test("fits into Slack, by its own classes too", async (context) => {
    const shown: Shown[] = [];
    for (const view of views(locale)) {
      const { blocks, text } = messageOf(view, look);
      checkMessageBlocks(wired(blocks));
      shown.push({ kind: "message", via: "test", channel: "C1", text, blocks: wired(blocks) as never });
    }
    for (const form of forms(locale)) {
      const modal = wired(formModal(form, look, origin, {}));
      checkView(modal, ["modal"]);
      shown.push({ kind: "modal", via: "test", user: "U1", view: modal as never });
    }
    await needsJudge(context);
    expect(await judge(shown)).toEqual([]);
  });

  test("fits into Teams, by its schema", () => {
    for (const view of views(locale)) judgedByTeams(cardOf(view, { reader, now: NOW, readers: "one" }));
    for (const form of forms(locale))
      judgedByTeams(formCard(form, { reader, now: NOW, readers: "one" }, "once"));
  });

  test("keeps its buttons, however much there is to say", () => {
    for (const view of views(locale)) {
      const labels = view.body.flatMap((node) => (node.kind === "actions" ? node.actions : [])).length;
      const { blocks } = messageOf(view, look);
      const buttons = JSON.stringify(blocks).match(/"type":"button"/g)?.length ?? 0;
      expect(buttons, view.title.slice(0, 40)).toBe(labels);
    }
  });
});
