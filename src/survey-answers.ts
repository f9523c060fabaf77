import type { Reply } from "./command.ts";
import { type Ctx, newFollowUpCode, newId } from "./ctx.ts";
import type { Client, Member } from "./domain/desk.ts";
import { type FollowUp, leadFor, ownerFor } from "./domain/follow-up.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { isLow, isOpenSurvey, type Survey, scales } from "./domain/survey.ts";
import { UserError } from "./errors.ts";
import { opening, toMember } from "./follow-ups.ts";
import { formField, formOf } from "./forms.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { ending, surveySay } from "./surveys.ts";
import { tellingOf } from "./telling.ts";
import * as v from "./view/build.ts";
import type { Form, Node } from "./view/nodes.ts";
import { followUpView } from "./views/follow-ups.ts";
import { isStillTime, surveyNames, wordButton } from "./views/survey.ts";

type Values = Readonly<Record<string, string>>;
const WORDS_MAX = 3000;

/** A word or two on a survey; with its score, where none was given yet. */
export async function surveyForm(ctx: Ctx, values: Values): Promise<Form> {
  const words = ctx.m.care.survey;
  const { id, score } = values;
  const survey = id === undefined ? undefined : await ctx.store.surveys.byId(id);
  if (survey?.person !== ctx.actor.person.id) throw new UserError("no-survey", words.gone);
  const { from, to } = scales[survey.kind];
  const scores = Array.from({ length: to - from + 1 }, (_, n) => String(from + n));
  const filled = { words: survey.words, ...values };
  const unscored = survey.state === "asked" && score === undefined;
  return formOf(
    "survey",
    unscored ? words.scoreTitle : words.wordTitle,
    ctx.m.common.submit,
    [
      ...(unscored
        ? [
            formField("score", "select", words.score, filled, {
              required: true,
              options: scores.map((one) => ({ value: one, label: one })),
            }),
          ]
        : []),
      formField("words", "long-text", words.word, filled, {
        required: !unscored,
        maxLength: WORDS_MAX,
        hint: words.wordHint,
      }),
    ],
    { id: survey.id, ...values },
  );
}

/** The survey if it is this person's; else what they are told, with their words. @throws UserError if there is none */
export async function mySurvey(
  ctx: Ctx,
  id: string,
  typed: string,
): Promise<{ survey: Survey } | { reply: Reply }> {
  const words = ctx.m.care.survey;
  const survey = await ctx.store.surveys.byId(id);
  if (!survey) throw new UserError("no-survey", words.gone);
  if (survey.person === ctx.actor.person.id) return { survey };
  const body = [v.text(words.notYouText), ...givenBack(ctx, typed)];
  return { reply: told(words.notYou(survey.personName), body) };
}

const told = (title: string, body: Node[]): Reply => ({ to: "actor", view: { title, body } });

export const givenBack = (ctx: Ctx, typed: string): Node[] =>
  typed === "" ? [] : [v.context(ctx.m.common.youTyped), v.quote(typed)];

/** Takes a score, once. A low one opens a follow-up at once. */
export async function giveScore(ctx: Ctx, survey: Survey, score: number, typed: string): Promise<Reply> {
  const words = ctx.m.care.survey;
  if (survey.state === "answered") {
    if (typed !== "") return addWords(ctx, survey, typed);
    return told(words.already(survey.score ?? 0), [v.text(words.alreadyText), ...wordAction(ctx, survey)]);
  }
  if (!isOpenSurvey(survey, ctx.now)) return closed(ctx, typed);
  const after = { state: "answered", score, words: typed, answeredAt: ctx.now } as const;
  const { client, members } = await around(ctx, survey);
  const answered: Survey = { ...survey, ...after };
  const low = isLow(answered) ? await openedBy(ctx, answered, client, members) : undefined;
  const praise = low || typed === "" ? [] : await praised(ctx, answered, client, members);
  const end = ending(survey, after);
  await ctx.store.commit({
    writes: [...end.writes, ...(low?.writes ?? [])],
    events: [{ subject: survey.id, kind: "survey-answered", data: { score } }, ...(low?.events ?? [])],
    says: [...end.says, ...(low?.says ?? []), ...praise],
  });
  const thanks = told(words.thanksTitle(survey.personName), [
    v.text(words.youGave(score, scales[survey.kind].to)),
    ...(typed === "" ? [] : [v.quote(typed)]),
    ...(low ? [v.text(`${words.low(low.owner)} `, v.when(dayOf(low.followUp), "date", "UTC"), ".")] : []),
    ...(typed === "" ? wordAction(ctx, survey) : []),
  ]);
  const own = ctx.place.kind === "dm" && survey.conversation === directTo(survey.person);
  return { ...thanks, followed: own };
}

const dayOf = ({ due }: FollowUp): Date => new Date(`${due}T12:00:00.000Z`);

/** Adds words to what was answered; the follow-up gets them too. */
export async function addWords(ctx: Ctx, survey: Survey, typed: string): Promise<Reply> {
  const words = ctx.m.care.survey;
  if (survey.state !== "answered" || !isStillTime(survey, ctx.now)) return closed(ctx, typed);
  const { client, members } = await around(ctx, survey);
  const after = { ...survey, words: typed };
  const known = await ctx.store.followUps.cameOf(survey.id, survey.person);
  const { writes, says } =
    known?.state === "open"
      ? await onFollowUp(ctx, known, typed, client, members)
      : { writes: [], says: await praised(ctx, after, client, members) };
  await ctx.store.commit({
    writes: [write.survey.replace(after), ...writes],
    events: [{ subject: survey.id, kind: "survey-words" }],
    says: [surveySay(survey, survey.version + 1), ...says],
  });
  return told(words.thanksWord, [v.quote(typed)]);
}

const closed = (ctx: Ctx, typed: string): Reply =>
  told(ctx.m.care.survey.closed, [v.text(ctx.m.care.survey.expired), ...givenBack(ctx, typed)]);

const wordAction = (ctx: Ctx, survey: Survey): Node[] =>
  isStillTime(survey, ctx.now) ? [v.actions(wordButton(survey, ctx.m.care.survey.addWord))] : [];

async function around(ctx: Ctx, survey: Survey): Promise<{ client: Client; members: Member[] }> {
  const [client, members] = await Promise.all([
    ctx.store.clients.byId(survey.client),
    ctx.store.members.list(),
  ]);
  if (!client) throw new UserError("no-survey", ctx.m.care.survey.gone);
  return { client, members };
}

/** What the client thinks of a piece of work is for its lead; whether they would recommend the desk, for an owner. */
const seesTo = (survey: Survey, client: Client, members: readonly Member[], now: Date): Member | undefined =>
  survey.kind === "nps" ? ownerFor(members, client.lead, null) : leadFor(members, client, now);

async function openedBy(ctx: Ctx, survey: Survey, client: Client, members: readonly Member[]) {
  const owner = seesTo(survey, client, members, ctx.now);
  if (!owner) throw new Error("a desk without an owner");
  const names = { client: client.name, owner: owner.name, hiddenFrom: undefined };
  const opened = await opening(
    tellingOf(ctx),
    {
      id: newId(ctx.desk.id),
      desk: ctx.desk.id,
      code: newFollowUpCode(),
      client: client.id,
      source: survey.kind === "nps" ? "nps" : "survey",
      of: survey.id,
      what: survey.words,
      score: survey.score,
      from: survey.person,
      fromName: survey.personName,
      owner: owner.person,
      audience: survey.kind === "nps" ? "owners" : "team",
      hiddenFrom: null,
    },
    owner,
    names,
  );
  return { ...opened, owner: owner.name };
}

/** Words that come after a low score belong to its follow-up, and its owner hears them. */
async function onFollowUp(
  ctx: Ctx,
  known: FollowUp,
  typed: string,
  client: Client,
  members: readonly Member[],
): Promise<{ writes: Write[]; says: Say[] }> {
  const after = { ...known, what: typed };
  const owner = members.find((member) => member.person === known.owner);
  const says = owner
    ? [
        await toMember(tellingOf(ctx), after, owner, (m) => {
          const names = { client: client.name, owner: owner.name, hiddenFrom: undefined };
          const { title, body } = followUpView(after, names, m);
          return { title: m.care.survey.added(known.fromName), body: [v.text(v.bold(title)), ...body] };
        }),
      ]
    : [];
  return { writes: [write.followUp.replace(after)], says };
}

/** Good words reach those they are about. */
async function praised(ctx: Ctx, survey: Survey, client: Client, members: readonly Member[]): Promise<Say[]> {
  const member = seesTo(survey, client, members, ctx.now);
  if (!member) return [];
  const request = survey.request === null ? undefined : await ctx.store.requests.byId(survey.request);
  const { about, desk } = surveyNames(survey, request, client, ctx.desk);
  return [
    await toMember(tellingOf(ctx), survey, member, (m) => ({
      title: m.care.survey.praise(survey.personName, survey.score ?? 0, about ?? desk),
      body: [v.quote(survey.words)],
    })),
  ];
}
