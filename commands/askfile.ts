import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { type FileLink, isClosed } from "../src/domain/file-link.ts";
import { filesWith } from "../src/domain/request.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { cardReply, saveRequest, theRequest } from "../src/request-change.ts";
import { write } from "../src/store/writes.ts";
import * as v from "../src/view/build.ts";

/** Asks the client, under their card, to share files of a request, or of its comments, that somebody of the team can't open. Once a file. */
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
    const comments = await ctx.store.comments.of(request.id);
    const isWanted = (file: FileLink) => isClosed(file, workspaces) && !file.asked;
    const wanted = filesWith(request, comments).filter(isWanted);
    if (wanted.length === 0) throw new UserError("no-file", ctx.m.request.nothingToAsk(ref));
    const asked = (files: readonly FileLink[]) =>
      files.map((file) => (isWanted(file) ? { ...file, asked: true } : file));
    const files = asked(request.files);
    const said = comments.filter((one) => one.files.some((file) => wanted.includes(file)));
    const after = await saveRequest(ctx, named, { ...request, files }, "file-asked", {
      writes: said.map((one) => write.comment.replace({ ...one, files: asked(one.files) })),
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
