import { defineCollection } from "../collection.ts";
import { installStateSchema, workspaceSchema } from "../rows.ts";

export const workspaces = defineCollection({
  name: "workspaces",
  schema: workspaceSchema,
  indexes: [],
  erase: {
    id: "keep",
    platform: "keep",
    name: "keep",
    app: "keep",
    botUser: "keep",
    scopes: "keep",
    installedBy: "blank",
    installedAt: "keep",
    endedAt: "keep",
    secrets: "keep",
    expiresAt: "keep",
    refreshUntil: "keep",
  },
});

export const installStates = defineCollection({
  name: "installStates",
  schema: installStateSchema,
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 3600 }],
  erase: { id: "keep", app: "keep", workspace: "keep", expiresAt: "keep", usedAt: "keep" },
});
