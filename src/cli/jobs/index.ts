import { defineCommand } from "citty";

export const jobs = defineCommand({
  meta: { name: "jobs", description: "What runs by itself, and when" },
  subCommands: {
    list: async () => (await import("./list.ts")).list,
    preview: async () => (await import("./preview.ts")).preview,
    run: async () => (await import("./run.ts")).run,
  },
});
