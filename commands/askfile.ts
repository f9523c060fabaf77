import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { isClosed } from "../src/domain/file-link.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, saveRequest, theRequest } from "../src/request-change.ts";
import * as v from "../src/view/build.ts";

/** Asks the client, under their card, to share files of a request that somebody of the team can't open. Once a file. */
export const askfile = defineCommand({
  name: "askfile",
  summary: (m) => m.request.summaries.askfile,
  examples: ["askfile ACME-12"],
  who: ["member"],
  hidden: true,
  input: z.object({ ref: input.ref }),
  positional: [{ key: "ref", kind: "ref" }],
  async run(ctx, { ref: words }) {
    const named = await theRequest(ctx, words);
    const { request, ref } = named;
    const workspaces = await ctx.people.workspaces();
    const wanted = request.files.filter((file) => isClosed(file, workspaces) && !file.asked);
    if (wanted.length === 0) throw new UserError("no-file", ctx.m.request.nothingToAsk(ref));
    const files = request.files.map((file) => (wanted.includes(file) ? { ...file, asked: true } : file));
    const after = await saveRequest(ctx, named, { ...request, files }, "file-asked", {
      tells: (m) => ({
        title: m.request.fileAsked(ctx.actor.person.name, ref),
        body: [
          v.list(wanted.map(({ name }) => v.spans(name || m.request.aFile))),
          v.text(m.request.howToShare),
        ],
      }),
    });
    return cardReply(ctx, named, after, ctx.m.request.askedClient);
  },
});
