import { z } from "zod";
import { followPart, stopAsking } from "../src/check-in-acts.ts";
import { answer, answerForm, reply, skip, typedAnswers } from "../src/check-in-answers.ts";
import {
  begunCheckIn,
  clientOfCheckIn,
  editForm,
  isForClient,
  mustBeNamed,
} from "../src/check-in-settings.ts";
import { add, change, end, overview, pause, shown, startNow } from "../src/check-in-team.ts";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { type CheckIn, type CheckInKind, checkInKinds } from "../src/domain/check-in.ts";
import type { Client } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import type { Form } from "../src/view/nodes.ts";

const whatToDo = [
  "list",
  "show",
  "add",
  "edit",
  "start",
  "pause",
  "resume",
  "end",
  "answer",
  "skip",
  "stop",
  "follow",
] as const;
const MOST_QUESTION_IDS = 99;
const questionKeys = Array.from({ length: MOST_QUESTION_IDS }, (_, n) => `q${n + 1}` as const);
type QuestionKey = (typeof questionKeys)[number];
const answers = Object.fromEntries(questionKeys.map((key) => [key, input.longText.optional()])) as Record<
  QuestionKey,
  z.ZodOptional<typeof input.longText>
>;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  name: input.shortText.optional(),
  kind: input.choice(checkInKinds).optional(),
  client: input.clientRef.optional(),
  title: input.title.optional(),
  questions: input.longText.optional(),
  every: input.shortText.optional(),
  at: input.wallTime.optional(),
  open: input.duration.optional(),
  people: input.shortText.optional(),
  to: input.choice(["dm", "channel"]).optional(),
  summary: input.shortText.optional(),
  anonymous: input.yesNo.optional(),
  id: z.string().max(60).optional(),
  reply: z.string().max(20_000).optional(),
  ...answers,
});
type Typed = z.infer<typeof schema>;

/** Rounds of questions: answered by whoever is asked, arranged by the owners. */
export const checkin = defineCommand({
  name: "checkin",
  aliases: ["checkins"],
  summary: (m) => m.checkIn.summary,
  examples: [
    "checkin",
    "checkin add daily",
    "checkin add monthly client:ACME",
    'checkin edit daily every:weekday at:09:00 people:"@asha, @ben"',
    "checkin start daily",
    "checkin pause daily",
    "checkin skip",
  ],
  who: ["contact", "member"],
  fromHome: true,
  input: schema,
  unsaid: ["id", "reply", "kind", ...questionKeys],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "name", kind: "rest" },
  ],
  asks: ({ what }) => what === "answer" || what === "edit" || what === "add",
  form: checkInForm,
  async run(ctx, typed): Promise<Reply> {
    const { id, reply: said } = typed;
    if (id !== undefined && said !== undefined) return reply(ctx, id, said.trim());
    const mine = id ?? (await onlyOpen(ctx, typed.what));
    switch (typed.what) {
      case "answer":
        return mine === undefined ? overview(ctx) : answer(ctx, mine, typedAnswers(ctx.typed));
      case "skip":
        return mine === undefined ? overview(ctx) : skip(ctx, mine);
      case "stop":
        return mine === undefined ? overview(ctx) : stopAsking(ctx, mine);
      case "follow":
        return mine === undefined ? overview(ctx) : followPart(ctx, mine);
      case undefined:
      case "list":
        return typed.name === undefined ? overview(ctx) : arrange(ctx, "show", typed);
      default:
        return arrange(ctx, typed.what, typed);
    }
  },
});

/** What waits for the speaker, where it is clear what that is. */
async function onlyOpen(ctx: Ctx, what: Typed["what"]): Promise<string | undefined> {
  if (what !== "answer" && what !== "skip" && what !== "stop") return undefined;
  const [only, ...others] = await ctx.store.parts.openOf(ctx.actor.person.id);
  return others.length === 0 ? only?.id : undefined;
}

type Arranging = "show" | "add" | "edit" | "start" | "pause" | "resume" | "end";

async function arrange(ctx: Ctx, what: Arranging, typed: Typed): Promise<Reply> {
  if (!isMember(ctx.actor)) throw new UserError("member", ctx.m.errors.notForYou.member);
  if (what === "add") {
    mustOwn(ctx);
    const begun = await begunFrom(ctx, typed);
    if ("form" in begun) return begun;
    return typed.title === undefined
      ? { form: await editForm(ctx, begun.checkIn, begun.client, ctx.typed) }
      : add(ctx, begun.checkIn, typed, begun.client);
  }
  const checkIn = await checkInNamed(ctx, typed.name);
  const client = await clientOfCheckIn(ctx, checkIn);
  if (what === "show") return shown(ctx, checkIn);
  mustOwn(ctx);
  switch (what) {
    case "edit":
      return changes(typed)
        ? change(ctx, checkIn, typed, client)
        : { form: await editForm(ctx, checkIn, client, { what, name: checkIn.name }) };
    case "start":
      return startNow(ctx, checkIn);
    case "pause":
    case "resume":
      return pause(ctx, checkIn, what === "pause");
    case "end":
      return end(ctx, checkIn);
    default:
      return what satisfies never;
  }
}

const settings = [
  "title",
  "questions",
  "every",
  "at",
  "open",
  "people",
  "to",
  "summary",
  "anonymous",
] as const;
const changes = (typed: Typed): boolean => settings.some((key) => typed[key] !== undefined);

function mustOwn(ctx: Ctx): void {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.errors.notForYou.owner);
}

async function checkInNamed(ctx: Ctx, name: string | undefined): Promise<CheckIn> {
  const all = await ctx.store.checkIns.list();
  const plain = name?.toLowerCase();
  const [only, ...others] =
    plain === undefined ? all : all.filter((one) => one.name === plain || one.id === name);
  if (only && others.length === 0) return only;
  const names = all.map((one) => one.name).join(", ");
  throw new UserError("no-check-in", ctx.m.checkIn.noneCalled(name ?? "", names), { field: "name" });
}

/** A new one of the kind that was named, with the client it is for; asks where either is missing. */
async function begunFrom(
  ctx: Ctx,
  typed: Typed,
): Promise<{ checkIn: CheckIn; client: Client | undefined } | { form: Form }> {
  const { name, kind: chosen, client: code } = typed;
  const kind = chosen ?? checkInKinds.find((one) => one === name?.toLowerCase());
  if (kind === undefined)
    throw new UserError("kind", ctx.m.errors.field.choice(name ?? "", checkInKinds.join(", ")), {
      field: "name",
    });
  const client = isForClient(kind) ? await clientMeant(ctx, code) : undefined;
  if (isForClient(kind) && !client)
    throw new UserError("which-client", ctx.m.desk.whichClient, { field: "client" });
  mustBeNamed(ctx, client, typed);
  return { checkIn: begunCheckIn(ctx, kind, client, await freeName(ctx, kind, client)), client };
}

async function freeName(ctx: Ctx, kind: CheckInKind, client: Client | undefined): Promise<string> {
  const base = client ? `${client.code.toLowerCase()}-${kind}` : kind;
  const taken = new Set((await ctx.store.checkIns.list()).map(({ name }) => name));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}${n}`;
    if (!taken.has(name)) return name;
  }
}

/** The form to answer with, or the editor. */
async function checkInForm(ctx: Ctx, values: Values): Promise<Form> {
  if (values["what"] === "answer" || values["id"] !== undefined) return answerForm(ctx, values);
  mustOwn(ctx);
  const typed = schema.parse({ name: values["name"], kind: values["kind"], client: values["client"] });
  if (values["what"] !== "add") {
    const checkIn = await checkInNamed(ctx, values["name"]);
    return editForm(ctx, checkIn, await clientOfCheckIn(ctx, checkIn), values);
  }
  const begun = await begunFrom(ctx, typed);
  return "form" in begun ? begun.form : editForm(ctx, begun.checkIn, begun.client, values);
}
