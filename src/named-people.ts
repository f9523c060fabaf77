import type { Ctx } from "./ctx.ts";
import type { Person } from "./domain/desk.ts";
import { UserError } from "./errors.ts";

/** The person behind `@jane`, met or not yet. @throws UserError if we know nobody by it */
export async function personNamed(ctx: Pick<Ctx, "people" | "m">, words: string): Promise<Person> {
  const direct = /^p[0-9a-f]{16}$/.test(words) ? await ctx.people.byId(words) : undefined;
  const found =
    direct ??
    (await ctx.people.introduced(words.startsWith("@") || words.startsWith("<") ? words : `@${words}`));
  if (found) return found;
  throw new UserError("unknown-person", ctx.m.desk.whoIsThat(words), { field: "who" });
}
