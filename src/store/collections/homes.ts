import { homeSchema } from "../../domain/home.ts";
import { defineCollection } from "../collection.ts";

export const homes = defineCollection({
  name: "homes",
  schema: homeSchema,
  indexes: [
    { key: { desks: 1 } },
    { key: { person: 1 } },
    { key: { dueAt: 1 }, partialFilterExpression: { waiting: true } },
    { key: { openUntil: 1 }, expireAfterSeconds: 7 * 86_400 },
  ],
  erase: {
    id: "delete",
    platform: "delete",
    workspace: "delete",
    user: "delete",
    via: "delete",
    address: "delete",
    desk: "delete",
    as: "delete",
    person: "delete",
    desks: "delete",
    openUntil: "delete",
    stale: "delete",
    waiting: "delete",
    dueAt: "delete",
    fence: "delete",
    shown: "delete",
  },
});
