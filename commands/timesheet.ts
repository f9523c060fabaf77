import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant, memberNamed } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { addDays, type Week, weekOf, weekOfDate } from "../src/time/zones.ts";
import { loadSheet, type Sheet, subjectIn, weekMeant } from "../src/timesheet.ts";
import * as v from "../src/view/build.ts";
import { formatDate } from "../src/view/format.ts";
import type { Action } from "../src/view/nodes.ts";
import { timesheetView } from "../src/views/timesheet.ts";

const EVERYBODY = "all";

export const timesheet = defineCommand({
  name: "timesheet",
  summary: (m) => m.time.summaries.timesheet,
  examples: ["timesheet", "timesheet last week", "timesheet 2026-W47 client:ACME", "timesheet who:@ben"],
  who: ["member"],
  reads: true,
  input: z.object({
    week: input.shortText.optional(),
    client: input.clientCode.optional(),
    who: input.person.optional(),
    as: input.choice(["csv"]).optional(),
  }),
  positional: [{ key: "week", kind: "rest" }],
  async run(ctx, typed): Promise<Reply> {
    const week = weekMeant(ctx, typed.week);
    const client = typed.client === undefined ? undefined : await clientMeant(ctx, typed.client);
    const whose = await whoMeant(ctx, typed.who);
    const asked = { from: week.from, to: week.to, client: client?.id ?? null, who: whose.person };
    if (typed.as === "csv") return offer(ctx, asked, titleOf(ctx, week, client, whose.name));
    const sheet = await loadSheet(ctx.store, asked);
    const title = titleOf(ctx, week, client, whose.name);
    return { to: "actor", view: view(ctx, sheet, title, buttons(ctx, week, client, whose.person)) };
  },
});

interface Whose {
  /** null is everybody's. */
  person: string | null;
  /** Said only where it is not the speaker's own. */
  name: string | undefined;
}

/** Only the owner sees the time of others. */
async function whoMeant(ctx: Ctx, words: string | undefined): Promise<Whose> {
  const me = ctx.actor.person.id;
  if (words === undefined) return { person: me, name: undefined };
  const everybody = words.toLowerCase() === EVERYBODY;
  const member = everybody ? undefined : await memberNamed(ctx, words);
  if (member?.person === me) return { person: me, name: undefined };
  const { time, errors } = ctx.m;
  if (ctx.actor.role !== "owner")
    throw new UserError("owner", ctx.narrowed ? errors.fromHome : time.ownTimeOnly, { field: "who" });
  return member ? { person: member.person, name: member.name } : { person: null, name: ctx.m.time.everybody };
}

function titleOf(ctx: Ctx, week: Week, client: Client | undefined, name: string | undefined): string {
  const day = (date: string) =>
    formatDate({ kind: "date", at: `${date}T12:00:00Z`, style: "date", zone: "UTC" }, ctx.reader, ctx.now);
  const parts = [
    ctx.m.time.sheetTitle(week.key),
    `${day(week.from)} – ${day(week.to)}`,
    ...(client ? [client.name] : []),
    ...(name === undefined ? [] : [name]),
  ];
  return parts.join(" · ");
}

function view(ctx: Ctx, sheet: Sheet, title: string, actions: readonly Action[]) {
  const shown = {
    ...sheet,
    title,
    actions,
    byPerson: sheet.byPerson.length > 1 ? sheet.byPerson : [],
    clientOf: (id: string) => sheet.clients.get(id)?.name ?? "?",
    requestOf: (id: string) => sheet.requests.get(id),
    personOf: (id: string) => sheet.members.get(id)?.name ?? "?",
    subjectOf: (entry: Parameters<typeof subjectIn>[1]) => subjectIn(sheet, entry),
  };
  return timesheetView(shown, ctx.reader, ctx.now, ctx.m);
}

function buttons(ctx: Ctx, week: Week, client: Client | undefined, person: string | null): Action[] {
  const same = {
    ...(client ? { client: client.code } : {}),
    ...(person === ctx.actor.person.id ? {} : { who: person ?? EVERYBODY }),
  };
  const at = (label: string, day: string, more = {}): Action => ({
    label,
    verb: "timesheet",
    input: { week: weekOfDate(day).key, ...same, ...more },
  });
  const isPast = week.key < weekOf(ctx.now, ctx.reader.zone).key;
  return [
    at(ctx.m.time.csv, week.from, { as: "csv" }),
    at(ctx.m.time.weekBefore, addDays(week.from, -7)),
    ...(isPast ? [at(ctx.m.time.weekAfter, addDays(week.from, 7))] : []),
  ];
}

/** The CSV comes as a file from a link that is theirs for a short while. */
async function offer(
  ctx: Ctx,
  asked: { from: string; to: string; client: string | null; who: string | null },
  title: string,
): Promise<Reply> {
  const { url, until } = await ctx.offer({
    what: "timesheet",
    desk: ctx.desk.id,
    reader: ctx.reader,
    ...asked,
  });
  return {
    to: "actor",
    view: {
      title,
      body: [
        v.text(v.link(ctx.m.time.csvLink, url)),
        v.context(`${ctx.m.time.csvUntil} `, v.when(until, "time"), `. ${ctx.m.time.csvSecret}`),
      ],
    },
  };
}
