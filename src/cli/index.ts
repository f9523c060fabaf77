import type { ArgsDef, CommandDef } from "citty";

/** `va-desk`: one file a command. */
export const vaDesk: CommandDef<ArgsDef> = {
  meta: { name: "va-desk", description: "A team-chat bot for virtual assistants who serve several clients" },
  subCommands: {
    start: async () => (await import("./start.ts")).start,
    doctor: async () => (await import("./doctor/index.ts")).doctor,
    demo: async () => (await import("./demo.ts")).demo,
    playground: async () => (await import("./playground.ts")).playground,
    say: async () => (await import("./say/index.ts")).say,
    jobs: async () => (await import("./jobs/index.ts")).jobs,
    manifest: async () => (await import("./manifest.ts")).manifest,
    parked: async () => (await import("./parked.ts")).parked,
    "desk-code": async () => (await import("./desk-code.ts")).deskCode,
    keys: async () => (await import("./keys.ts")).keys,
  },
};
