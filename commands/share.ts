import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardFor, saveRequest, theRequest, withNotice } from "../src/request-change.ts";

export const share = defineCommand({
  name: "share",
  summary: (m) => m.request.summaries.share,
  examples: ["share ACME-12"],
  who: ["contact"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  async run(ctx, { ref }) {
    const named = await theRequest(ctx, ref);
    const { request, client } = named;
    if (request.requester !== ctx.actor.person.id)
      throw new UserError("not-yours", ctx.m.request.notYoursToEdit);
    const said = ctx.m.request.shared(named.ref, client.name);
    if (request.audience === "client")
      return { to: "actor", view: withNotice(said, await cardFor(ctx, named)) };
    const card = {
      kind: "card",
      topic: "card",
      guard: { kind: "channel", client: client.id },
      audience: "client",
      request: request.id,
      version: request.version + 1,
    } as const;
    const after = await saveRequest(ctx, request, { ...request, audience: "client" }, "shared", {
      says: client.channel === null ? [] : [{ ...card, conversation: client.channel }],
    });
    return { to: "actor", view: withNotice(said, await cardFor(ctx, { client, request: after })) };
  },
});
