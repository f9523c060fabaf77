import { randomBytes } from "node:crypto";
import type { Cloud, Grant } from "../cloud.ts";
import { text } from "../json.ts";
import { CODE_MS, TOKEN_SECONDS } from "../limits.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeApp, Json } from "../types.ts";

/** Exchanges what a browser brought, or a refresh token, for tokens. */
export function access(cloud: Cloud, args: Json): Json {
  const app = appWith(cloud, args);
  switch (args["grant_type"] ?? "authorization_code") {
    case "authorization_code":
      return fromCode(cloud, app, args);
    case "refresh_token":
      return fromRefresh(cloud, app, text(args["refresh_token"]));
    default:
      throw new SlackError("invalid_grant_type");
  }
}

function appWith(cloud: Cloud, args: Json): FakeApp {
  const app = [...cloud.apps.values()].find((one) => one.clientId === args["client_id"]);
  if (!app) throw new SlackError("invalid_client_id");
  if (app.clientSecret !== args["client_secret"]) throw new SlackError("bad_client_secret");
  return app;
}

function fromCode(cloud: Cloud, app: FakeApp, args: Json): Json {
  const grant = cloud.grants.get(text(args["code"]));
  if (grant?.app !== app || cloud.clock.now().getTime() - grant.at > CODE_MS)
    throw new SlackError("invalid_code");
  if (grant.used) throw new SlackError("code_already_used");
  if (args["redirect_uri"] !== grant.redirectUri) throw new SlackError("bad_redirect_uri");
  grant.used = true;
  const state = cloud.workspaces.get(grant.team);
  if (!state) throw new SlackError("invalid_code");
  const tokens = install(cloud, state, grant);
  return {
    ...answer(state, app, tokens),
    authed_user: { id: grant.user },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function fromRefresh(cloud: Cloud, app: FakeApp, refresh: string): Json {
  const held = cloud.refreshTokens.get(refresh);
  const state = held && cloud.workspaces.get(held.team);
  if (held?.app !== app || held.used || !state) throw new SlackError("invalid_refresh_token");
  held.used = true;
  return answer(state, app, rotate(cloud, state, app));
}

interface Given {
  token: string;
  refresh: string | undefined;
}

/** The app gets a bot in the workspace, or the scopes of its bot are those asked for now. An app that was never taken out keeps its token. */
function install(cloud: Cloud, state: State, { app, scopes }: Grant): Given {
  const { options } = state;
  const there = options.appId === app.id && [...state.tokens.values()].some((token) => !token.revoked);
  Object.assign(options, { appId: app.id, signingSecret: app.signingSecret });
  options.scopes.splice(0, Number.POSITIVE_INFINITY, ...scopes);
  if (app.rotates) return rotate(cloud, state, app);
  const [held] = [...state.tokens].filter(([, token]) => !token.revoked);
  const token = there && held ? held[0] : newToken("xoxb");
  state.tokens.set(token, { expiresAt: undefined, revoked: false });
  return { token, refresh: undefined };
}

/** Stricter than Slack, which lets the former token end by itself: whoever still uses it is caught. */
function rotate(cloud: Cloud, state: State, app: FakeApp): Given {
  for (const token of state.tokens.values()) token.revoked = true;
  const token = newToken("xoxe.xoxb-1");
  const refresh = newToken("xoxe-1");
  state.tokens.set(token, { expiresAt: cloud.clock.now().getTime() + TOKEN_SECONDS * 1000, revoked: false });
  cloud.refreshTokens.set(refresh, { app, team: state.options.team, used: false });
  return { token, refresh };
}

const newToken = (prefix: string): string => `${prefix}-${randomBytes(12).toString("hex")}`;

function answer(state: State, app: FakeApp, { token, refresh }: Given): Json {
  const { options } = state;
  return {
    app_id: app.id,
    scope: options.scopes.join(","),
    token_type: "bot",
    access_token: token,
    bot_user_id: options.botUser,
    team: { id: options.team, name: options.teamName ?? options.teamDomain ?? "Example" },
    ...(refresh === undefined ? {} : { refresh_token: refresh, expires_in: TOKEN_SECONDS }),
  };
}
