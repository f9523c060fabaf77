import { z } from "zod";
import { calmFields, calmKeys, calmMeant, calmShown, calmValues } from "../src/calm-settings.ts";
import { messagesHere } from "../src/channel-intake.ts";
import { contactRoundsFollow, readingOf, roundsFollow } from "../src/check-ins.ts";
import { clientSettings, clientSettingsForm } from "../src/client-settings.ts";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import { type Desk, type Member, workingTimeOf } from "../src/domain/desk.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { emojiWords, parseEmoji } from "../src/domain/emoji.ts";
import type { Channel } from "../src/domain/place.ts";
import { dayWords, parseDays } from "../src/domain/settings-words.ts";
import { movedElsewhere } from "../src/elsewhere.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import { freed } from "../src/held-back.ts";
import { messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { memberSchedules, rhythms } from "../src/schedules.ts";
import type { Write } from "../src/store/commit.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";
import type { Form } from "../src/view/nodes.ts";
import {
  saysWorkingTime,
  workingTimeFields,
  workingTimeKeys,
  workingTimeMeant,
  workingTimeShown,
  workingTimeValues,
} from "../src/working-time.ts";
import { zoneMeant } from "../src/zone-words.ts";

const schema = z.object({
  zone: input.shortText.optional(),
  language: input.choice(["en", "hi", "english", "hindi", "हिन्दी"]).optional(),
  digest: input.shortText.optional(),
  days: input.shortText.optional(),
  platform: input.choice(["any", "slack", "teams", "web"]).optional(),
  ...workingTimeKeys,
  ...calmKeys,
  timer: input.duration.optional(),
  status: input.shortText.optional(),
  mode: input.choice(["auto", "review", "off"]).optional(),
  client: input.clientCode.optional(),
  for: input.choice(["me", "desk"]).optional(),
  business: input.title.optional(),
  emoji: input.shortText.optional(),
  messages: input.choice(["every", "asked"]).optional(),
  change: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;

export const settings = defineCommand({
  name: "settings",
  summary: (m) => m.desk.summaries.settings,
  examples: [
    "settings",
    "settings zone:Kolkata language:hi",
    "settings digest:07:30 days:mon-sat",
    "settings digest:off",
    "settings quiet:20:00-07:30 budget:6",
    'settings hours:"Mon-Fri 9-13, 14-18; Sat 22:00-02:00"',
    'settings country:US state:NY holidays:"2026-12-24, 2026-12-28..2026-12-31"',
    'settings client:ACME status:"Fri 16:00" mode:review',
    "settings client:ACME country:DE-BY",
    'settings for:desk hours:"Mon-Fri 9-17" country:IN',
    'settings business:"Asha & Co" timer:3h',
    'settings emoji:"create=memo urgent=off"',
    "settings messages:every",
  ],
  who: ["contact", "member"],
  fromHome: ({ messages }) => messages === undefined,
  input: schema,
  unsaid: ["change"],
  clears: ["country", "holidays"],
  asks: true,
  form: formFor,
  async run(ctx, { change, ...typed }): Promise<Reply> {
    const { change: _, ...values } = ctx.typed;
    if (change) return { form: await formFor(ctx, values) };
    if (typed.messages !== undefined) return messagesHere(ctx, typed.messages);
    if (Object.keys(typed).length === 0)
      return { to: "actor", view: shown(ctx, ctx.m.desk.settingsTitle, await ctx.people.channel()) };
    if (typed.status !== undefined || typed.mode !== undefined || typed.client !== undefined)
      return clientSettings(ctx, typed);
    return typed.for === "desk" ? ofDesk(ctx, typed) : own(ctx, typed);
  },
});

function formFor(ctx: Ctx, values: Values): Form | Promise<Form> {
  if (values["client"] !== undefined || values["status"] !== undefined)
    return clientSettingsForm(ctx, values);
  return values["for"] === "desk" ? deskForm(ctx, values) : settingsForm(ctx, values);
}

/** What people change most; the rest is typed. */
function settingsForm(ctx: Ctx, values: Values): Form {
  const { settings: words, languages, setupForm } = ctx.m.desk;
  const member = isMember(ctx.actor) ? ctx.actor.member : undefined;
  const present = {
    zone: ctx.reader.zone,
    language: ctx.reader.locale,
    ...(member ? { ...memberValues(member), ...calmValues(ctx.actor.person.calm) } : {}),
  };
  const filled = { ...present, ...values };
  const options = Object.entries(languages).map(([value, label]) => ({ value, label }));
  const ofMembers = [
    formField("digest", "text", words.digest, filled, { hint: words.digestHint, maxLength: 10 }),
    formField("days", "text", words.days, filled, { hint: words.daysHint, maxLength: 40 }),
    ...workingTimeFields(ctx, filled),
    ...calmFields(ctx, filled),
  ];
  return formOf(
    "settings",
    ctx.m.desk.settingsTitle,
    ctx.m.request.form.save,
    [
      formField("zone", "text", words.zone, filled, { hint: setupForm.zoneHint, maxLength: 60 }),
      formField("language", "select", words.language, filled, { options }),
      ...(member ? ofMembers : []),
    ],
    values,
  );
}

/** A member's settings as they would be typed. */
function memberValues({ digest, hours, off }: Member): Record<string, string> {
  return {
    digest: digest.on ? digest.at : "off",
    days: digest.weekdays.map((day) => dayWords[day - 1]).join(","),
    ...workingTimeValues({ hours, off }),
  };
}

function deskForm(ctx: Ctx, values: Values): Form {
  const { settings: words, setupForm } = ctx.m.desk;
  const filled = { business: ctx.desk.name, ...workingTimeValues(workingTimeOf(ctx.desk)), ...values };
  const fields = [
    formField("business", "text", setupForm.name, filled, { maxLength: 80 }),
    ...workingTimeFields(ctx, filled),
  ];
  return formOf("settings", words.ofDesk, ctx.m.request.form.save, fields, { for: "desk", ...filled });
}

async function own(ctx: Ctx, typed: Typed): Promise<Reply> {
  if (
    !isMember(ctx.actor) &&
    (typed.digest ?? typed.days ?? (saysWorkingTime(typed) || undefined)) !== undefined
  )
    throw new UserError("member", ctx.m.errors.notForYou.member);
  const zone = zoneMeant(ctx, typed.zone);
  const locale = localeMeant(typed.language);
  const memberBefore = isMember(ctx.actor) ? ctx.actor.member : undefined;
  const member = memberBefore && (await changed(ctx, memberBefore, typed, zone));
  const lives = zone ?? ctx.reader.zone;
  const writes: Write[] = [
    ...(member
      ? [
          write.member.replace(member),
          ...(await rhythms(ctx, member.person, memberSchedules(member, lives, ctx.now))),
          ...(await roundsFollow(readingOf(ctx), member, ctx.now)),
          ...(await freed(ctx.store, member)),
        ]
      : []),
    ...(zone === undefined ? [] : await movedElsewhere(ctx, zone)),
    ...(zone === undefined ? [] : await contactRoundsFollow(ctx, zone)),
  ];
  const desk = deskChanged(ctx, typed);
  if (desk) writes.push(write.desk.replace(desk));
  const calm = calmMeant(ctx, typed);
  if (zone !== undefined || locale !== undefined || typed.platform !== undefined || calm !== undefined) {
    await ctx.people.set({
      ...(zone === undefined ? {} : { zone }),
      ...(locale === undefined ? {} : { locale }),
      ...(calm === undefined ? {} : { calm }),
      ...(typed.platform === undefined ? {} : { platform: typed.platform === "any" ? null : typed.platform }),
    });
  }
  if (writes.length > 0) {
    await ctx.store.commit({ writes, events: [{ subject: ctx.actor.person.id, kind: "settings-changed" }] });
  }
  const now = {
    ...ctx,
    desk: desk ?? ctx.desk,
    reader: { zone: lives, locale: locale ?? ctx.reader.locale },
    m: messages(locale ?? ctx.reader.locale),
  };
  const actor = member && isMember(ctx.actor) ? { ...ctx.actor, member } : ctx.actor;
  const person = ctx.people.me();
  return {
    to: "actor",
    view: shown({ ...now, actor: { ...actor, person } as Ctx["actor"] }, now.m.desk.settingsSaved),
  };
}

function deskChanged(ctx: Ctx, { timer, business, emoji: words }: Typed): Desk | undefined {
  if (timer === undefined && business === undefined && words === undefined) return undefined;
  mustOwn(ctx);
  if (timer !== undefined && (timer < 15 || timer > 1440))
    throw new UserError("timer", ctx.m.desk.badLimit, { field: "timer" });
  const emoji = words === undefined ? ctx.desk.emoji : parseEmoji(words, ctx.desk.emoji);
  if (!emoji) throw new UserError("emoji", ctx.m.desk.badEmoji(words ?? ""), { field: "emoji" });
  return { ...ctx.desk, emoji, name: business ?? ctx.desk.name, timerLimit: timer ?? ctx.desk.timerLimit };
}

function mustOwn(ctx: Ctx): void {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
}

/** When the desk works: what counts where nobody in particular looks after a client, and for who joins the team. */
async function ofDesk(ctx: Ctx, typed: Typed): Promise<Reply> {
  mustOwn(ctx);
  const usual = [1, 2, 3, 4, 5];
  const works = saysWorkingTime(typed)
    ? await workingTimeMeant(ctx, workingTimeOf(ctx.desk), typed, usual)
    : undefined;
  const changed = deskChanged(ctx, typed);
  const after = { ...(changed ?? ctx.desk), ...works };
  if (works || changed) {
    const events = [{ subject: ctx.desk.id, kind: "settings-changed" }];
    await ctx.store.commit({ writes: [write.desk.replace(after)], events });
  }
  const { settings: words, setupForm, settingsSaved } = ctx.m.desk;
  const fields = [v.field(setupForm.name, after.name), ...workingTimeShown(ctx, workingTimeOf(after))];
  const change = { label: words.change, verb: "settings", input: { for: "desk", change: "yes" } };
  const title = works || changed ? settingsSaved : words.ofDesk;
  return { to: "actor", view: { title, body: [v.fields(fields), v.actions(change)] } };
}

async function changed(ctx: Ctx, member: Member, typed: Typed, zone: string | undefined): Promise<Member> {
  const { digest } = member;
  const weekdays = typed.days === undefined ? digest.weekdays : parseDays(typed.days);
  if (!weekdays) throw new UserError("days", ctx.m.desk.badDays(typed.days ?? ""), { field: "days" });
  const { on, at } = { ...digest, ...digestMeant(ctx, typed.digest) };
  // Hours count on the days already worked, unless other days are named along with them.
  const worked = [...new Set(member.hours.spans.map((span) => span.weekday))];
  const same = weekdays.join() === digest.weekdays.join();
  const before = { hours: { ...member.hours, zone: zone ?? member.hours.zone }, off: member.off };
  const usual = same && worked.length > 0 ? worked : weekdays;
  const { hours, off } = saysWorkingTime(typed) ? await workingTimeMeant(ctx, before, typed, usual) : before;
  return { ...member, hours, off, digest: { on, at, weekdays } };
}

/** `off`, `on`, or a time. */
function digestMeant(ctx: Ctx, words: string | undefined): Partial<Member["digest"]> | undefined {
  if (words === undefined) return undefined;
  if (/^(off|no)$/i.test(words)) return { on: false };
  if (/^(on|yes)$/i.test(words)) return { on: true };
  const said = input.wallTime.safeParse(words);
  if (!said.success) throw new UserError("time", ctx.m.errors.field.wallTime(words), { field: "digest" });
  return { on: true, at: said.data };
}

function shown(ctx: Ctx, title: string, channel?: Channel | undefined) {
  const { settings: words, languages, weekdays } = ctx.m.desk;
  const { person } = ctx.actor;
  const fields = [
    v.field(
      words.zone,
      ctx.reader.zone,
      person.zoneGuessed || person.zone === null ? ` (${words.guessed})` : "",
    ),
    v.field(words.language, languages[ctx.reader.locale]),
  ];
  if (isMember(ctx.actor)) {
    const { digest, hours, off } = ctx.actor.member;
    const dayNames = digest.weekdays.map((day) => weekdays[day - 1]).join(", ");
    fields.push(
      v.field(words.digest, digest.on ? `${digest.at} · ${dayNames}` : words.off),
      v.field(words.platform, person.platform ?? words.platformAny),
      ...workingTimeShown(ctx, { hours, off }),
      v.field(words.limit, formatDuration(ctx.desk.timerLimit)),
      v.field(words.emoji, emojiWords(ctx.desk.emoji) || words.off),
    );
  }
  fields.push(calmShown(ctx, person.calm));
  if (channel && channel.client !== null)
    fields.push(v.field(words.messages, ctx.m.desk.intake[channel.intake]));
  const change = { label: words.change, verb: "settings", input: { change: "yes" } };
  return { title, body: [v.fields(fields), v.actions(change)] };
}

function localeMeant(words: Typed["language"]): "en" | "hi" | undefined {
  if (words === undefined) return undefined;
  return words === "hi" || words === "hindi" || words === "हिन्दी" ? "hi" : "en";
}
