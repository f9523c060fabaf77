import type { Reply } from "./command.ts";
import type { Ctx, OpenCtx } from "./ctx.ts";
import { directTo } from "./domain/outbox.ts";
import type { InvitedAs, LinkCode } from "./domain/place.ts";
import { UserError } from "./errors.ts";
import { joinClient, joinTeam } from "./joining.ts";
import { toIssuer } from "./link-says.ts";
import { write } from "./store/writes.ts";
import * as v from "./view/build.ts";

/** Invites somebody, wherever they are: with the code they join the desk in the web chat, or in a chat where the bot is. */
export async function invite(ctx: Ctx, as: InvitedAs): Promise<Reply> {
  const code = await ctx.people.invite(ctx.desk.id, as);
  return {
    to: "actor",
    view: {
      title: ctx.m.desk.invited(as.name),
      body: [...forWeb(ctx, code), v.text(ctx.m.desk.inviteElsewhere), v.text(v.code(`link ${code}`))],
    },
  };
}

/**
 * A new way in for somebody who is here already but can't get a code themselves, since the web chat is all they have; they are told.
 * @throws UserError if they can, or have a part elsewhere too: nobody but they decides over that
 */
export async function inviteBack(ctx: Ctx, person: string, name: string): Promise<Reply> {
  const { m } = ctx;
  const code = await ctx.people.wayBack(ctx.desk.id, person);
  const them = await ctx.people.byId(person);
  if (code === undefined || !them) throw new UserError("gets-in", m.desk.getsIn(name), { field: "who" });
  const view = { title: m.desk.wayBackGiven(ctx.actor.person.name), body: [v.text(m.desk.wayBackText)] };
  await ctx.store.commit({
    writes: [write.desk.replace(await ctx.store.desk())],
    events: [{ subject: person, kind: "invited-back" }],
    says: [toIssuer(directTo(person), them, view, ctx.reader)],
  });
  return { to: "actor", view: { title: m.desk.invited(name), body: forWeb(ctx, code) } };
}

const forWeb = ({ m }: Pick<Ctx, "m">, code: string) => [v.text(m.desk.inviteWeb), v.text(v.code(code))];

/** Somebody brings their invitation: they have the part it gives. @throws UserError */
export async function accept(ctx: OpenCtx, code: LinkCode): Promise<Reply> {
  const { m, people, person } = ctx;
  const bad = () => new UserError("bad-code", m.desk.linkBad);
  if (code.as === null || code.desk === null) throw bad();
  if (code.issuer === person.id) throw new UserError("own-code", m.desk.inviteSelf);
  const { role, clients } = code.as;
  const store = ctx.storeFor(code.desk);
  const at = { store, people, now: ctx.now };
  const [desk, member] = await Promise.all([store.desk(), store.members.byPerson(person.id)]);
  if (role === "contact" || role === "approver") {
    const client = await store.clients.byId(clients?.[0] ?? "");
    if (!client || client.archivedAt !== null) throw bad();
    if (member) throw new UserError("on-team", m.desk.onTeam(member.name));
    const known = await store.contacts.byPerson(client.id, person.id);
    if (!(await people.useCode(code))) throw bad();
    if (!known) await joinClient(at, person, client, role === "approver");
    return said(m.desk.contactAdded(person.name, client.name), m.desk.inviteNextContact);
  }
  if (person.from?.hearsay) throw new UserError("hearsay", m.desk.hearsay(person.name));
  // Whoever made a client's own app could bring the code in anybody's name, and would hear what they are told.
  if (ctx.byClientsApp) throw new UserError("from-home", m.errors.fromHome);
  if (member) throw new UserError("member", m.desk.memberAlready(member.name));
  if (!(await people.useCode(code))) throw bad();
  await joinTeam(at, person, { role, clients });
  return said(m.desk.inviteWelcome(person.name, desk.name), m.desk.inviteNextMember);
}

const said = (title: string, next: string): Reply => ({
  to: "actor",
  view: { title, body: [v.text(...v.withTyped(next))] },
});
