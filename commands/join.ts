import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import type { OpenCtx } from "../src/ctx.ts";
import { isMember } from "../src/domain/actor.ts";
import type { Client, Contact, Desk } from "../src/domain/desk.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { asksToJoin } from "../src/join-says.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

type Store = ReturnType<OpenCtx["storeFor"]>;

/** The answer to "are you with the client, or on the team?". The dispatcher then carries out the words that were waiting. */
export const join = defineCommand({
  name: "join",
  summary: (m) => m.errors.onTheTeam,
  examples: ["join contact"],
  who: ["anyone"],
  hidden: true,
  input: z.object({ as: input.choice(["contact", "member"]), draft: input.shortText.optional() }),
  positional: [{ key: "as", kind: "word" }],
  async runOpen(ctx, { as, draft }) {
    const linked = await ctx.people.channel();
    if (!linked || linked.client === null) throw new UserError("not-linked", ctx.m.errors.notLinked);
    const store = ctx.storeFor(linked.desk);
    const [desk, client] = await Promise.all([store.desk(), store.clients.byId(linked.client)]);
    if (!client) throw new UserError("not-linked", ctx.m.errors.notLinked);
    if (ctx.here && isMember(ctx.here.actor))
      throw new UserError("on-team", ctx.m.desk.onTeam(ctx.person.name));
    if (as === "member") {
      if (ctx.person.from?.hearsay) throw new UserError("hearsay", ctx.m.desk.hearsay(ctx.person.name));
      await askOwners(ctx, store, desk, client);
      // Once they are added, one press carries out what they typed.
      const goOn = { label: ctx.m.request.form.go, verb: "draft", input: { draft: draft ?? "" } };
      const body = [v.text(ctx.m.errors.askOwner), ...(draft === undefined ? [] : [v.actions(goOn)])];
      return { to: "actor", view: { title: ctx.m.errors.withTeam, body } };
    }
    await becomeContact(ctx, store, client);
    return {
      to: "actor",
      view: { title: ctx.m.desk.contactAdded(ctx.person.name, client.name), body: [] },
    };
  },
});

async function becomeContact({ person, now }: OpenCtx, store: Store, client: Client): Promise<void> {
  if (await store.contacts.byPerson(client.id, person.id)) return;
  const contact: Contact = {
    id: `${client.id}:${person.id}:${now.getTime().toString(36)}`,
    desk: client.desk,
    client: client.id,
    person: person.id,
    name: person.name,
    approver: false,
    removedAt: null,
    version: 0,
  };
  await store.commit({
    writes: [write.contact.insert(contact)],
    events: [{ subject: contact.id, kind: "contact-added" }],
  });
}

async function askOwners(ctx: OpenCtx, store: Store, desk: Desk, client: Client): Promise<void> {
  const owners = (await store.members.list()).filter((member) => member.role === "owner");
  const people = await Promise.all(owners.map((owner) => ctx.people.byId(owner.person)));
  const says = people.flatMap((owner) => (owner ? [asksToJoin(owner, ctx.person, desk, client)] : []));
  await store.commit({ writes: [write.desk.replace(desk)], says });
}
