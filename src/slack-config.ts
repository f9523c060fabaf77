import { z } from "zod";

const signingSecret = z.string().min(16);
const botToken = z.string().startsWith("xoxb-");
const appToken = z.string().startsWith("xapp-");
const appId = z.string().regex(/^A[A-Z0-9]{1,30}$/);
const clientId = z.string().regex(/^\d+\.\d+$/);
const clientSecret = z.string().min(16);

/** One of several apps. What it lacks it can't do: be heard over HTTP or by socket, speak in its own workspace, be installed elsewhere. */
const appSchema = z
  .strictObject({
    appId,
    signingSecret: signingSecret.optional(),
    appToken: appToken.optional(),
    botToken: botToken.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.optional(),
  })
  .refine((app) => (app.clientId === undefined) === (app.clientSecret === undefined))
  .refine((app) => app.signingSecret !== undefined || app.appToken !== undefined)
  .refine((app) => app.botToken !== undefined || app.clientId !== undefined);

const apps = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue("not JSON");
      return z.NEVER;
    }
  })
  .pipe(z.array(appSchema).min(1));

/** What the environment may say about Slack. */
export const slackVariables = {
  SLACK_SIGNING_SECRET: {
    schema: signingSecret.optional(),
    says: "the signing secret of your Slack app",
    secret: true,
  },
  SLACK_BOT_TOKEN: {
    schema: botToken.optional(),
    says: "the bot token of your Slack app in your own workspace, xoxb-…",
    secret: true,
  },
  SLACK_APP_TOKEN: {
    schema: appToken.optional(),
    says: "the app-level token of your Slack app, xapp-…, to be heard without a public address (Socket Mode)",
    secret: true,
  },
  SLACK_CLIENT_ID: {
    schema: clientId.optional(),
    says: "the client id of your Slack app, 123.456, to install it in more workspaces",
  },
  SLACK_CLIENT_SECRET: {
    schema: clientSecret.optional(),
    says: "the client secret of your Slack app",
    secret: true,
  },
  SLACK_APP_ID: {
    schema: appId.optional(),
    says: "the id of your Slack app, A…; needed beside SLACK_APPS",
  },
  SLACK_APPS: {
    schema: apps.optional(),
    says: 'further Slack apps, as JSON: [{"appId":"A…","signingSecret":"…" or "appToken":"xapp-…","botToken":"xoxb-…" or "clientId":"…" and "clientSecret":"…"}]',
    secret: true,
  },
  SLACK_API_URL: { schema: z.url().default("https://slack.com/api/"), says: "the address of Slack's API" },
  SLACK_COMMAND: {
    schema: z
      .string()
      .regex(/^\/[a-z][a-z0-9_-]{0,30}$/)
      .default("/va"),
    says: "the slash command, like /va",
  },
} as const;

type SlackVariables = { [K in keyof typeof slackVariables]: z.infer<(typeof slackVariables)[K]["schema"]> };

/** What of it does not go together, in sentences. */
export function slackProblems(
  config: SlackVariables & { PUBLIC_URL: string | undefined; VA_DESK_KEY: string | undefined },
): string[] {
  const problems: string[] = [];
  const hears = config.SLACK_SIGNING_SECRET !== undefined || config.SLACK_APP_TOKEN !== undefined;
  const speaks = config.SLACK_BOT_TOKEN !== undefined || config.SLACK_CLIENT_ID !== undefined;
  if (hears !== speaks) {
    problems.push(
      "Slack needs SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN) and SLACK_BOT_TOKEN (or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET), or none of them",
    );
  }
  if ((config.SLACK_CLIENT_ID === undefined) !== (config.SLACK_CLIENT_SECRET === undefined)) {
    problems.push("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET must both be set, or neither");
  }
  const all = slackApps(config);
  if (all.some((app) => app.oauth !== undefined)) {
    for (const name of ["PUBLIC_URL", "VA_DESK_KEY"] as const) {
      if (config[name] === undefined)
        problems.push(`${name} must be set for installing in more Slack workspaces`);
    }
  }
  const ids = all.map((app) => app.id);
  if (ids.length > 1 && ids.includes(undefined)) problems.push("SLACK_APP_ID must be set beside SLACK_APPS");
  if (new Set(ids).size < ids.length) problems.push("SLACK_APPS and SLACK_APP_ID name an app twice");
  return problems;
}

/** All the Slack apps that are set, the one of the plain variables first. */
export function slackApps(config: SlackVariables) {
  const { SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = config;
  const first = {
    ours: true,
    appId: config.SLACK_APP_ID,
    signingSecret: config.SLACK_SIGNING_SECRET,
    appToken: config.SLACK_APP_TOKEN,
    botToken: config.SLACK_BOT_TOKEN,
    clientId: id,
    clientSecret: secret,
  };
  const isSet = first.signingSecret !== undefined || first.appToken !== undefined;
  return [
    ...(isSet ? [first] : []),
    ...(config.SLACK_APPS ?? []).map((app) => ({ ...app, ours: false })),
  ].map(({ appId: named, clientId: client, clientSecret: sealedBy, ...rest }) => ({
    ...rest,
    id: named,
    oauth:
      client === undefined || sealedBy === undefined
        ? undefined
        : { clientId: client, clientSecret: sealedBy },
  }));
}
