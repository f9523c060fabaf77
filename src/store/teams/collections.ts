import { z } from "zod";
import { defineCollection } from "../collection.ts";

/** Conversations of Teams, by `tenant|conversation`. */
export const teamsConversations = defineCollection({
  name: "teamsConversations",
  schema: z.object({
    id: z.string(),
    tenant: z.string(),
    conversation: z.string(),
    kind: z.enum(["dm", "channel"]),
    service: z.string(),
    bot: z.string(),
    greetedAt: z.date().nullable(),
  }),
  indexes: [],
  erase: {
    id: "keep",
    tenant: "keep",
    conversation: "keep",
    kind: "keep",
    service: "keep",
    bot: "keep",
    greetedAt: "keep",
  },
});

/** People of Teams, by `tenant|directory id`. */
export const teamsUsers = defineCollection({
  name: "teamsUsers",
  schema: z.object({
    id: z.string(),
    tenant: z.string(),
    user: z.string(),
    account: z.string(),
    name: z.string(),
    zone: z.string().nullable(),
    locale: z.string().nullable(),
    service: z.string(),
    bot: z.string(),
    direct: z.string().nullable(),
  }),
  indexes: [{ key: { tenant: 1, account: 1 } }],
  erase: {
    id: "delete",
    tenant: "delete",
    user: "delete",
    account: "delete",
    name: "delete",
    zone: "delete",
    locale: "delete",
    service: "delete",
    bot: "delete",
    direct: "delete",
  },
});

/** Tenants that may speak with us. */
export const teamsTenants = defineCollection({
  name: "teamsTenants",
  schema: z.object({ id: z.string(), admittedAt: z.date() }),
  indexes: [],
  erase: { id: "keep", admittedAt: "keep" },
});

export const teamsCollections = [teamsConversations, teamsUsers, teamsTenants] as const;
