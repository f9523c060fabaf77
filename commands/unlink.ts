import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import { write } from "../src/store/writes.ts";

export const unlink = defineCommand({
  name: "unlink",
  summary: (m) => m.desk.summaries.unlink,
  examples: ["unlink"],
  who: ["owner"],
  input: z.object({}),
  async run(ctx) {
    const { address } = ctx.place;
    const linked = ctx.place.kind === "channel" ? await ctx.people.channel() : undefined;
    if (linked?.desk !== ctx.desk.id) throw new UserError("not-linked", ctx.m.desk.notLinkedHere);
    await ctx.people.unlinkChannel(address);
    if (ctx.client?.channel === address) {
      const others = (await ctx.people.channelsOf(ctx.desk.id, ctx.client.id)).filter(
        (c) => c.id !== address,
      );
      await ctx.store.commit({
        writes: [write.client.replace({ ...ctx.client, channel: others[0]?.id ?? null })],
        events: [{ subject: ctx.client.id, kind: "channel-unlinked" }],
      });
    }
    return { to: "actor", view: { title: ctx.m.desk.unlinked, body: [] } };
  },
});
