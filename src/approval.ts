import type { Ctx } from "./ctx.ts";
import { UserError } from "./errors.ts";

/**
 * Where a client has named approvers, only they accept or send back; where it has named none, every contact may.
 * @throws UserError
 */
export async function mustApprove(ctx: Ctx, client: string): Promise<void> {
  const contacts = await ctx.store.contacts.list(client);
  const approvers = contacts.filter((contact) => contact.approver);
  if (approvers.length === 0 || approvers.some((contact) => contact.person === ctx.actor.person.id)) return;
  throw new UserError("not-approver", ctx.m.request.approverOnly);
}
