import { question } from "./answers.ts";
import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import type { Client } from "./domain/desk.ts";

/**
 * The confidentiality wall for typed text: a member's words on their way to `client` that name another client of the desk are asked
 * about first, before anything is written. Undefined if nothing is wrong.
 */
export async function namesAnother(ctx: Ctx, client: Client, text: string): Promise<Reply | undefined> {
  if (!isMember(ctx.actor) || text.trim() === "") return undefined;
  const others = (await ctx.store.clients.list()).filter(
    (other) => other.id !== client.id && named(text, other),
  );
  if (others.length === 0) return undefined;
  const { errors, request } = ctx.m;
  const names = others.map((other) => other.name).join(", ");
  const input = { draft: await ctx.keep(), anyway: "yes" };
  const anyway = { label: request.postAnyway, verb: "draft", input, style: "danger" } as const;
  return {
    to: "actor",
    view: question(ctx.m, errors.title, request.namesOther(names), [anyway], text.trim()),
  };
}

/** Whole words only: a client called "Art" is not named by "start". */
export function named(text: string, client: Pick<Client, "name" | "code">): boolean {
  return [client.name, client.code].some((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
  });
}
