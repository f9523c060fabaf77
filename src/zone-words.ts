import type { Ctx } from "./ctx.ts";
import { UserError } from "./errors.ts";
import { parseZone } from "./time/zones.ts";

/** A time zone in words; undefined if none was given. @throws UserError */
export function zoneMeant(ctx: Pick<Ctx, "m">, words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  const zone = parseZone(words);
  if (!zone) throw new UserError("zone", ctx.m.desk.badZone(words), { field: "zone" });
  return zone;
}
