import { partMeant } from "./check-in-answers.ts";
import { askDropped } from "./check-ins.ts";
import type { Reply } from "./command.ts";
import { type Ctx, newFollowUpCode, newId } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { mayReadAnswers } from "./domain/check-in.ts";
import { type FollowUp, openFollowUp } from "./domain/follow-up.ts";
import { UserError } from "./errors.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";
import { valueWords } from "./views/check-in.ts";
import { followUpView } from "./views/follow-ups.ts";

/** Its reader wants to be asked no more. */
export async function stopAsking(ctx: Ctx, id: string): Promise<Reply> {
  const mine = await partMeant(ctx, id, []);
  if ("reply" in mine) return mine.reply;
  const { checkIn } = mine;
  const { checkIn: words } = ctx.m;
  // The team's rounds are arranged by its owners.
  if (checkIn.client === null) throw new UserError("team", words.askOwner);
  const me = ctx.actor.person.id;
  if (!checkIn.stopped.includes(me))
    await ctx.store.commit({
      writes: [
        write.checkIn.replace({ ...checkIn, stopped: [...checkIn.stopped, me] }),
        askDropped(checkIn, me),
      ],
      events: [{ subject: checkIn.id, kind: "check-in-stopped" }],
    });
  return { to: "actor", view: { title: words.stopped(checkIn.title), body: [v.text(words.stoppedText)] } };
}

/** What somebody said becomes something to be seen to, by who clicked; from there it goes to somebody else, or becomes a request. */
export async function followPart(ctx: Ctx, id: string): Promise<Reply> {
  const { m, store, now } = ctx;
  if (!isMember(ctx.actor)) throw new UserError("member", m.errors.notForYou.member);
  const { member } = ctx.actor;
  const part = await store.parts.byId(id);
  const checkIn = part && (await store.checkIns.byId(part.checkIn));
  if (!part || !checkIn || !mayReadAnswers(member, checkIn) || part.anonymous)
    throw new UserError("no-check-in", m.checkIn.gone);
  const client = part.client === null ? undefined : await store.clients.byId(part.client);
  const known = await store.followUps.cameOf(part.id, part.person);
  const names = { client: client?.name, owner: member.name, hiddenFrom: undefined };
  if (known) return { to: "actor", view: followUpView(known, names, m) };
  const what = part.questions
    .flatMap((question) => {
      const value = part.answers.find((one) => one.question === question.id)?.value;
      return value === undefined ? [] : [`${question.text} ${valueWords(question, value, m)}`];
    })
    .join("\n");
  const followUp: FollowUp = openFollowUp(
    {
      id: newId(ctx.desk.id),
      desk: ctx.desk.id,
      code: newFollowUpCode(),
      client: part.client,
      source: "check-in",
      of: part.id,
      what,
      score: null,
      from: part.person,
      fromName: part.personName,
      owner: member.person,
      audience: part.client === null ? "owners" : "team",
      hiddenFrom: null,
    },
    member,
    now,
  );
  await store.commit({
    writes: [write.followUp.insert(followUp)],
    events: [
      { subject: followUp.id, kind: "follow-up-opened", data: { source: "check-in", owner: member.person } },
    ],
  });
  return { to: "actor", view: followUpView(followUp, names, m) };
}
