import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import type { Ctx } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Client } from "../src/domain/desk.ts";
import { asOne, nextTime, type Repeat, withOne } from "../src/domain/repeat.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { oneForm, oneMeant, repeatForm } from "../src/repeat-forms.ts";
import { begun, repeatTyped } from "../src/repeat-words.ts";
import {
  comesOn,
  comingMeant,
  dayMeant,
  type RepeatMeant,
  repeatMeant,
  repeatShown,
  saveRepeat,
  shownOf,
} from "../src/repeats.ts";
import { mustBeYours } from "../src/request-change.ts";
import { forgotten, repeatList } from "../src/views/repeats.ts";
import { namesAnother } from "../src/wall.ts";

const whatToDo = ["show", "list", "only", "skip", "move", "end", "form"] as const;
const MOST_LISTED = 30;

const schema = z.object({
  what: input.choice(whatToDo).optional(),
  ref: input.ref.optional(),
  words: input.when.optional(),
  every: input.when.optional(),
  until: input.when.optional(),
  title: input.title.optional(),
  details: input.longText.optional(),
  estimate: input.durationOrNone.optional(),
  who: input.person.optional(),
  due: input.shortText.optional(),
  series: z.string().max(100).optional(),
  on: z.string().max(10).optional(),
  anyway: input.yesNo.optional(),
});
type Typed = z.infer<typeof schema>;
const ofOne = ["title", "details", "estimate", "who", "due"] as const;

export const repeat = defineCommand({
  name: "repeat",
  summary: (m) => m.repeat.summary,
  examples: [
    'repeat 12 every:"month on the 1st"',
    'repeat ACME-12 every:"2 weeks on Monday" until:2027-06-30 due:3',
    "repeat 12 every weekday at 9:30",
    'repeat only 12 title:"Write the short report" estimate:1h',
    "repeat skip 12",
    'repeat move 12 "28 December"',
    "repeat end 12",
    "repeat",
  ],
  who: ["contact", "member"],
  input: schema,
  unsaid: ["series", "on", "anyway"],
  clears: ["until", "estimate", "due", "details"],
  positional: [
    { key: "what", kind: "choice", choices: whatToDo, optional: true },
    { key: "ref", kind: "ref", optional: true },
    { key: "words", kind: "rest" },
  ],
  asks: true,
  async form(ctx, values) {
    const meant = await repeatMeant(ctx, values["ref"], values["series"]);
    const { repeat } = meant;
    return values["what"] === "only" && repeat
      ? oneForm(ctx, { ...meant, repeat }, values)
      : repeatForm(ctx, meant, values);
  },
  async run(ctx, typed): Promise<Reply> {
    const { what, ref, series } = typed;
    const every = typed.every ?? (what === undefined ? typed.words : undefined);
    if (what === "list" || (ref === undefined && series === undefined && every === undefined))
      return listed(ctx);
    const meant = await repeatMeant(ctx, ref, series);
    const changes = every !== undefined || typed.until !== undefined || saysMore(typed);
    if (what === "form" || (!meant.repeat && !changes && what === undefined))
      return { form: await repeatForm(ctx, meant, {}) };
    if (what === undefined && changes) return set(ctx, meant, { ...typed, every });
    const { repeat } = meant;
    if (!repeat)
      throw new UserError("not-repeating", ctx.m.repeat.notRepeating(meant.ref), { field: "every" });
    return what === "only" ? only(ctx, { ...meant, repeat }, typed) : act(ctx, { ...meant, repeat }, typed);
  },
});

const saysMore = (typed: Typed): boolean => ofOne.some((key) => typed[key] !== undefined);

type Known = RepeatMeant & { repeat: Repeat };

async function act(ctx: Ctx, meant: Known, { what, words }: Typed): Promise<Reply> {
  const { ref, repeat } = meant;
  const { title, ended, skipped, moved, changed, endedNow } = ctx.m.repeat;
  switch (what) {
    case "skip": {
      const { day } = comingMeant(ctx, meant, words);
      const without = repeat.moved.filter((one) => one.day !== day);
      const otherwise = repeat.otherwise.filter((one) => one.day !== day);
      const after = { ...repeat, moved: without, otherwise, skipped: [...repeat.skipped, day] };
      return saved(ctx, meant, after, "repeat-changed", skipped(ref));
    }
    case "move": {
      if (words === undefined) throw new UserError("which-day", ctx.m.repeat.whichDay, { field: "words" });
      const { day } = comingMeant(ctx, meant, undefined);
      const to = dayMeant(ctx, words);
      if (comesOn(ctx, repeat, meant.client, to))
        throw new UserError("taken", ctx.m.repeat.takenThen(words), { field: "words" });
      const after = { ...repeat, moved: [...repeat.moved.filter((one) => one.day !== day), { day, to }] };
      return saved(ctx, meant, after, "repeat-changed", moved(ref));
    }
    case "end": {
      const until = words === undefined ? undefined : dayMeant(ctx, words);
      const later =
        until !== undefined && nextTime({ ...repeat, until }, meant.client, ctx.now) !== undefined;
      return later
        ? saved(ctx, meant, { ...repeat, until }, "repeat-changed", changed(ref))
        : saved(ctx, meant, { ...repeat, endedAt: repeat.endedAt ?? ctx.now }, "repeat-ended", endedNow(ref));
    }
    default:
      return {
        to: "actor",
        view: await repeatShown(ctx, meant, repeat.endedAt === null ? title(ref) : `${ref}: ${ended}`),
      };
  }
}

async function saved(ctx: Ctx, meant: Known, after: Repeat, event: string, said: string): Promise<Reply> {
  const repeat = await saveRepeat(ctx, meant, after, event);
  return { to: "actor", view: await repeatShown(ctx, { ...meant, repeat }, said) };
}

/** Changes what only one of them is; when that one comes, `move` says. */
async function only(ctx: Ctx, meant: Known, typed: Typed): Promise<Reply> {
  const { client, repeat, ref } = meant;
  mustBeTheirs(ctx, meant, typed);
  if (typed.every !== undefined || typed.until !== undefined)
    throw new UserError("all-only", ctx.m.repeat.allOnly(ref), { field: typed.every ? "every" : "until" });
  if (!saysMore(typed)) return { form: await oneForm(ctx, meant, ctx.typed) };
  const { day, occurrence } = oneMeant(ctx, meant, typed);
  const one = asOne(repeat, occurrence.period);
  const wall = await walled(ctx, client, one, typed);
  if (wall) return wall;
  const after = withOne(repeat, day, await repeatTyped(ctx, one, typed, client));
  return saved(ctx, meant, after, "repeat-changed", ctx.m.repeat.changedOne(ref));
}

function mustBeTheirs(ctx: Ctx, meant: RepeatMeant, { estimate, who }: Typed): void {
  mustBeYours(ctx, meant);
  if (!isMember(ctx.actor) && (estimate !== undefined || who !== undefined))
    throw new UserError("team-only", ctx.m.repeat.teamOnly);
}

/** New words on their way to a client name no other one, unless that is meant. */
async function walled(ctx: Ctx, client: Client, base: Repeat, { title = "", details = "", anyway }: Typed) {
  const fresh = [title === base.title ? "" : title, details === base.details ? "" : details];
  return anyway ? undefined : namesAnother(ctx, client, fresh.join("\n"));
}

/** Begins it, or changes what is to come. */
async function set(ctx: Ctx, meant: RepeatMeant, typed: Typed): Promise<Reply> {
  const { client, ref, repeat: before } = meant;
  mustBeTheirs(ctx, meant, typed);
  if (!before && typed.every === undefined)
    throw new UserError("not-repeating", ctx.m.repeat.notRepeating(ref), { field: "every" });
  const base = before ?? begun(ctx, meant.request, client);
  const wall = await walled(ctx, client, base, typed);
  if (wall) return wall;
  const after = await repeatTyped(ctx, base, typed, client);
  if (after.until !== null && !nextTime(after, client, ctx.now))
    throw new UserError("ends-before", ctx.m.repeat.endsBefore(after.until), { field: "until" });
  const repeat = await saveRepeat(ctx, meant, after, before ? "repeat-changed" : "repeat-begun");
  const { title, changed } = ctx.m.repeat;
  const view = await repeatShown(ctx, { repeat, client }, (before ? changed : title)(ref));
  const gone = before && after.otherwise.length === 0 ? await shownOf(ctx, before, client) : undefined;
  return { to: "actor", view: { ...view, body: [...view.body, ...(gone ? forgotten(gone, ctx.m) : [])] } };
}

async function listed(ctx: Ctx): Promise<Reply> {
  const [all, clients] = await Promise.all([
    ctx.store.repeats.active(ctx.client?.id),
    ctx.store.clients.list({ archived: true }),
  ]);
  const byId = new Map(clients.map((client) => [client.id, client]));
  const shown = await Promise.all(
    all.flatMap((one) => {
      const client = byId.get(one.client);
      return client ? [shownOf(ctx, one, client)] : [];
    }),
  );
  return { to: "actor", view: repeatList(shown, MOST_LISTED, ctx.m) };
}
