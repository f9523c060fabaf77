import type { ArgsDef, CommandDef } from "citty";

/** `va-desk`: one file a command. */
export const vaDesk: CommandDef<ArgsDef> = {
  meta: { name: "va-desk", description: "A team-chat bot for virtual assistants who serve several clients" },
  subCommands: {
    keys: async () => (await import("./keys.ts")).keys,
    start: async () => (await import("./start.ts")).start,
    manifest: async () => (await import("./manifest.ts")).manifest,
  },
};
