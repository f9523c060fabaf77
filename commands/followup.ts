import { z } from "zod";
import { actingMember } from "../src/acting.ts";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, dateMeant, memberNamed, newId } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { type Client, serves } from "../src/domain/desk.ts";
import type { FollowUp } from "../src/domain/follow-up.ts";
import { openRequest } from "../src/domain/open-request.ts";
import { clocksOf } from "../src/domain/promise.ts";
import { requestName } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import { followUpActs, followUpForm } from "../src/follow-up-forms.ts";
import { tellingWhoRaised, toMember } from "../src/follow-ups.ts";
import * as input from "../src/input.ts";
import { countedIn } from "../src/promise-keeping.ts";
import { cardsForNew } from "../src/request-says.ts";
import { write } from "../src/store/writes.ts";
import { tellingOf } from "../src/telling.ts";
import { localDate } from "../src/time/zones.ts";
import * as v from "../src/view/build.ts";
import { clip } from "../src/view/limits.ts";
import type { View } from "../src/view/nodes.ts";
import { type FollowUpNames, followUpList, followUpView, raisedView } from "../src/views/follow-ups.ts";
import { namesAnother } from "../src/wall.ts";

export const followup = defineCommand({
  name: "followup",
  aliases: ["followups"],
  summary: (m) => m.care.summaries.followup,
  examples: [
    "followup",
    "followup done f-7K2Q Drafts now come a day earlier",
    "followup move f-7K2Q Friday",
    "followup give f-7K2Q @ben",
  ],
  who: ["contact", "member"],
  fromHome: true,
  input: z.object({
    what: input.choice(followUpActs).optional(),
    ref: input.followUpCode.optional(),
    words: input.longText.optional(),
    client: input.clientRef.optional(),
    anyway: input.yesNo.optional(),
  }),
  unsaid: ["anyway"],
  positional: [
    { key: "what", kind: "choice", choices: followUpActs, optional: true },
    { key: "ref", kind: "word", optional: true },
    { key: "words", kind: "rest" },
  ],
  asks: ({ what }) => what === "done" || what === "move" || what === "give",
  form: followUpForm,
  async run(ctx, typed): Promise<Reply> {
    if (!isMember(ctx.actor)) {
      const all = await ctx.store.followUps.raisedBy(ctx.actor.person.id);
      return { to: "actor", view: raisedView(all, ctx.m) };
    }
    const { what = typed.ref === undefined ? "list" : "show", ref } = typed;
    if (what === "list") return listed(ctx);
    if (ref === undefined) return { form: await followUpForm(ctx, { ...ctx.typed, what }) };
    const one = await ctx.store.followUps.byCode(ref);
    if (!one) throw new UserError("no-follow-up", ctx.m.care.followUp.gone(ref), { field: "ref" });
    if (what === "show") return shown(ctx, one);
    mustBeTheirs(ctx, one);
    if (one.state === "done") return closedBefore(ctx, one, what === "done" ? typed.words : undefined);
    if (what === "request") return asRequest(ctx, one, typed);
    if (typed.words === undefined) return { form: await followUpForm(ctx, { ...ctx.typed, what, ref }) };
    switch (what) {
      case "done":
        return close(ctx, one, typed.words, typed.anyway ?? false);
      case "move":
        return move(ctx, one, typed.words);
      case "give":
        return give(ctx, one, typed.words);
      default:
        return what satisfies never;
    }
  },
});

function mustBeTheirs(ctx: Ctx, one: FollowUp): void {
  if (ctx.actor.role === "owner" || one.owner === ctx.actor.person.id) return;
  throw new UserError("not-yours", ctx.m.care.followUp.notYours);
}

async function listed(ctx: Ctx): Promise<Reply> {
  const [open, clients, members] = await Promise.all([
    ctx.store.followUps.open(),
    ctx.store.clients.list({ archived: true }),
    ctx.store.members.list(),
  ]);
  const view = followUpList(
    {
      followUps: open,
      clientOf: (id) => clients.find((client) => client.id === id)?.name,
      ownerOf: (person) => members.find((member) => member.person === person)?.name ?? "?",
      reader: ctx.reader,
      now: ctx.now,
    },
    ctx.m,
  );
  return { to: "actor", view };
}

const clientOf = async (ctx: Ctx, { client }: FollowUp): Promise<Client | undefined> =>
  client === null ? undefined : ctx.store.clients.byId(client);

async function namesOf(ctx: Ctx, one: FollowUp): Promise<FollowUpNames> {
  const [client, members] = await Promise.all([clientOf(ctx, one), ctx.store.members.list()]);
  const name = (person: string | null) => members.find((member) => member.person === person)?.name;
  return { client: client?.name, owner: name(one.owner) ?? "?", hiddenFrom: name(one.hiddenFrom) };
}

async function shown(ctx: Ctx, one: FollowUp, title?: string): Promise<Reply> {
  const view = followUpView(one, await namesOf(ctx, one), ctx.m);
  return { to: "actor", view: title === undefined ? view : under(title, view) };
}

const under = (title: string, view: View): View => ({
  title,
  body: [v.text(v.bold(view.title)), ...view.body],
});

/** What was written is given back. */
async function closedBefore(ctx: Ctx, one: FollowUp, words: string | undefined): Promise<Reply> {
  const { already, already2 } = ctx.m.care.followUp;
  const { view } = (await shown(ctx, one, already(one.code))) as { view: View };
  const back = words === undefined ? [] : [v.context(already2), v.quote(words)];
  return { to: "actor", view: { ...view, body: [...view.body, ...back] } };
}

/** Closing says what changed; somebody at a client is told it, in these words. */
async function close(ctx: Ctx, one: FollowUp, changed: string, anyway: boolean): Promise<Reply> {
  const client = await clientOf(ctx, one);
  if (one.from !== null && client && !anyway) {
    const wall = await namesAnother(ctx, client, changed);
    if (wall) return wall;
  }
  const told = await tellingWhoRaised(tellingOf(ctx), one, client, () => changed);
  await ctx.store.commit({
    writes: [write.followUp.replace(ended(ctx, one, { outcome: changed }))],
    events: [{ subject: one.id, kind: "follow-up-done", data: { told: told.length > 0 } }],
    says: told,
  });
  const { closed, isTold, kept } = ctx.m.care.followUp;
  return {
    to: "actor",
    view: {
      title: closed(one.code),
      body: [v.text(told.length > 0 ? isTold(one.fromName) : kept), v.quote(changed)],
    },
  };
}

const ended = (ctx: Ctx, one: FollowUp, change: Partial<FollowUp>): FollowUp => ({
  ...one,
  state: "done",
  doneAt: ctx.now,
  doneBy: ctx.actor.person.id,
  ...change,
});

async function move(ctx: Ctx, one: FollowUp, words: string): Promise<Reply> {
  const due = localDate(dateMeant(ctx, words, "words").at, ctx.reader.zone);
  const after = { ...one, due };
  await ctx.store.commit({
    writes: [write.followUp.replace(after)],
    events: [{ subject: one.id, kind: "follow-up-moved" }],
  });
  return shown(ctx, after, ctx.m.care.followUp.moved(one.code));
}

async function give(ctx: Ctx, one: FollowUp, words: string): Promise<Reply> {
  const { m } = ctx;
  const member = await memberNamed(ctx, words, "words");
  if (member.person === one.hiddenFrom)
    throw new UserError("about-them", m.care.followUp.aboutThem(member.name), { field: "words" });
  const client = await clientOf(ctx, one);
  if (client && !serves(member, client.id))
    throw new UserError("not-serving", m.desk.notServing(member.name, client.code), { field: "words" });
  const after = { ...one, owner: member.person };
  const names = { ...(await namesOf(ctx, one)), owner: member.name };
  const tells = await toMember(tellingOf(ctx), one, member, (theirs) =>
    under(theirs.care.followUp.givenToYou(ctx.actor.person.name), followUpView(after, names, theirs)),
  );
  await ctx.store.commit({
    writes: [write.followUp.replace(after)],
    events: [{ subject: one.id, kind: "follow-up-given", data: { to: member.person } }],
    says: member.person === ctx.actor.person.id ? [] : [tells],
  });
  return {
    to: "actor",
    view: under(m.care.followUp.given(one.code, member.name), followUpView(after, names, m)),
  };
}

/** Work for the client's list: what was said becomes a request, and who said it hears that it did. */
async function asRequest(
  ctx: Ctx,
  one: FollowUp,
  typed: { client?: string | undefined; words?: string | undefined; anyway?: boolean | undefined },
): Promise<Reply> {
  const words = ctx.m.care.followUp;
  if (one.hiddenFrom !== null || (one.audience === "owners" && one.client !== null))
    throw new UserError("confidential", words.confidential);
  const client = (await clientOf(ctx, one)) ?? (await chosenClient(ctx, typed.client));
  const title = typed.words ?? clip(one.what.replace(/\s+/g, " ").trim(), input.TITLE_MAX);
  // What the team said among itself goes to no client before somebody has put it in words for them.
  if (!client || title === "" || (one.client === null && typed.words === undefined))
    return { form: await followUpForm(ctx, { ...ctx.typed, what: "request", ref: one.code }) };
  const wall = typed.anyway ? undefined : await namesAnother(ctx, client, `${title}\n${one.what}`);
  if (wall) return wall;
  const { person } = ctx.actor;
  const [number, doer] = await Promise.all([
    ctx.store.nextNumber(client.id),
    actingMember(ctx.store, client.lead, client, ctx.now),
  ]);
  const opening = openRequest(
    {
      id: newId(ctx.desk.id),
      desk: ctx.desk.id,
      client: client.id,
      number,
      title,
      details: one.client === null || title === one.what ? "" : one.what,
      due: null,
      estimate: null,
      urgent: null,
      important: false,
      // What one of them said to us alone is not for their colleagues to read; they can share it.
      audience: one.client === null ? "client" : "private",
      requester:
        one.from === null ? { id: person.id, name: person.name } : { id: one.from, name: one.fromName },
      assignee: null,
      files: [],
    },
    ctx.now,
  );
  // The team files it; what was said is answered by the follow-up.
  const terms = { promise: client.promise, work: countedIn(ctx.desk, doer, ctx.now), now: ctx.now };
  const { clocks, promiseAt } = clocksOf(opening, false, terms);
  const filed = { ...opening, clocks, promiseAt };
  const ref = requestName(client.code, filed);
  const told = await tellingWhoRaised(tellingOf(ctx), one, await clientOf(ctx, one), (m) =>
    m.care.followUp.isWorkedOn(ref),
  );
  await ctx.store.commit({
    writes: [
      write.followUp.replace(ended(ctx, one, { request: filed.id, outcome: ref })),
      write.request.insert(filed),
    ],
    events: [
      { subject: one.id, kind: "follow-up-done", data: { request: filed.id } },
      { subject: filed.id, kind: "opened", data: { client: client.id, number: filed.number } },
    ],
    says: [...cardsForNew(ctx, filed, client), ...told],
  });
  return {
    to: "actor",
    view: {
      title: words.becameRequest(one.code, ref),
      body: [
        v.text(v.bold(title)),
        v.actions({ label: ctx.m.request.buttons.edit, verb: "edit", input: { ref: filed.id } }),
      ],
    },
  };
}

const chosenClient = async (ctx: Ctx, code: string | undefined): Promise<Client | undefined> =>
  code === undefined ? undefined : ctx.store.clients.byCode(code);
