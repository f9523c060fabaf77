import { z } from "zod";
import { defineCommand, type Reply, type Values } from "../src/command.ts";
import { type Ctx, clientMeant, newFollowUpCode, newId } from "../src/ctx.ts";
import { type Client, type Member, serves } from "../src/domain/desk.ts";
import { type FollowUp, ownerFor } from "../src/domain/follow-up.ts";
import { UserError } from "../src/errors.ts";
import { opening } from "../src/follow-ups.ts";
import { formField, formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { tellingOf } from "../src/telling.ts";
import * as v from "../src/view/build.ts";
import type { Form } from "../src/view/nodes.ts";

const schema = z.object({
  text: input.longText,
  about: input.person.optional(),
  share: input.yesNo.optional(),
  client: input.clientRef.optional(),
});

/** The open door: what a client's person says here is private to the owners, and tracked until something came of it. */
export const feedback = defineCommand({
  name: "feedback",
  summary: (m) => m.care.summaries.feedback,
  examples: [
    "feedback The weekly status is just what I needed",
    "feedback",
    "feedback about:@asha Answers come late",
  ],
  who: ["contact"],
  input: schema,
  positional: [{ key: "text", kind: "rest" }],
  form: feedbackForm,
  async run(ctx, typed): Promise<Reply> {
    const client = await clientMeant(ctx, typed.client);
    if (!client) return { form: await feedbackForm(ctx, ctx.typed) };
    const members = await ctx.store.members.list();
    const about = typed.about === undefined ? undefined : await aboutMeant(ctx, client, members, typed.about);
    const owner = ownerFor(members, client.lead, typed.share ? null : (about?.person ?? null));
    if (!owner) throw new Error("a desk without an owner");
    const hiddenFrom = !typed.share && about && about.person !== owner.person ? about : undefined;
    const { person } = ctx.actor;
    const opened = await opening(
      tellingOf(ctx),
      {
        id: newId(ctx.desk.id),
        desk: ctx.desk.id,
        code: newFollowUpCode(),
        client: client.id,
        source: "feedback",
        of: "",
        what: typed.text,
        score: null,
        from: person.id,
        fromName: person.name,
        owner: owner.person,
        audience: typed.share ? "team" : "owners",
        hiddenFrom: hiddenFrom?.person ?? null,
      },
      owner,
      { client: client.name, owner: owner.name, hiddenFrom: hiddenFrom?.name },
    );
    await ctx.store.commit(opened);
    return { to: "actor", view: thanks(ctx, opened.followUp, owner, about, hiddenFrom) };
  },
});

function thanks(
  ctx: Ctx,
  followUp: FollowUp,
  owner: Member,
  about: Member | undefined,
  hiddenFrom: Member | undefined,
) {
  const words = ctx.m.care.feedback;
  const reads =
    followUp.audience === "team"
      ? words.readByTeam(owner.name)
      : about && about.person === owner.person
        ? words.onlyOwnerLeft(owner.name)
        : words.readBy(owner.name);
  const due = new Date(`${followUp.due}T12:00:00.000Z`);
  return {
    title: words.thanks(followUp.code),
    body: [
      v.quote(followUp.what),
      v.text(reads, hiddenFrom ? ` ${words.hiddenFrom(hiddenFrom.name)}` : ""),
      v.text(`${words.hearBy} `, v.when(due, "date", "UTC"), ". ", words.yours),
    ],
  };
}

async function feedbackForm(ctx: Ctx, values: Values): Promise<Form> {
  const words = ctx.m.care.feedback;
  const client = await clientMeant(ctx, values["client"]);
  const clients = client ? [] : await ctx.store.clients.list();
  // Who works for others is not for this client to know.
  const members = client ? await ctx.store.members.list() : [];
  const options = members
    .filter((member) => client && serves(member, client.id))
    .map((member) => ({ value: member.person, label: member.name }));
  const whose = clients.map((one) => ({ value: one.code, label: `${one.code} · ${one.name}` }));
  const form = formOf(
    "feedback",
    words.title,
    ctx.m.common.submit,
    [
      formField("text", "long-text", words.text, values, { required: true, maxLength: 3000 }),
      ...(client
        ? []
        : [formField("client", "select", words.client, values, { required: true, options: whose })]),
      formField("about", "select", words.about, values, { options, hint: words.aboutHint }),
      formField(
        "share",
        "select",
        words.share,
        { share: "no", ...values },
        {
          options: [
            { value: "no", label: words.onlyOwner },
            { value: "yes", label: words.everyone },
          ],
        },
      ),
    ],
    client ? { ...values, client: client.code } : values,
  );
  return { ...form, intro: v.spans(words.intro) };
}

/** Somebody who works for this client. @throws UserError; it names nobody, since a client need not know the whole team */
async function aboutMeant(
  ctx: Ctx,
  client: Client,
  members: readonly Member[],
  words: string,
): Promise<Member> {
  const person = await ctx.people.mentioned(words);
  const plain = words.replace(/^@/, "").toLowerCase();
  const called = ({ name }: Member) =>
    [name.toLowerCase(), name.toLowerCase().split(/\s+/)[0]].includes(plain);
  const [only, ...others] = members.filter(
    (member) =>
      serves(member, client.id) &&
      (person ? member.person === person.id : member.person === words || called(member)),
  );
  if (only && others.length === 0) return only;
  throw new UserError("no-member", ctx.m.care.feedback.nobodyCalled(words), { field: "about" });
}
