import { z } from "zod";
import { type Command, defineCommand } from "../src/command.ts";
import type { Client, Contact, Desk, Person } from "../src/domain/desk.ts";
import { directTo } from "../src/domain/outbox.ts";
import { UserError } from "../src/errors.ts";
import { messages } from "../src/i18n/index.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

/** The answer to "are you with the client, or on the team?". The words that were waiting are offered back to be sent. */
export const join: Command = defineCommand({
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
    if (as === "member") {
      const owners = (await store.members.list()).filter((member) => member.role === "owner");
      const people = await Promise.all(owners.map((owner) => ctx.people.byId(owner.person)));
      const says = people.flatMap((owner) => (owner ? [askOwnerToAdd(owner, ctx.person, desk, client)] : []));
      await store.commit({ writes: [write.desk.replace(desk)], says });
      return { to: "actor", view: { title: ctx.m.errors.withTeam, body: [v.text(ctx.m.errors.askOwner)] } };
    }
    const known =
      ctx.here !== undefined || (await store.contacts.byPerson(client.id, ctx.person.id)) !== undefined;
    if (!known) {
      const contact: Contact = {
        id: `${client.id}:${ctx.person.id}:${ctx.now.getTime().toString(36)}`,
        desk: desk.id,
        client: client.id,
        person: ctx.person.id,
        name: ctx.person.name,
        approver: false,
        removedAt: null,
        version: 0,
      };
      await store.commit({
        writes: [write.contact.insert(contact)],
        events: [{ subject: contact.id, kind: "contact-added" }],
      });
    }
    const goOn =
      draft === undefined
        ? []
        : [v.actions({ label: ctx.m.request.form.go, verb: "draft", input: { draft }, style: "primary" })];
    return {
      to: "actor",
      view: { title: ctx.m.desk.contactAdded(ctx.person.name, client.name), body: goOn },
    };
  },
});

/** A DM to the owner: somebody says they are on the team. */
function askOwnerToAdd(owner: Person, joiner: Person, desk: Desk, client: Client) {
  const locale = owner.locale ?? desk.locale;
  const m = messages(locale);
  return {
    kind: "message" as const,
    topic: "notice" as const,
    conversation: directTo(owner.id),
    guard: { kind: "member" as const, person: owner.id, client: null },
    reader: { locale, zone: owner.zone ?? desk.zone },
    view: {
      title: m.errors.askedToJoin(joiner.name, client.name),
      body: [v.text(m.errors.addToTeam(joiner.name))],
    },
  };
}
