import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { memberNamed } from "../src/ctx.ts";
import { serves } from "../src/domain/desk.ts";
import { step } from "../src/domain/transitions.ts";
import { UserError } from "../src/errors.ts";
import { formField } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { cardReply, mustBeOpen, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { cardSay, memberPlace } from "../src/request-says.ts";

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
    return aboutRequest(ctx, "assign", ctx.m.request.form.assignTitle, values, [
      formField("who", "select", ctx.m.request.form.who, values, { required: true, options }),
    ]);
  },
  async run(ctx, { ref: words, who }) {
    const named = await theRequest(ctx, words);
    mustBeOpen(ctx, named);
    const { request, client, ref } = named;
    const { name, person, ...member } = await memberNamed(ctx, who);
    if (!serves({ name, person, ...member }, client.id))
      throw new UserError("not-serving", ctx.m.desk.notServing(name, client.code), { field: "who" });
    const accepted = step(request, "take", ctx.actor.person.id, ctx.now) ?? request;
    // The new assignee gets a live card of their own; if they have one, it simply follows.
    const card = cardSay(memberPlace(person, client.id), request.id, request.version + 1);
    const after = await saveRequest(ctx, named, { ...accepted, assignee: person }, "assigned", {
      data: { to: person },
      says: person === ctx.actor.person.id ? [] : [card],
    });
    return cardReply(ctx, named, after, ctx.m.request.taken(ref, name));
  },
});
