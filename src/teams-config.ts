import { z } from "zod";

/** A Microsoft address; plain http only to this machine, for tests. */
const address = z.url({ protocol: /^https?$/ }).refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
});
const id = z.uuid();
const says = (what: string) => `${what}: an https:// address (http:// only to this machine)`;

/** What the environment may say about Microsoft Teams. */
export const teamsVariables = {
  MICROSOFT_APP_ID: { schema: id.optional(), says: "the id of your bot's app registration, a UUID" },
  MICROSOFT_APP_PASSWORD: {
    schema: z.string().min(8).optional(),
    says: "a client secret of that app registration",
    secret: true,
  },
  MICROSOFT_APP_TYPE: {
    schema: z.enum(["MultiTenant", "SingleTenant"]).default("MultiTenant"),
    says: "MultiTenant for clients in organisations of their own, SingleTenant for one organisation",
  },
  MICROSOFT_APP_TENANT_ID: {
    schema: id.optional(),
    says: "the organisation a SingleTenant app is registered in, a UUID",
  },
  MICROSOFT_OPENID_METADATA_URL: {
    schema: address.default("https://login.botframework.com/v1/.well-known/openidconfiguration"),
    says: says("the Bot Framework's OpenID metadata, of another cloud"),
  },
  MICROSOFT_TOKEN_ISSUER: {
    schema: z.url().default("https://api.botframework.com"),
    says: "who issues the Bot Framework's tokens, in another cloud",
  },
  MICROSOFT_LOGIN_URL: {
    schema: address.default("https://login.microsoftonline.com"),
    says: says("Microsoft's login, of another cloud"),
  },
  TEAMS_PLAYGROUND: {
    schema: z
      .enum(["true", "false"])
      .transform((value) => value === "true")
      .default(false),
    says: "true to talk to a Teams playground on this machine without an app registration, else false",
  },
} as const;

export type TeamsVariables = {
  [K in keyof typeof teamsVariables]: z.infer<(typeof teamsVariables)[K]["schema"]>;
};

/** What of it does not go together, in sentences. */
export function teamsProblems(config: TeamsVariables): string[] {
  const problems: string[] = [];
  if ((config.MICROSOFT_APP_ID === undefined) !== (config.MICROSOFT_APP_PASSWORD === undefined))
    problems.push("MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD must both be set for Teams, or neither");
  if (config.MICROSOFT_APP_TYPE === "SingleTenant" && config.MICROSOFT_APP_TENANT_ID === undefined)
    problems.push("MICROSOFT_APP_TENANT_ID must be set for a SingleTenant app");
  if (config.TEAMS_PLAYGROUND && config.MICROSOFT_APP_ID !== undefined)
    problems.push("TEAMS_PLAYGROUND switches authentication off and can't be used with MICROSOFT_APP_ID");
  return problems;
}

/** What the adapter needs; undefined where Teams is not switched on. */
export function teamsApp(config: TeamsVariables) {
  const {
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_PASSWORD: password,
    MICROSOFT_TOKEN_ISSUER: issuer,
  } = config;
  if (config.TEAMS_PLAYGROUND) return { app: undefined };
  if (appId === undefined || password === undefined) return undefined;
  return {
    app: {
      id: appId,
      password,
      tenant: config.MICROSOFT_APP_TYPE === "SingleTenant" ? config.MICROSOFT_APP_TENANT_ID : undefined,
      metadataUrl: config.MICROSOFT_OPENID_METADATA_URL,
      issuer,
      loginUrl: config.MICROSOFT_LOGIN_URL,
      // In every cloud the bot's messages are for whoever issues its tokens.
      scope: issuer,
    },
  };
}
