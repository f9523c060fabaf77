/**
 * Who may import whom. A folder ends in `/` and means all beneath it, `/*` means the files right in it. `may` names other parts or
 * single files; a part may always import itself unless its files stand `apart`. A file falls under the longest pattern it fits.
 */
export interface Part {
  files: readonly string[];
  may: readonly string[];
  packages: readonly string[];
  apart?: boolean;
}

const meaning = ["domain", "time", "view", "views", "i18n"];

/** All that a command or a job builds on. Writes are made by name: no query leaves the store. */
const forVerbs = ["core", ...meaning, "src/store/commit.ts", "src/store/writes.ts"];

/** An adapter turns input into Invocations and Views into the platform's own, and does nothing else. */
const forAdapters = [
  "src/invocation.ts",
  "src/from-message.ts",
  "src/platform.ts",
  "src/errors.ts",
  "src/stamps.ts",
  "src/log.ts",
  "src/time/clock.ts",
  "src/domain/ids.ts",
  "src/domain/duration.ts",
  "view",
  "i18n",
];

export const parts: Readonly<Record<string, Part>> = {
  time: { files: ["src/time/"], may: [], packages: ["luxon", "zod", "date-holidays", "rrule"] },
  domain: { files: ["src/domain/"], may: ["time"], packages: ["zod", "luxon", "chrono-node"] },
  i18n: { files: ["src/i18n/"], may: ["src/view/nodes.ts"], packages: [] },
  view: { files: ["src/view/"], may: ["domain", "i18n"], packages: ["luxon"] },
  views: { files: ["src/views/"], may: ["domain", "time", "view", "i18n"], packages: [] },

  core: {
    files: ["src/*"],
    may: [...meaning, "src/store/desk.ts", "src/store/commit.ts", "src/store/writes.ts"],
    packages: ["zod", "node"],
  },
  "what jobs get": {
    files: ["src/job.ts"],
    may: [...forVerbs, "src/store/desk.ts", "src/store/system.ts", "src/store/upkeep.ts"],
    packages: [],
  },
  dispatcher: {
    files: [
      "src/dispatch.ts",
      "src/dispatch/",
      "src/services.ts",
      "src/people-service.ts",
      "src/standing.ts",
      "src/reach.ts",
      "src/guessing.ts",
      "src/home-service.ts",
    ],
    may: ["core", ...meaning, "src/store/index.ts", "src/store/system.ts", "src/store/writes.ts"],
    packages: ["node"],
  },
  "sample desk": {
    files: ["src/demo/"],
    may: [
      "core",
      ...meaning,
      "src/store/index.ts",
      "src/store/database.ts",
      "src/store/writes.ts",
      "src/store/move-in.ts",
      "adapters/web/port.ts",
      "adapters/web/codec.ts",
      "adapters/web/invocation.ts",
    ],
    packages: [],
  },
  "accounts of the web chat": {
    files: ["src/web-accounts.ts"],
    may: ["core", ...meaning, "dispatcher", "src/store/index.ts", "adapters/web/index.ts"],
    packages: ["node"],
  },
  intake: {
    files: ["src/intake.ts"],
    may: ["core", "src/time/clock.ts", "src/store/inbound.ts", "src/outbox/policy.ts"],
    packages: [],
  },
  homes: {
    files: ["src/homes.ts"],
    may: ["core", ...meaning, "dispatcher", "src/store/homes.ts"],
    packages: ["node"],
  },
  downloads: {
    files: ["src/downloads/"],
    may: [...meaning, "core", "src/http/listener.ts", "src/store/index.ts"],
    packages: ["csv-stringify", "node"],
  },
  logging: { files: ["src/pino-log.ts"], may: ["src/log.ts"], packages: ["pino"] },
  metrics: { files: ["src/metrics.ts"], may: [], packages: ["prom-client"] },

  charts: {
    files: ["src/chart/"],
    may: ["src/view/nodes.ts", "src/view/amount.ts"],
    packages: ["chart.js", "@napi-rs/canvas", "node"],
  },

  pictures: {
    files: ["src/chart/pictures.ts"],
    may: [
      "src/view/nodes.ts",
      "src/http/listener.ts",
      "src/platform.ts",
      "src/seal.ts",
      "src/log.ts",
      "src/time/clock.ts",
    ],
    packages: ["zod", "node"],
  },

  store: {
    files: ["src/store/"],
    may: ["domain", "time", "src/errors.ts", "src/invocation.ts", "src/seal.ts"],
    packages: ["mongodb", "zod", "dataloader", "node"],
  },
  outbox: {
    files: ["src/outbox/"],
    may: ["store", ...meaning, "src/platform.ts", "src/errors.ts", "src/first.ts", "src/log.ts"],
    packages: ["mongodb", "node"],
  },
  mongo: {
    files: ["src/mongo/"],
    may: ["src/errors.ts"],
    packages: ["mongodb", "mongodb-memory-server-core", "node"],
  },
  http: { files: ["src/http/"], may: ["src/errors.ts", "src/log.ts"], packages: ["node"] },

  commands: { files: ["commands/"], may: forVerbs, packages: ["zod"], apart: true },
  "list of commands": { files: ["commands/index.ts"], may: ["commands", "src/command.ts"], packages: [] },
  jobs: { files: ["scheduler/jobs/"], may: [...forVerbs, "src/job.ts"], packages: ["zod"], apart: true },
  "list of jobs": { files: ["scheduler/jobs/index.ts"], may: ["jobs", "src/job.ts"], packages: [] },
  scheduler: {
    files: ["scheduler/"],
    may: ["agenda", "core", "what jobs get", "store", ...meaning],
    packages: ["node"],
  },
  agenda: {
    files: ["scheduler/agenda.ts"],
    may: ["src/log.ts", "src/store/database.ts"],
    packages: ["agenda", "@agendajs/mongo-backend"],
  },

  slack: { files: ["adapters/slack/"], may: forAdapters, packages: ["@slack/bolt", "zod", "node"] },
  teams: {
    files: ["adapters/teams/"],
    may: forAdapters,
    packages: ["botbuilder", "botframework-connector", "@microsoft/teams-ai", "jose", "zod", "node"],
  },
  web: {
    files: ["adapters/web/"],
    // It has a door of its own, where names and zones are typed.
    may: [...forAdapters, "src/input.ts", "src/time/zones.ts"],
    packages: ["hono", "@hono/node-server", "zod", "node"],
  },

  manifests: {
    files: ["manifest/"],
    may: [
      "src/command.ts",
      "src/errors.ts",
      "adapters/slack/events-path.ts",
      "adapters/slack/install/link.ts",
      "adapters/slack/shortcuts.ts",
      "view",
      "i18n",
    ],
    packages: [],
  },
  // Teams takes its app as a zip with pictures in it.
  package: { files: ["manifest/teams/package.ts"], may: ["manifests"], packages: ["fflate", "node"] },

  edge: {
    files: ["src/compose.ts", "src/main.ts", "src/cli.ts", "src/cli/"],
    may: ["*"],
    packages: ["mongodb", "citty", "node"],
  },
};

/** What breaks the rules above for a reason; one that is not needed any more fails the test. */
export const exceptions: readonly { from: string; to: string; because: string }[] = [
  { from: "src/domain/outbox.ts", to: "src/view/nodes.ts", because: "what waits to be said is a View" },
  {
    from: "src/store/web/",
    to: "adapters/web/port.ts",
    because: "the web chat says what it wants kept, and the store keeps it",
  },
  {
    from: "src/store/installations.ts",
    to: "adapters/slack/install/port.ts",
    because: "Slack's installing says what it wants kept, and the store keeps it",
  },
  {
    from: "src/store/teams/",
    to: "adapters/teams/port.ts",
    because: "Teams says what it wants kept, and the store keeps it",
  },
  { from: "src/store/web/collections.ts", to: "src/view/nodes.ts", because: "a kept message is a View" },
];
