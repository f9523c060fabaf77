import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { memberNamed } from "../src/ctx.ts";
import { serves } from "../src/domain/desk.ts";
import { directTo } from "../src/domain/outbox.ts";
import { step } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";

export const assign = defineCommand({
  name: "assign",
  summary: (m) => m.request.summaries.assign,
  examples: ["assign 12 @ben", "assign ACME-12 @ben"],
  who: ["member"],
  input: z.object({ ref: input.ref, who: input.person }),
  positional: [
    { key: "ref", kind: "ref" },
    { key: "who", kind: "rest" },
  ],
  async form(ctx, values) {
    const members = await ctx.store.members.list();
    const options = members.map((member) => ({ value: member.person, label: member.name }));
    return aboutRequest(ctx, "assign", ctx.m.request.form.whichTitle, values, [
      formField("who", "select", ctx.m.request.form.who, values, { required: true, options }),
    ]);
  },
  async run(ctx, { ref, who }) {
    const named = await theRequest(ctx, ref);
    const { request, client } = named;
    const member = await memberNamed(ctx, who);
    if (!serves(member, client.id))
      throw new UserError("not-serving", ctx.m.desk.notServing(member.name, client.code));
    const accepted = step(request, "take", ctx.actor.person.id, ctx.now) ?? request;
    const me = ctx.actor.person.id;
    const version = request.version + 1;
    // The new assignee gets a live card of their own; if they have one, it simply follows.
    const card = {
      kind: "card",
      topic: "card",
      conversation: directTo(member.person),
      guard: { kind: "member", person: member.person, client: client.id },
      audience: "member",
      request: request.id,
      version,
    } as const;
    const after = await saveRequest(ctx, request, { ...accepted, assignee: member.person }, "assigned", {
      data: { to: member.person },
      says: member.person === me ? [] : [card],
    });
    const view = await cardFor(ctx, { client, request: after });
    return { to: "actor", view: withNotice(ctx.m.request.taken(named.ref, member.name), view) };
  },
});
