import { randomBytes } from "node:crypto";
import { question } from "./answers.ts";
import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import type { Client } from "./domain/desk.ts";
import { write } from "./store/writes.ts";

const KEPT_HOURS = 48;

/**
 * The confidentiality wall for typed text: a member's words on their way to `client` that name another client of the desk are asked
 * about first. The line waits in a draft. Undefined if nothing is wrong.
 */
export async function namesAnother(
  ctx: Ctx,
  client: Client,
  text: string,
  line: string,
): Promise<Reply | undefined> {
  if (!isMember(ctx.actor) || text === "") return undefined;
  const others = (await ctx.store.clients.list()).filter(
    (other) => other.id !== client.id && named(text, other),
  );
  if (others.length === 0) return undefined;
  const id = `w${randomBytes(8).toString("hex")}`;
  const expiresAt = new Date(ctx.now.getTime() + KEPT_HOURS * 3_600_000);
  const draft = {
    id,
    person: ctx.actor.person.id,
    address: ctx.place.address,
    line,
    files: [...ctx.files],
    expiresAt,
  };
  await ctx.store.commit({ writes: [write.draft.put(draft)] });
  const names = others.map((other) => other.name).join(", ");
  return {
    to: "actor",
    view: question(
      ctx.m,
      ctx.m.errors.title,
      ctx.m.request.namesOther(names),
      [
        {
          label: ctx.m.request.postAnyway,
          verb: "draft",
          input: { draft: id, anyway: "yes" },
          style: "danger",
        },
      ],
      line,
    ),
  };
}

/** Whole words only: a client called "Art" is not named by "start". */
function named(text: string, client: Client): boolean {
  return [client.name, client.code].some((name) => {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
  });
}
