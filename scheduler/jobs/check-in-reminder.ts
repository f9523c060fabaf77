import { CHECK_IN_REMINDER } from "../../src/care-jobs.ts";
import { guardOf, reminderDropped } from "../../src/check-ins.ts";
import { awayAt } from "../../src/domain/away.ts";
import { canAnswer } from "../../src/domain/check-in.ts";
import { cardId } from "../../src/domain/outbox.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineJob } from "../../src/job.ts";
import { isWorkingDay } from "../../src/time/business-hours.ts";
import { localDate } from "../../src/time/zones.ts";
import { partReminder } from "../../src/views/check-in.ts";

/** Brings a check-in to mind that nobody has answered yet, once. Subject: the part. */
export const checkInReminder = defineJob({
  name: CHECK_IN_REMINDER,
  catchUpMinutes: 24 * 60,
  async run(ctx, subject) {
    const part = await ctx.store.parts.byId(subject);
    const checkIn = part && (await ctx.store.checkIns.byId(part.checkIn));
    if (!part || !checkIn || part.state !== "open" || !canAnswer(part, ctx.now) || checkIn.state === "ended")
      return { skipped: "it waits for no answer any more" };
    const member = part.person === null ? undefined : await ctx.store.members.byPerson(part.person);
    const off =
      member &&
      (awayAt(member, ctx.now) || !isWorkingDay(member.hours, localDate(ctx.now, member.hours.zone)));
    if (off) return { skipped: "off or away" };
    const client = part.client === null ? undefined : await ctx.store.clients.byId(part.client);
    const guard = guardOf(part);
    const theirs = client && { locale: client.language, zone: client.zone };
    const reader =
      guard.kind === "channel" && theirs ? theirs : await ctx.readerOf(part.person ?? "", theirs ?? {});
    await ctx.commit({
      writes: [reminderDropped(part)],
      says: [
        {
          kind: "message",
          topic: "nudge",
          conversation: part.conversation,
          guard,
          reader,
          unasked: true,
          threadOf: cardId(part.id, part.conversation),
          view: partReminder(part, checkIn.title, messages(reader.locale)),
        },
      ],
    });
    return "done";
  },
});
