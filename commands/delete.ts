import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { entryField } from "../src/entry-forms.ts";
import { formOf } from "../src/forms.ts";
import * as input from "../src/input.ts";
import { write } from "../src/store/writes.ts";
import { entryView, ownEntry } from "../src/time-change.ts";

export const remove = defineCommand({
  name: "delete",
  summary: (m) => m.time.summaries.delete,
  examples: ["delete t-7K2Q"],
  who: ["member"],
  input: z.object({ entry: input.entryCode }),
  positional: [{ key: "entry", kind: "word" }],
  async form(ctx, values) {
    const { deleteTitle } = ctx.m.time.form;
    const field = await entryField(ctx, "entry", values);
    return formOf("delete", deleteTitle, deleteTitle, [field], values);
  },
  async run(ctx, { entry: code }) {
    const entry = await ownEntry(ctx, code);
    await ctx.store.commit({
      writes: [write.timeEntry.replace({ ...entry, deletedAt: ctx.now })],
      events: [{ subject: entry.id, kind: "time-deleted", data: { minutes: entry.minutes } }],
    });
    const told = await ctx.store.statuses.tellOf(entry.id);
    return { to: "actor", view: await entryView(ctx, ctx.m.time.entryDeleted(code), entry, told) };
  },
});
