import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Desk, Member } from "../src/domain/desk.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { emojiWords, parseEmoji } from "../src/domain/emoji.ts";
import { dayWords, parseDays, parseSpans } from "../src/domain/settings-words.ts";
import { UserError } from "../src/errors.ts";
import { formField, formOf } from "../src/forms.ts";
import { messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { clientSchedules, memberSchedules, rhythms } from "../src/schedules.ts";
import type { Write } from "../src/store/commit.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";
import type { Form } from "../src/view/nodes.ts";
import { zoneMeant } from "../src/zone-words.ts";

const schema = z.object({
  zone: input.shortText.optional(),
  language: input.choice(["en", "hi", "english", "hindi", "हिन्दी"]).optional(),
  digest: input.shortText.optional(),
  days: input.shortText.optional(),
  platform: input.choice(["any", "slack", "teams", "web"]).optional(),
  hours: input.shortText.optional(),
  timer: input.duration.optional(),
  status: input.shortText.optional(),
  mode: input.choice(["auto", "review", "off"]).optional(),
  client: input.clientCode.optional(),
  business: input.title.optional(),
  emoji: input.shortText.optional(),
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
    "settings hours:09:00-13:00,14:00-18:00",
    'settings client:ACME status:"Fri 16:00" mode:review',
    'settings business:"Asha & Co" timer:3h',
    'settings emoji:"create=memo urgent=off"',
  ],
  who: ["contact", "member"],
  input: schema,
  unsaid: ["change"],
  asks: true,
  form: settingsForm,
  async run(ctx, { change, ...typed }): Promise<Reply> {
    if (change) return { form: settingsForm(ctx, {}) };
    if (Object.keys(typed).length === 0) return { to: "actor", view: shown(ctx, ctx.m.desk.settingsTitle) };
    if (typed.status !== undefined || typed.mode !== undefined || typed.client !== undefined)
      return clientStatus(ctx, typed);
    return own(ctx, typed);
  },
});

/** What people change most; the rest is typed. */
function settingsForm(ctx: Ctx, values: Values): Form {
  const { settings: words, languages, setupForm } = ctx.m.desk;
  const member = isMember(ctx.actor) ? ctx.actor.member : undefined;
  const present = {
    zone: ctx.reader.zone,
    language: ctx.reader.locale,
    ...(member ? memberValues(member) : {}),
  };
  const filled = { ...present, ...values };
  const options = Object.entries(languages).map(([value, label]) => ({ value, label }));
  const ofMembers = [
    formField("digest", "text", words.digest, filled, { hint: words.digestHint, maxLength: 10 }),
    formField("days", "text", words.days, filled, { hint: words.daysHint, maxLength: 40 }),
    formField("hours", "text", words.hours, filled, { hint: words.hoursHint, maxLength: 100 }),
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

/** A member's settings as they would be typed; hours only where every day has the same. */
function memberValues({ digest, hours }: Member): Record<string, string> {
  const spans = (day: number) =>
    hours.spans.flatMap((span) => (span.weekday === day ? [`${span.from}-${span.to}`] : [])).join(",");
  const different = [...new Set(hours.spans.map((span) => spans(span.weekday)))];
  return {
    digest: digest.on ? digest.at : "off",
    days: digest.weekdays.map((day) => dayWords[day - 1]).join(","),
    ...(different.length === 1 && different[0] !== undefined ? { hours: different[0] } : {}),
  };
}

async function own(ctx: Ctx, typed: Typed): Promise<Reply> {
  const zone = zoneMeant(ctx, typed.zone);
  const locale = localeMeant(typed.language);
  const memberBefore = isMember(ctx.actor) ? ctx.actor.member : undefined;
  const member = memberBefore && changed(ctx, memberBefore, typed, zone);
  const lives = zone ?? ctx.reader.zone;
  const writes: Write[] = member
    ? [
        write.member.replace(member),
        ...(await rhythms(ctx, member.person, memberSchedules(member, lives, ctx.now))),
        ...(zone === undefined ? [] : await elsewhere(ctx, zone)),
      ]
    : [];
  const desk = deskChanged(ctx, typed);
  if (desk) writes.push(write.desk.replace(desk));
  if (zone !== undefined || locale !== undefined || typed.platform !== undefined) {
    await ctx.people.set({
      ...(zone === undefined ? {} : { zone }),
      ...(locale === undefined ? {} : { locale }),
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

/** Somebody lives in one zone, at however many desks they work. */
async function elsewhere(ctx: Ctx, zone: string): Promise<Write[]> {
  const others = (await ctx.people.workplaces()).filter((member) => member.desk !== ctx.desk.id);
  return others.flatMap((member) => {
    const moved = { ...member, hours: { ...member.hours, zone } };
    return [write.member.replace(moved), ...memberSchedules(moved, zone, ctx.now).map(write.schedule.put)];
  });
}

function deskChanged(ctx: Ctx, { timer, business, emoji: words }: Typed): Desk | undefined {
  if (timer === undefined && business === undefined && words === undefined) return undefined;
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
  if (timer !== undefined && (timer < 15 || timer > 1440))
    throw new UserError("timer", ctx.m.desk.badLimit, { field: "timer" });
  const emoji = words === undefined ? ctx.desk.emoji : parseEmoji(words, ctx.desk.emoji);
  if (!emoji) throw new UserError("emoji", ctx.m.desk.badEmoji(words ?? ""), { field: "emoji" });
  return { ...ctx.desk, emoji, name: business ?? ctx.desk.name, timerLimit: timer ?? ctx.desk.timerLimit };
}

function changed(ctx: Ctx, member: Member, typed: Typed, zone: string | undefined): Member {
  const { digest } = member;
  const weekdays = typed.days === undefined ? digest.weekdays : parseDays(typed.days);
  if (!weekdays) throw new UserError("days", ctx.m.desk.badDays(typed.days ?? ""), { field: "days" });
  const { on, at } = { ...digest, ...digestMeant(ctx, typed.digest) };
  // Hours count on the days already worked, unless other days are named along with them.
  const worked = [...new Set(member.hours.spans.map((span) => span.weekday))];
  const same = weekdays.join() === digest.weekdays.join();
  const spans =
    typed.hours === undefined
      ? member.hours.spans
      : parseSpans(typed.hours, same && worked.length > 0 ? worked : weekdays);
  if (!spans) throw new UserError("hours", ctx.m.desk.badHours(typed.hours ?? ""), { field: "hours" });
  return {
    ...member,
    hours: { ...member.hours, zone: zone ?? member.hours.zone, spans },
    digest: { on, at, weekdays },
  };
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

async function clientStatus(ctx: Ctx, typed: Typed): Promise<Reply> {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
  const client = await clientMeant(ctx, typed.client);
  if (!client) throw new UserError("which-client", ctx.m.desk.whichClient, { field: "client" });
  const [dayWord, timeWord] = (typed.status ?? "").split(/\s+/);
  const days = dayWord === undefined || dayWord === "" ? [client.status.weekday] : parseDays(dayWord);
  const time = timeWord === undefined ? undefined : input.wallTime.safeParse(timeWord);
  if (!days?.[0]) throw new UserError("days", ctx.m.desk.badDays(dayWord ?? ""), { field: "status" });
  if (time && !time.success)
    throw new UserError("time", ctx.m.errors.field.wallTime(timeWord ?? ""), { field: "status" });
  const { mode } = typed;
  const status = {
    on: mode === undefined ? client.status.on : mode !== "off",
    mode: mode === undefined || mode === "off" ? client.status.mode : mode,
    weekday: days[0],
    at: time?.success ? time.data : client.status.at,
  };
  const after = { ...client, status };
  await ctx.store.commit({
    writes: [
      write.client.replace(after),
      ...(await rhythms(ctx, client.id, clientSchedules(after, ctx.now))),
    ],
    events: [{ subject: client.id, kind: "settings-changed" }],
  });
  const { settings: words, weekdays } = ctx.m.desk;
  const line = status.on ? `${weekdays[status.weekday - 1]} ${status.at}, ${words[status.mode]}` : words.off;
  return {
    to: "actor",
    view: { title: ctx.m.desk.settingsSaved, body: [v.fields([v.field(words.status(client.name), line)])] },
  };
}

function shown(ctx: Ctx, title: string) {
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
    const { digest, hours } = ctx.actor.member;
    const dayNames = digest.weekdays.map((day) => weekdays[day - 1]).join(", ");
    const spans = [...new Set(hours.spans.map((span) => `${span.from}–${span.to}`))].join(", ");
    fields.push(
      v.field(words.digest, digest.on ? `${digest.at} · ${dayNames}` : words.off),
      v.field(words.platform, person.platform ?? words.platformAny),
      v.field(words.hours, spans === "" ? "–" : spans),
      v.field(words.limit, formatDuration(ctx.desk.timerLimit)),
      v.field(words.emoji, emojiWords(ctx.desk.emoji) || words.off),
    );
  }
  const change = { label: words.change, verb: "settings", input: { change: "yes" } };
  return { title, body: [v.fields(fields), v.actions(change)] };
}

function localeMeant(words: Typed["language"]): "en" | "hi" | undefined {
  if (words === undefined) return undefined;
  return words === "hi" || words === "hindi" || words === "हिन्दी" ? "hi" : "en";
}
