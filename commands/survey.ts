import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Desk } from "../src/domain/desk.ts";
import { isOpenSurvey, replyMeant, type SurveySettings, scales, scoreMeant } from "../src/domain/survey.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import { addWords, givenBack, giveScore, mySurvey, surveyForm } from "../src/survey-answers.ts";
import { askByHand, askForm, takeBack } from "../src/survey-by-hand.ts";
import * as v from "../src/view/build.ts";
import { surveyCard, surveyNames } from "../src/views/survey.ts";

const whatToDo = ["word", "stop", "on", "off", "every", "nps", "send", "withdraw"] as const;

const LATELY_MS = 90 * 86_400_000;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  words: input.longText.optional(),
  client: input.clientRef.optional(),
  to: input.person.optional(),
  anyway: input.yesNo.optional(),
  id: z.string().max(60).optional(),
  score: z.string().max(10).optional(),
  /** Said in the thread of the question. */
  reply: z.string().max(20_000).optional(),
});
type Typed = z.infer<typeof schema>;

/** How was it? For those who are asked; and how they are asked, for the team. */
export const survey = defineCommand({
  name: "survey",
  aliases: ["surveys"],
  summary: (m) => m.care.summaries.survey,
  examples: [
    "survey",
    "survey send ACME-12",
    'survey send "Website relaunch" client:ACME to:@jane',
    'survey withdraw "Website relaunch"',
    "survey every 14",
    "survey off ACME",
    "survey nps off",
  ],
  who: ["contact", "member"],
  input: schema,
  unsaid: ["id", "score", "reply", "anyway"],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "words", kind: "rest" },
  ],
  // The buttons that add a word, or ask about a project, ask what it is.
  asks: ({ what, words }) => (what === "word" || what === "send") && words === undefined,
  form: (ctx, values) => (values["what"] === "send" ? askForm(ctx, values) : surveyForm(ctx, values)),
  async run(ctx, typed): Promise<Reply> {
    if (typed.id !== undefined && typed.what !== "stop" && typed.what !== "withdraw")
      return answer(ctx, typed, typed.id);
    return isMember(ctx.actor) ? ofTeam(ctx, typed) : ofContact(ctx, typed);
  },
});

/** A click, words from the form, or words in the thread. What can't be taken is given back. */
async function answer(ctx: Ctx, { score, words, reply }: Typed, id: string): Promise<Reply> {
  const found = await mySurvey(ctx, id, words ?? reply ?? "");
  if ("reply" in found) return found.reply;
  const { survey } = found;
  if (reply !== undefined) {
    if (!isOpenSurvey(survey, ctx.now)) return addWords(ctx, survey, reply.trim());
    const meant = replyMeant(survey.kind, reply);
    return meant.score === undefined
      ? { form: await surveyForm(ctx, { id, words: meant.words }) }
      : giveScore(ctx, survey, meant.score, meant.words);
  }
  if (score !== undefined) {
    const { from, to } = scales[survey.kind];
    const given = scoreMeant(survey.kind, score);
    if (given === undefined)
      throw new UserError("score", ctx.m.care.survey.badScore(from, to), { field: "score" });
    return giveScore(ctx, survey, given, words ?? "");
  }
  return words === undefined ? { form: await surveyForm(ctx, { id }) } : addWords(ctx, survey, words);
}

async function ofContact(ctx: Ctx, { what, words: typed }: Typed): Promise<Reply> {
  const words = ctx.m.care.survey;
  const me = ctx.actor.person.id;
  if (what === "stop" || what === "off" || what === "on") {
    const off = ctx.desk.surveys.off.filter((one) => one !== me);
    await save(ctx, { off: what === "on" ? off : [...off, me] });
    const view =
      what === "on"
        ? { title: words.resumed, body: [] }
        : { title: words.stopped, body: [v.text(words.stoppedText)] };
    return { to: "actor", view };
  }
  const all = await ctx.store.surveys.askedOf(me);
  const [open] = all;
  const client = open && (await ctx.store.clients.byId(open.client));
  if (!open || !client)
    return {
      to: "actor",
      view: { title: words.settings, body: [v.text(words.noneOpen), ...givenBack(ctx, typed ?? "")] },
    };
  // "survey 5" is as good as a click on it, where it is clear on which.
  if (typed !== undefined && all.length === 1) return answer(ctx, { reply: typed }, open.id);
  const request = open.request === null ? undefined : await ctx.store.requests.byId(open.request);
  const names = { ...surveyNames(open, request, client, ctx.desk), shared: false };
  return { to: "actor", view: surveyCard(open, names, ctx.now, ctx.m) };
}

async function ofTeam(ctx: Ctx, typed: Typed): Promise<Reply> {
  const { what, words } = typed;
  if (what === "send") return askByHand(ctx, typed);
  if (what === "withdraw") return takeBack(ctx, typed);
  if (what !== undefined && what !== "word") {
    const { care, errors } = ctx.m;
    if (ctx.actor.role !== "owner")
      throw new UserError("owner", ctx.narrowed ? errors.fromHome : care.survey.ownerOnly);
    const changed = await save(ctx, await settingsMeant(ctx, what, words));
    return shown({ ...ctx, desk: changed }, ctx.m.care.survey.saved);
  }
  return shown(ctx, ctx.m.care.survey.settings);
}

async function settingsMeant(
  ctx: Ctx,
  what: "on" | "off" | "stop" | "every" | "nps",
  words: string | undefined,
): Promise<Partial<SurveySettings>> {
  const { surveys } = ctx.desk;
  switch (what) {
    case "every": {
      const days = Number(/^(\d{1,4})\s*d?(?:ays?)?$/i.exec(words ?? "")?.[1]);
      if (!(days >= 1 && days <= 365))
        throw new UserError("days", ctx.m.care.survey.badDays(words ?? ""), { field: "words" });
      return { days };
    }
    case "nps": {
      const on = input.yesNo.safeParse(words ?? "yes");
      if (!on.success)
        throw new UserError("yes-no", ctx.m.errors.field.yesNo(words ?? ""), { field: "words" });
      return { nps: on.data };
    }
    case "on":
    case "off":
    case "stop": {
      const client = words === undefined ? undefined : await clientMeant(ctx, words.toUpperCase());
      if (!client) return what === "on" ? { days: surveys.days || 14 } : { days: 0 };
      const others = surveys.off.filter((one) => one !== client.id);
      return { off: what === "on" ? others : [...others, client.id] };
    }
    default:
      return what satisfies never;
  }
}

async function save(ctx: Ctx, change: Partial<SurveySettings>): Promise<Desk> {
  const changed = { ...ctx.desk, surveys: { ...ctx.desk.surveys, ...change } };
  await ctx.store.commit({
    writes: [write.desk.replace(changed)],
    events: [{ subject: ctx.actor.person.id, kind: "surveys-changed" }],
  });
  return changed;
}

async function shown(ctx: Ctx, title: string): Promise<Reply> {
  const words = ctx.m.care.survey;
  const { days, nps, off } = ctx.desk.surveys;
  const [lately, clients] = await Promise.all([
    ctx.store.surveys.asked({ from: new Date(ctx.now.getTime() - LATELY_MS), to: ctx.now }),
    ctx.store.clients.list(),
  ]);
  const silent = clients.filter((client) => off.includes(client.id)).map((client) => client.code);
  const answered = lately.filter((one) => one.state === "answered");
  return {
    to: "actor",
    view: {
      title,
      body: [
        v.fields([
          v.field(words.after, days === 0 ? words.never : words.oncePer(days)),
          v.field(words.quarter, nps ? words.on : words.off),
          ...(silent.length === 0 ? [] : [v.field(words.notAsked, silent.join(", "))]),
          v.field(words.lately, words.counts(lately.length, answered.length)),
        ]),
        v.context(...v.withTyped(words.everyHint)),
        ...(ctx.actor.role === "subcontractor"
          ? []
          : [v.actions({ label: words.form.title, verb: "survey", input: { what: "send" } })]),
      ],
    },
  };
}
