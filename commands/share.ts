import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, saveRequest, theRequest } from "../src/request-change.ts";
import { aboutRequest } from "../src/request-forms.ts";
import { cardSay } from "../src/request-says.ts";

export const share = defineCommand({
  name: "share",
  summary: (m) => m.request.summaries.share,
  examples: ["share ACME-12"],
  who: ["contact"],
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  form: (ctx, values) => aboutRequest(ctx, "share", undefined, values, []),
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    const { request, client, ref } = named;
    if (request.requester !== ctx.actor.person.id)
      throw new UserError("not-yours", ctx.m.request.notYoursToShare);
    const said = ctx.m.request.shared(ref, client.name);
    if (request.audience === "client") return cardReply(ctx, named, request, said);
    const guard = { kind: "channel", client: client.id } as const;
    const after = await saveRequest(ctx, named, { ...request, audience: "client" }, "shared", {
      says:
        client.channel === null
          ? []
          : [
              cardSay(
                { conversation: client.channel, guard, audience: "client" },
                request.id,
                request.version + 1,
              ),
            ],
    });
    return cardReply(ctx, named, after, said);
  },
});
