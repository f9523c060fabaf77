import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { type Calm, isUsual, usualCalm } from "./domain/calm.ts";
import { UserError } from "./errors.ts";
import { formField } from "./forms.ts";
import * as input from "./input.ts";
import * as v from "./view/build.ts";
import type { Field } from "./view/nodes.ts";

const MOST_A_DAY = 50;

/** What can be said about one's calm. */
export const calmKeys = { quiet: input.shortText.optional(), budget: input.shortText.optional() };
interface Typed {
  quiet?: string | undefined;
  budget?: string | undefined;
}

/** One's calm after what was typed; undefined if nothing was said of it. @throws UserError at the field at fault */
export function calmMeant(ctx: Ctx, { quiet, budget }: Typed): Calm | undefined {
  if (quiet === undefined && budget === undefined) return undefined;
  const before = ctx.actor.person.calm ?? usualCalm;
  return {
    perDay: budget === undefined ? before.perDay : budgetMeant(ctx, budget),
    quiet: quiet === undefined ? before.quiet : quietMeant(ctx, quiet),
  };
}

function quietMeant(ctx: Ctx, words: string): Calm["quiet"] {
  if (/^off$/i.test(words) || input.none(words)) return null;
  const [from, to, more] = words.split(/\s*[-–]\s*/).map((time) => input.wallTime.safeParse(time));
  if (!from?.success || !to?.success || more !== undefined || from.data === to.data)
    throw new UserError("quiet", ctx.m.calm.badQuiet(words), { field: "quiet" });
  return { from: from.data, to: to.data };
}

function budgetMeant(ctx: Ctx, words: string): number {
  const n = /^\d{1,3}$/.test(words) ? Number(words) : 0;
  if (n < 1 || n > MOST_A_DAY)
    throw new UserError("budget", ctx.m.calm.badBudget(words), { field: "budget" });
  return n;
}

export function calmValues(calm: Calm | null): Record<string, string> {
  const { perDay, quiet } = calm ?? usualCalm;
  return { budget: String(perDay), quiet: quiet ? `${quiet.from}-${quiet.to}` : "off" };
}

export function calmFields(ctx: Ctx, values: Readonly<Record<string, string>>): Field[] {
  const words = ctx.m.calm;
  return [
    formField("quiet", "text", words.quietField, values, { hint: words.quietHint, maxLength: 20 }),
    formField("budget", "number", words.budgetField, values),
  ];
}

export function calmShown(ctx: Ctx, calm: Calm | null) {
  const { perDay, quiet } = calm ?? usualCalm;
  const words = ctx.m.calm;
  return v.field(
    words.settings,
    `${words.perDay(perDay)}, ${quiet ? words.quiet(quiet.from, quiet.to) : words.noQuiet}`,
    isMember(ctx.actor) && quiet && isUsual(quiet) ? ` ${words.unlessAtWork}` : "",
  );
}
