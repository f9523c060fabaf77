import { z } from "zod";
import { defineCommand } from "../src/command.ts";
import { openWork } from "../src/day.ts";
import { isMember } from "../src/domain/actor.ts";
import { weekAhead } from "../src/domain/week-ahead.ts";
import { UserError } from "../src/errors.ts";
import { weekView } from "../src/views/week-ahead.ts";

export const week = defineCommand({
  name: "week",
  summary: (m) => m.day.summaries.week,
  examples: ["week"],
  who: ["member"],
  reads: true,
  input: z.object({}),
  async run({ actor, desk, store, reader, now, m }) {
    if (!isMember(actor)) throw new UserError("member", m.errors.notForYou.member);
    const { member } = actor;
    const { clients, requests } = await openWork({ store, member, now });
    const byId = new Map(clients.map((client) => [client.id, client]));
    const look = { desk: desk.name, clients: byId, reader, now, m };
    return { to: "actor", view: weekView(weekAhead(requests, member, now), member.hours.zone, look) };
  },
});
