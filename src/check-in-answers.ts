import { randomBytes } from "node:crypto";
import { guardOf, partId, partSay, reminderDropped } from "./check-ins.ts";
import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import {
  type Answer,
  type Ballots,
  ballotsId,
  type CheckIn,
  canAnswer,
  type Part,
  type Question,
} from "./domain/check-in.ts";
import { answerMeant, repliesMeant } from "./domain/check-in-words.ts";
import { directTo } from "./domain/outbox.ts";
import { DuplicateError, UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import { prefilled } from "./prefilled.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";
import { clip } from "./view/limits.ts";
import type { Field, Form, Node } from "./view/nodes.ts";
import { answerButton, answersOf } from "./views/check-in.ts";

type Values = Readonly<Record<string, string>>;
const ANSWER_MAX = 3000;
const KEY = /^q\d{1,4}$/;

/** What was typed to questions, by their ids. */
export const typedAnswers = (typed: Values): [string, string][] =>
  Object.entries(typed).filter(([key, value]) => KEY.test(key) && value !== "");

const told = (title: string, body: readonly Node[] = []): Reply => ({ to: "actor", view: { title, body } });

/** What somebody wrote and that could not be taken. */
const givenBack = (ctx: Ctx, words: readonly string[]): Node[] =>
  words.length === 0 ? [] : [v.context(ctx.m.common.youTyped), ...words.map((one) => v.quote(one))];

interface Mine {
  part: Part;
  checkIn: CheckIn;
  /** It was asked of whoever answers in the channel; theirs is made with the first answer. */
  fresh: boolean;
}

/**
 * The part that this person answers. @throws UserError if there is none
 * `words` are given back where it is somebody else's.
 */
export async function partMeant(
  ctx: Ctx,
  id: string,
  words: readonly string[],
): Promise<Mine | { reply: Reply }> {
  const { m, actor, store } = ctx;
  const asked = await store.parts.byId(id);
  const checkIn = asked && (await store.checkIns.byId(asked.checkIn));
  if (!asked || !checkIn) throw new UserError("no-check-in", m.checkIn.gone);
  const me = actor.person;
  if (asked.person === me.id) return { part: asked, checkIn, fresh: false };
  const isContact = actor.kind === "contact";
  if (asked.person !== null || !isContact)
    return { reply: told(m.checkIn.notYou(asked.personName), givenBack(ctx, words)) };
  const own = partId(checkIn, asked.period, me.id);
  const known = await store.parts.byId(own);
  if (known) return { part: known, checkIn, fresh: false };
  const part: Part = {
    ...asked,
    id: own,
    person: me.id,
    personName: me.name,
    // The channel's message stays for the others.
    conversation: directTo(me.id),
    state: "open",
    answers: [],
    version: 0,
  };
  return { part, checkIn, fresh: true };
}

/** The form in which a part is answered, filled with what was said, or, for the team under its names, with what is known. */
export async function answerForm(ctx: Ctx, values: Values): Promise<Form> {
  const { id = "" } = values;
  const mine = await partMeant(ctx, id, []);
  if ("reply" in mine) throw new UserError("not-yours", ctx.m.checkIn.notYours);
  const { part, checkIn } = mine;
  const known = Object.fromEntries(part.answers.map(({ question, value }) => [question, value]));
  const named = part.client === null && !part.anonymous;
  const filled = part.state === "open" && named ? await prefilled(ctx, part) : {};
  const present = { ...filled, ...known, ...values };
  const form = formOf(
    "checkin",
    clip(checkIn.title, 60),
    ctx.m.common.submit,
    part.questions.map((one) => questionField(ctx, one, present)),
    { ...Object.fromEntries(Object.entries(values).filter(([key]) => !KEY.test(key))), what: "answer", id },
  );
  return part.anonymous ? { ...form, intro: v.spans(ctx.m.checkIn.isAnonymous) } : form;
}

function questionField(ctx: Ctx, question: Question, values: Values): Field {
  const { id, text, kind, most, options } = question;
  switch (kind) {
    case "text":
      return formField(id, "long-text", text, values, { maxLength: ANSWER_MAX });
    case "scale":
      return formField(id, "select", text, values, {
        options: Array.from({ length: most }, (_, n) => ({ value: String(n + 1), label: String(n + 1) })),
      });
    case "choice":
      return formField(id, "select", text, values, {
        options: options.map((option) => ({ value: option, label: option })),
      });
    case "yes-no":
      return formField(id, "select", text, values, {
        options: [
          { value: "yes", label: ctx.m.common.yes },
          { value: "no", label: ctx.m.common.no },
        ],
      });
    default:
      return kind satisfies never;
  }
}

/** Takes the answers of a form. What belongs to no question any more is kept apart and given back. */
export async function answer(ctx: Ctx, id: string, typed: readonly [string, string][]): Promise<Reply> {
  const words = typed.map(([, value]) => value);
  const mine = await partMeant(ctx, id, words);
  if ("reply" in mine) return mine.reply;
  const { part } = mine;
  const closed = closedReply(ctx, mine, words);
  if (closed) return closed;
  if (typed.length === 0) return { form: await answerForm(ctx, { id }) };
  const lost: string[] = [];
  const answers: Answer[] = [];
  for (const [key, value] of typed) {
    const question = part.questions.find((one) => one.id === key);
    if (!question) lost.push(value);
    else answers.push({ question: key, value: valueMeant(ctx, question, value) });
  }
  if (answers.length === 0) return told(ctx.m.checkIn.questionGone, givenBack(ctx, lost));
  return save(ctx, mine, answers, lost);
}

function valueMeant(ctx: Ctx, question: Question, typed: string): string {
  const value = answerMeant(question, typed);
  if (value !== undefined) return value;
  const { badAnswer } = ctx.m.checkIn;
  const allowed =
    question.kind === "scale"
      ? `1–${question.most}`
      : question.kind === "choice"
        ? question.options.join(", ")
        : `${ctx.m.common.yes}, ${ctx.m.common.no}`;
  throw new UserError("answer", badAnswer(clip(typed, 80), allowed), { field: question.id });
}

/** Takes a reply in words. Where nobody may know who said it, it is not taken. */
export async function reply(ctx: Ctx, id: string, text: string): Promise<Reply> {
  const mine = await partMeant(ctx, id, [text]);
  if ("reply" in mine) return mine.reply;
  const closed = closedReply(ctx, mine, [text]);
  if (closed) return closed;
  const { part } = mine;
  if (part.anonymous)
    return told(ctx.m.checkIn.replyAnonymous, [
      ...givenBack(ctx, [text]),
      v.actions(answerButton(part, ctx.m.checkIn.answer, "primary")),
    ]);
  const answers = repliesMeant(part.questions, part.answers, text);
  if (JSON.stringify(answers) === JSON.stringify(part.answers)) {
    if (await ctx.store.carriedOut()) throw new DuplicateError(ctx.key);
    return told(ctx.m.checkIn.notPlaced, [
      ...givenBack(ctx, [text]),
      v.actions(answerButton(part, part.state === "answered" ? ctx.m.checkIn.edit : ctx.m.checkIn.answer)),
    ]);
  }
  return save(ctx, mine, answers, []);
}

/** Why nothing can be answered (any more), with what was written; undefined if it can. */
function closedReply(ctx: Ctx, { part, checkIn }: Mine, words: readonly string[]): Reply | undefined {
  const { checkIn: said } = ctx.m;
  if (checkIn.state === "ended") return told(said.endedMeanwhile(checkIn.title), givenBack(ctx, words));
  if (!canAnswer(part, ctx.now))
    return told(said.closedTitle, [v.text(said.closed), ...givenBack(ctx, words)]);
  if (part.anonymous && part.state === "answered")
    return told(said.finalTitle, [v.text(said.final), ...givenBack(ctx, words)]);
  return undefined;
}

async function save(
  ctx: Ctx,
  mine: Mine,
  answers: readonly Answer[],
  lost: readonly string[],
): Promise<Reply> {
  const { part, checkIn, fresh } = mine;
  const { m } = ctx;
  const after: Part = { ...part, state: "answered", answers: part.anonymous ? [] : merged(part, answers) };
  const own: Write = fresh ? write.part.insert({ ...after, version: 0 }) : write.part.replace(after);
  // Who answers for a channel needs no message of their own.
  const says = fresh || guardOf(part).kind === "channel" ? [] : [partSay(part, part.version + 1)];
  await ctx.store.commit({
    writes: [
      own,
      reminderDropped({ ...part, id: fresh ? partId(checkIn, part.period, null) : part.id }),
      ...(part.anonymous ? [await dropped(ctx, part, answers)] : []),
    ],
    // Nobody is to know when an anonymous answer came.
    events: part.anonymous ? [] : [{ subject: part.id, kind: "check-in-answered" }],
    says,
  });
  const gone = part.questions.filter(
    ({ id }) => answers.some((one) => one.question === id) && !checkIn.questions.some((one) => one.id === id),
  );
  return told(part.anonymous ? m.checkIn.thanksAnonymous : m.checkIn.thanks, [
    // Some chats keep what they show: nothing of an anonymous answer is said again.
    ...(part.anonymous ? [] : answersOf(part.questions, after.answers, m)),
    ...gone.map((one) => v.context(m.checkIn.takenOut(clip(one.text, 100)))),
    ...(lost.length === 0 ? [] : [v.text(m.checkIn.questionGone), ...givenBack(ctx, lost)]),
    ...(part.anonymous
      ? [v.context(m.checkIn.final)]
      : [
          v.context(`${m.checkIn.editUntil} `, v.when(part.deadline), "."),
          v.actions(answerButton(part, m.checkIn.edit)),
        ]),
  ]);
}

/** What was said before stays where nothing new is said. */
const merged = ({ questions, answers: before }: Part, answers: readonly Answer[]): Answer[] =>
  questions.flatMap(({ id }) => {
    const found = answers.find((one) => one.question === id) ?? before.find((one) => one.question === id);
    return found ? [found] : [];
  });

/** The ballots with one more among them, all in another order. */
async function dropped(ctx: Ctx, part: Part, answers: readonly Answer[]): Promise<Write> {
  const known = await ctx.store.ballots.of(part);
  const { desk, checkIn, period } = part;
  const box: Ballots = known ?? { id: ballotsId(part), desk, checkIn, period, ballots: [], version: 0 };
  const all = [...box.ballots, { id: randomBytes(16).toString("hex"), answers: [...answers] }];
  const ballots = all.sort((a, b) => (a.id < b.id ? -1 : 1));
  return known ? write.ballots.replace({ ...box, ballots }) : write.ballots.insert({ ...box, ballots });
}

/** Not this time. It can still be answered until it ends. */
export async function skip(ctx: Ctx, id: string): Promise<Reply> {
  const mine = await partMeant(ctx, id, []);
  if ("reply" in mine) return mine.reply;
  const closed = closedReply(ctx, mine, []);
  if (closed) return closed;
  const { part, fresh } = mine;
  const { checkIn: words } = ctx.m;
  if (part.state === "answered")
    return told(words.answeredAlready, [v.actions(answerButton(part, words.edit))]);
  if (!fresh && part.state === "open")
    await ctx.store.commit({
      writes: [write.part.replace({ ...part, state: "skipped" }), reminderDropped(part)],
      events: [{ subject: part.id, kind: "check-in-skipped" }],
      says: [partSay(part, part.version + 1)],
    });
  return told(words.skipped, [v.actions(answerButton(part, words.answerAfterAll))]);
}
