import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { newDeskId } from "../src/ctx.ts";
import type { Desk, Member } from "../src/domain/desk.ts";
import { usualEmoji } from "../src/domain/emoji.ts";
import { usualSurveys } from "../src/domain/survey.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { deskSchedules, memberSchedules } from "../src/schedules.ts";
import { write } from "../src/store/writes.ts";
import { defaultWorkingHours } from "../src/time/business-hours.ts";
import { noDaysOff } from "../src/time/days-off.ts";
import * as v from "../src/view/build.ts";
import { zoneMeant } from "../src/zone-words.ts";

const TIMER_LIMIT_MINUTES = 240;

export const setup = defineCommand({
  name: "setup",
  summary: (m) => m.desk.summaries.setup,
  examples: ['setup "Asha\'s Desk" zone:Kolkata'],
  who: ["anyone"],
  input: z.object({
    name: input.title,
    zone: input.shortText.optional(),
    code: input.shortText.optional(),
  }),
  positional: [{ key: "name", kind: "rest" }],
  openForm(ctx, values) {
    const { setupForm: form } = ctx.m.desk;
    const filled = { zone: ctx.people.me().zone ?? "", ...values };
    return formOf(
      "setup",
      form.title,
      ctx.m.common.submit,
      [
        formField("name", "text", form.name, filled, { required: true, maxLength: 80 }),
        formField("zone", "text", form.zone, filled, { hint: form.zoneHint, maxLength: 60 }),
      ],
      filled,
    );
  },
  async runOpen(ctx, { name, zone: zoneWords, code: words }) {
    const { m, person, now, people } = ctx;
    if (ctx.narrowed) throw new UserError("from-home", m.errors.fromHome);
    if (ctx.here?.actor.role === "owner" && words === undefined)
      throw new UserError("own-desk", m.desk.alreadyOwner);
    const zone = zoneMeant(ctx, zoneWords) ?? person.zone ?? ctx.reader.zone;
    // The first desk is anybody's; further ones need a code, or a client's installer would become an owner.
    const first = await people.firstDesk();
    const code = words === undefined ? undefined : await people.code(words);
    if (code === "locked") throw new UserError("locked-out", m.desk.linkLocked);
    const used = code?.kind === "desk" && (await people.useCode(code)) ? code : undefined;
    if (first === undefined && !used) throw new UserError("second-desk", m.desk.setupTaken);
    const desk: Desk = {
      id: newDeskId(used?.id ?? first ?? ""),
      name,
      zone,
      locale: ctx.reader.locale,
      demo: false,
      emoji: usualEmoji,
      surveys: usualSurveys,
      timerLimit: TIMER_LIMIT_MINUTES,
      hours: null,
      off: noDaysOff,
      createdAt: now,
      version: 0,
    };
    const owner: Member = {
      id: `${desk.id}:${person.id}`,
      desk: desk.id,
      person: person.id,
      name: person.name,
      role: "owner",
      clients: null,
      hours: defaultWorkingHours(zone),
      off: noDaysOff,
      digest: { on: true, at: "08:00", weekdays: [1, 2, 3, 4, 5] },
      away: [],
      removedAt: null,
      version: 0,
    };
    const schedules = [...memberSchedules(owner, zone, now), ...deskSchedules(desk, now)];
    await ctx.storeFor(desk.id).commit({
      writes: [
        write.member.insert(owner),
        write.desk.insert(desk),
        ...schedules.map((schedule) => write.schedule.put(schedule)),
      ],
      events: [{ subject: desk.id, kind: "desk-opened" }],
    });
    if (zoneWords !== undefined) await people.set({ zone });
    return {
      to: "actor",
      view: {
        title: m.desk.setupDone(name),
        body: [
          v.text(m.desk.setupNext),
          v.text(v.typed('client add "Acme Ltd" code:ACME zone:London hours:20 per:month', "channel")),
        ],
      },
    };
  },
});
