import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { clientMeant } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Member } from "../src/domain/desk.ts";
import { formatDuration } from "../src/domain/duration.ts";
import { parseDays, parseSpans } from "../src/domain/settings-words.ts";
import { UserError } from "../src/errors.ts";
import { messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { clientSchedules, memberSchedules, rhythms } from "../src/schedules.ts";
import type { Write } from "../src/store/commit.ts";
import { write } from "../src/store/writes.ts";
import { parseZone } from "../src/time/zones.ts";
import * as v from "../src/view/build.ts";

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
  ],
  who: ["contact", "member"],
  input: schema,
  async run(ctx, typed): Promise<Reply> {
    if (Object.keys(typed).length === 0)
      return { to: "actor", view: await shown(ctx, ctx.m.desk.settingsTitle) };
    if (typed.status !== undefined || typed.mode !== undefined) return clientStatus(ctx, typed);
    return own(ctx, typed);
  },
});

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
      ]
    : [];
  if (typed.timer !== undefined) {
    if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
    writes.push(write.desk.replace({ ...ctx.desk, timerLimit: Math.min(1440, Math.max(15, typed.timer)) }));
  }
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
    reader: { zone: lives, locale: locale ?? ctx.reader.locale },
    m: messages(locale ?? ctx.reader.locale),
  };
  const actor = member && isMember(ctx.actor) ? { ...ctx.actor, member } : ctx.actor;
  const person = ctx.people.me();
  return {
    to: "actor",
    view: await shown({ ...now, actor: { ...actor, person } as Ctx["actor"] }, now.m.desk.settingsSaved),
  };
}

function changed(ctx: Ctx, member: Member, typed: Typed, zone: string | undefined): Member {
  const { digest } = member;
  const weekdays = typed.days === undefined ? digest.weekdays : parseDays(typed.days);
  if (!weekdays) throw new UserError("days", ctx.m.desk.badDays(typed.days ?? ""), { field: "days" });
  const off = typed.digest !== undefined && /^(off|no)$/i.test(typed.digest);
  const on = typed.digest === undefined ? digest.on : !off;
  const said =
    typed.digest !== undefined && /\d/.test(typed.digest)
      ? input.wallTime.safeParse(typed.digest)
      : undefined;
  if (said && !said.success)
    throw new UserError("time", ctx.m.errors.field.wallTime(typed.digest ?? ""), { field: "digest" });
  const at = said?.success ? said.data : digest.at;
  const worked = [...new Set(member.hours.spans.map((span) => span.weekday))];
  const spans =
    typed.hours === undefined
      ? member.hours.spans
      : parseSpans(typed.hours, typed.days === undefined ? worked : weekdays);
  if (!spans) throw new UserError("hours", ctx.m.desk.badHours(typed.hours ?? ""), { field: "hours" });
  return {
    ...member,
    hours: { ...member.hours, zone: zone ?? member.hours.zone, spans },
    digest: { on, at, weekdays },
  };
}

async function clientStatus(ctx: Ctx, typed: Typed): Promise<Reply> {
  if (ctx.actor.role !== "owner") throw new UserError("owner", ctx.m.desk.ownerOnly);
  const client = await clientMeant(ctx, typed.client);
  if (!client) throw new UserError("which-client", ctx.m.time.needsClient, { field: "client" });
  const [dayWord, timeWord] = (typed.status ?? "").split(/\s+/);
  const days = dayWord === undefined || dayWord === "" ? [client.status.weekday] : parseDays(dayWord);
  const time = timeWord === undefined ? undefined : input.wallTime.safeParse(timeWord);
  if (!days?.[0]) throw new UserError("days", ctx.m.desk.badDays(dayWord ?? ""), { field: "status" });
  if (time && !time.success)
    throw new UserError("time", ctx.m.errors.field.wallTime(timeWord ?? ""), { field: "status" });
  const { mode } = typed;
  const status = {
    on: mode !== "off",
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

async function shown(ctx: Ctx, title: string) {
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
    );
  }
  return { title, body: [v.fields(fields)] };
}

function zoneMeant(ctx: Ctx, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const zone = parseZone(words);
  if (!zone) throw new UserError("zone", ctx.m.desk.badZone(words), { field: "zone" });
  return zone;
}

function localeMeant(words: Typed["language"]): "en" | "hi" | undefined {
  if (words === undefined) return undefined;
  return words === "hi" || words === "hindi" || words === "हिन्दी" ? "hi" : "en";
}
