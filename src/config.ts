import { z } from "zod";
import { ConfigError } from "./errors.ts";
import { KEYS, KEYS_SAY } from "./seal.ts";
import { slackProblems, slackVariables } from "./slack-config.ts";
import { teamsProblems, teamsVariables } from "./teams-config.ts";

const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** Every environment variable we read: what is allowed, and what it is for (shown with an error and in `.env.example`). */
const variables = {
  VA_DESK_DATA: { schema: z.string().min(1).default(".va-desk"), says: "a folder for the embedded database" },
  MONGODB_URI: {
    schema: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//)
      .optional(),
    says: "mongodb://… or mongodb+srv://… of a replica set",
    secret: true,
  },
  MONGODB_DATABASE: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,38}$/)
      .default("va-desk"),
    says: "a database name: letters, digits, - and _",
  },
  WEB_PORT: { schema: port.default(3000), says: "a port for the web chat, 0 to 65535" },
  WEB_HOSTS: {
    schema: z.string().optional(),
    says: "further host names the web chat may be called by, separated by commas",
  },
  PORT: { schema: port.default(3978), says: "a port for the platforms' edge, 0 to 65535" },
  PUBLIC_URL: {
    schema: z
      .url({ protocol: /^https?$/ })
      .refine((text) => URL.canParse(text) && new URL(text).search === "" && new URL(text).hash === "")
      .optional(),
    says: "the edge's address as the platforms see it, like https://va.example.com",
  },
  ...slackVariables,
  ...teamsVariables,
  VA_DESK_KEY: {
    schema: z.string().regex(KEYS).optional(),
    says: KEYS_SAY,
    secret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
    says: "silent, error, warn, info or debug",
  },
  VA_DESK_DEMO: {
    schema: flag.default(false),
    says: "true to load the sample desk at the start, else false",
  },
} satisfies Record<string, { schema: z.ZodType; says: string; secret?: boolean }>;

export type Variables = { [K in keyof typeof variables]: z.infer<(typeof variables)[K]["schema"]> };
export type Config = Variables;

/**
 * Reads the environment. Empty means unset.
 * @throws ConfigError naming each variable at fault and what is allowed, never its value if it is a secret
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, { schema, says, ...rest }] of Object.entries(variables)) {
    const value = env[name] === "" ? undefined : env[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) read[name] = parsed.data;
    else problems.push(`${name}${"secret" in rest ? "" : ` is "${value}", but`} must be ${says}`);
  }
  const config = read as Config;
  if (problems.length === 0) problems.push(...slackProblems(config), ...teamsProblems(config));
  if (problems.length > 0) throw new ConfigError("config", problems.join("\n"));
  return config;
}

/** `.env.example`, from the same table. */
export function envExample(): string {
  const lines = Object.entries(variables).map(([name, { schema, says }]) => {
    const parsed = schema.safeParse(undefined);
    const value = parsed.success && parsed.data !== undefined ? String(parsed.data) : "";
    return `# ${says}\n#${name}=${value}\n`;
  });
  return `# Everything is optional. Copy to .env and uncomment what you need.\n\n${lines.join("\n")}`;
}
