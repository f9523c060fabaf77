import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { UserError } from "../src/errors.ts";
import { write } from "../src/store/writes.ts";

export const unlink = defineCommand({
  name: "unlink",
  summary: (m) => m.desk.summaries.unlink,
  examples: ["unlink"],
  who: ["owner"],
  ofChannel: true,
  input: z.object({}),
  async run(ctx) {
    const id = ctx.place.address;
    const linked = ctx.place.kind === "channel" ? await ctx.people.channel() : undefined;
    if (linked?.desk !== ctx.desk.id) throw new UserError("not-linked", ctx.m.desk.notLinkedHere);
    const { client } = ctx;
    const others = client ? await ctx.people.channelsOf(ctx.desk.id, client.id) : [];
    const next = others.find((other) => other.id !== id)?.id ?? null;
    await ctx.store.commit({
      writes: [
        client
          ? write.client.replace({ ...client, channel: client.channel === id ? next : client.channel })
          : write.desk.replace(ctx.desk),
        write.channel.drop({ id }),
      ],
      events: [{ subject: client?.id ?? ctx.desk.id, kind: "channel-unlinked" }],
    });
    return { to: "actor", view: { title: ctx.m.desk.unlinked, body: [] } };
  },
});
