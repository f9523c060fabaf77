import type { Ctx } from "./ctx.ts";
import type { Reader } from "./view/nodes.ts";

/** A person's language and zone for a command: their own, the fallback, the desk's. */
async function readerFor(
  ctx: Pick<Ctx, "people" | "desk">,
  person: string,
  fallback: Partial<Reader> = {},
): Promise<Reader> {
  const known = await ctx.people.byId(person);
  return {
    locale: known?.locale ?? fallback.locale ?? ctx.desk.locale,
    zone: known?.zone ?? fallback.zone ?? ctx.desk.zone,
  };
}

/** What saying something later or elsewhere takes, for a command. */
export const tellingOf = (ctx: Pick<Ctx, "people" | "desk" | "now">) => ({
  now: ctx.now,
  readerOf: (person: string, fallback?: Partial<Reader>) => readerFor(ctx, person, fallback),
});
