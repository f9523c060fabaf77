import type { Ctx } from "./ctx.ts";
import type { Contact, Person } from "./domain/desk.ts";
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

/** The contact meant by a mention, an id or a name. @throws UserError if nobody, or more than one person, is meant */
export async function contactAmong(
  ctx: Pick<Ctx, "people" | "m">,
  contacts: readonly Contact[],
  who: string,
  field = "who",
): Promise<Contact> {
  const person = await ctx.people.mentioned(who);
  const plain = who.replace(/^@/, "").toLowerCase();
  const found = contacts.filter((one) =>
    person
      ? one.person === person.id
      : one.person === who || one.id === who || one.name.toLowerCase() === plain,
  );
  const [only] = found;
  if (only && new Set(found.map((one) => one.person)).size === 1) return only;
  throw new UserError("no-contact", ctx.m.desk.noContact(who), { field });
}
