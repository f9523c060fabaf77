import { inNoOrder } from "../../src/ballots.ts";
import { CHECK_IN_SUMMARY } from "../../src/care-jobs.ts";
import { askingsOf, stillToCome } from "../../src/check-in-round.ts";
import {
  partSay,
  readingIn,
  roundMeant,
  roundSubject,
  summarySchedule,
  whoIsAsked,
} from "../../src/check-ins.ts";
import { type CheckIn, LEAST_ANONYMOUS, type Part } from "../../src/domain/check-in.ts";
import type { Client } from "../../src/domain/desk.ts";
import { leadFor, ownerFor } from "../../src/domain/follow-up.ts";
import { directTo, type Say } from "../../src/domain/outbox.ts";
import { scheduleId } from "../../src/domain/schedule.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineJob, type JobCtx } from "../../src/job.ts";
import { write } from "../../src/store/writes.ts";
import { type Round, roundSummary } from "../../src/views/check-in-summary.ts";

/** Tells who arranged a check-in what its round came to, once the last deadline has passed. Subject: `check-in:period`. */
export const checkInSummary = defineJob({
  name: CHECK_IN_SUMMARY,
  catchUpMinutes: 14 * 24 * 60,
  async run(ctx, subject) {
    const { checkIn: id, period } = roundMeant(subject);
    const checkIn = await ctx.store.checkIns.byId(id);
    if (!checkIn) return { skipped: "the check-in is gone" };
    const { participants, client } = await whoIsAsked(readingIn(ctx), checkIn);
    const askings = await askingsOf(ctx.store, checkIn, period, participants);
    const parts = await ctx.store.parts.ofRound(id, period);
    const waits = stillToCome(checkIn, period, { ...askings, parts, participants }, ctx.now);
    if (waits) {
      await ctx.commit({
        writes: [write.schedule.put(summarySchedule(checkIn, period, waits, ctx.now))],
      });
      return "done";
    }
    await close(ctx, parts);
    const box = await ctx.store.ballots.of({ checkIn: id, period });
    const enough = (box?.ballots.length ?? 0) >= LEAST_ANONYMOUS ? box : undefined;
    const anonymous = parts.some((part) => part.anonymous);
    const round: Round = {
      checkIn,
      period,
      anonymous,
      parts: parts.map((part) => (part.state === "open" ? { ...part, state: "closed" } : part)),
      notAsked: participants
        .filter(({ person }) => person !== null && !parts.some((part) => part.person === person))
        .map(({ name }) => name),
      ballots: enough && inNoOrder(enough),
      clientName: client?.name,
    };
    await ctx.commit({
      writes: [
        write.schedule.drop({ id: scheduleId(ctx.desk.id, CHECK_IN_SUMMARY, roundSubject(id, period)) }),
        // Shown once and never again: what is added later could be told apart. What too few said is not kept for somebody to guess at.
        ...(box ? [write.ballots.remove(box)] : []),
      ],
      says: await tellings(ctx, checkIn, client, round),
    });
    return "done";
  },
});

/** Each by an act of its own, so that one that is answered at this moment holds up no other. */
async function close(ctx: JobCtx, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    if (part.state !== "open") continue;
    await ctx.apart(`${part.id}|close`).commit({
      writes: [write.part.replace({ ...part, state: "closed" })],
      says: [partSay(part, part.version + 1)],
    });
  }
}

/** Who arranged it, or the team's channel; for a client also who leads it. */
async function tellings(
  ctx: JobCtx,
  checkIn: CheckIn,
  client: Client | undefined,
  round: Round,
): Promise<Say[]> {
  const members = await ctx.store.members.list();
  if (checkIn.summary !== null) {
    const channel = await ctx.system.channel(checkIn.summary);
    // Never into a client's channel, whatever became of it since.
    if (channel?.desk === ctx.desk.id && channel.client === null) {
      const { locale, zone } = ctx.desk;
      return [
        {
          kind: "message",
          topic: "status",
          conversation: checkIn.summary,
          guard: { kind: "channel", client: null },
          reader: { locale, zone },
          view: roundSummary(round, { locale, zone }, ctx.now, messages(locale)),
        },
      ];
    }
  }
  const owner = members.find(({ person }) => person === checkIn.owner) ?? ownerFor(members, null, null);
  const lead = client && leadFor(members, client, ctx.now);
  const readers = [
    ...new Map([owner, lead].flatMap((one) => (one ? [[one.person, one] as const] : []))).values(),
  ];
  return Promise.all(
    readers.map(async ({ person, hours }): Promise<Say> => {
      const reader = await ctx.readerOf(person, { zone: hours.zone });
      return {
        kind: "message",
        topic: "status",
        conversation: directTo(person),
        guard: { kind: "member", person, client: client?.id ?? null },
        reader,
        view: roundSummary(round, reader, ctx.now, messages(reader.locale)),
      };
    }),
  );
}
