import { actingMember } from "../../src/acting.ts";
import { CLOSE_AFTER, unansweredStep } from "../../src/domain/delivery.ts";
import { type Client, hoursOf, type Member } from "../../src/domain/desk.ts";
import { cardId, directTo, type Guard, type Say } from "../../src/domain/outbox.ts";
import { clocksAfter } from "../../src/domain/promise.ts";
import { type Request, requestName } from "../../src/domain/request.ts";
import { step } from "../../src/domain/transitions.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { type Messages, messages } from "../../src/i18n/index.ts";
import { defineJob, type JobCtx } from "../../src/job.ts";
import { countedIn, owes, sinceOf } from "../../src/promise-keeping.ts";
import { cardsFollow } from "../../src/request-says.ts";
import { UNANSWERED } from "../../src/schedules.ts";
import { write } from "../../src/store/writes.ts";
import { surveyAfter } from "../../src/surveys.ts";
import type { WorkingHours } from "../../src/time/business-hours.ts";
import * as v from "../../src/view/build.ts";
import type { Reader, View } from "../../src/view/nodes.ts";

/** Brings deliveries to mind that nobody answered, once, and in the end closes them. Subject: the desk. */
export const unansweredDeliveries = defineJob({
  name: UNANSWERED,
  catchUpMinutes: 12 * 60,
  async run(ctx) {
    const [waiting, members] = await Promise.all([
      ctx.store.requests.list({ stages: ["delivered"] }),
      ctx.store.members.list(),
    ]);
    const hoursFor = hoursBy(members, hoursOf(ctx.desk));
    for (const request of waiting) {
      const needed = unansweredStep(request, hoursFor(request), ctx.now);
      if (needed === undefined) continue;
      const client = await ctx.store.clients.byId(request.client);
      if (!client || client.archivedAt !== null) continue;
      try {
        await (needed === "remind" ? remind(ctx, request, client) : close(ctx, request, client));
      } catch (error) {
        // Somebody answered this very moment, or this was done before a crash.
        if (!(error instanceof ConflictError) && !(error instanceof DuplicateError)) throw error;
      }
    }
    return "done";
  },
});

/** Days are those of who works on it, else of the owner. */
function hoursBy(members: readonly Member[], otherwise: WorkingHours) {
  const owner = members.find((member) => member.role === "owner");
  return (request: Request): WorkingHours =>
    (members.find((member) => member.person === request.assignee) ?? owner)?.hours ?? otherwise;
}

async function remind(ctx: JobCtx, request: Request, client: Client): Promise<void> {
  const audience = await audienceOf(ctx, request, client);
  // Nobody at the client can be asked, so nobody is late.
  if (!audience) return;
  const { m } = audience;
  const ref = requestName(client.code, request);
  const revision = request.version + 1;
  const of = { ref: request.id };
  const say = sayTo(audience, request, {
    title: m.jobs.deliveryWaits(ref),
    body: [
      v.text(...audience.mention, v.bold(request.title)),
      v.text(m.jobs.deliveredOn, ": ", v.when(request.deliveredAt ?? ctx.now), ". ", m.jobs.deliveryAsk),
      v.actions(
        { label: m.request.buttons.approve, verb: "approve", input: of, revision, style: "primary" },
        { label: m.request.buttons.changes, verb: "changes", input: of, revision },
        { label: m.request.buttons.details, verb: "show", input: of },
      ),
    ],
  });
  await ctx.apart(act(request, "remind")).commit({
    writes: [write.request.replace({ ...request, remindedAt: ctx.now, face: null })],
    events: [{ subject: request.id, kind: "reminded" }],
    says: [...(await cardsFollow(ctx, request, revision)), say],
  });
}

async function close(ctx: JobCtx, request: Request, client: Client): Promise<void> {
  const done = step(request, "done", "", ctx.now);
  if (!done) return;
  const event = { subject: request.id, kind: "closed-unanswered" };
  const doer = await actingMember(ctx.store, owes(request, client), client, ctx.now);
  const work = countedIn(ctx.desk, doer, sinceOf(request, ctx.now));
  const terms = { promise: client.promise, work, now: ctx.now };
  const { clocks, promiseAt, events } = clocksAfter(request, done, event, "bot", terms);
  const closed = { ...done, before: null, clocks, promiseAt, face: null };
  const audience = await audienceOf(ctx, request, client);
  const ref = requestName(client.code, request);
  const revision = request.version + 1;
  const says = audience
    ? [
        sayTo(audience, request, {
          title: audience.m.jobs.closedUnanswered(ref),
          body: [
            v.text(...audience.mention, v.bold(request.title)),
            v.text(audience.m.jobs.closedWhy(CLOSE_AFTER)),
            v.actions({
              label: audience.m.request.buttons.reopen,
              verb: "reopen",
              input: { ref: request.id },
              revision,
            }),
          ],
        }),
      ]
    : [];
  // Who says nothing at all is the one to ask.
  const asked = await surveyAfter(ctx, { request, client }, request.requester);
  await ctx.apart(act(request, "close")).commit({
    writes: [write.request.replace({ ...closed, version: request.version }), ...asked.writes],
    events: [event, ...events],
    says: [...(await cardsFollow(ctx, request, revision)), ...says, ...asked.says],
  });
}

const act = (request: Request, kind: string): string =>
  `${request.id}|${request.deliveredAt?.toISOString()}|${kind}`;

interface Audience {
  conversation: string;
  guard: Guard;
  reader: Reader;
  m: Messages;
  mention: Parameters<typeof v.text>;
}

/** The client's channel, in the thread of its card; for what is private, or where there is no channel, who filed it. */
async function audienceOf(ctx: JobCtx, request: Request, client: Client): Promise<Audience | undefined> {
  const contact = await ctx.store.contacts.byPerson(client.id, request.requester);
  if (request.audience === "client" && client.channel !== null) {
    const reader: Reader = { locale: client.language, zone: client.zone };
    return {
      conversation: client.channel,
      guard: { kind: "channel", client: client.id },
      reader,
      m: messages(reader.locale),
      mention: contact ? [v.mention(contact.person, contact.name), " "] : [],
    };
  }
  if (!contact) return undefined;
  const reader = await ctx.readerOf(contact.person, { locale: client.language, zone: client.zone });
  return {
    conversation: directTo(contact.person),
    guard: { kind: "contact", person: contact.person, client: client.id },
    reader,
    m: messages(reader.locale),
    mention: [],
  };
}

function sayTo({ conversation, guard, reader }: Audience, request: Request, view: View): Say {
  return {
    kind: "message",
    topic: "nudge",
    conversation,
    guard,
    reader,
    threadOf: cardId(request.id, conversation),
    view,
  };
}
