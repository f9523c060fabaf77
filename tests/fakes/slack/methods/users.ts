import { flag } from "../http.ts";
import { knownUser } from "../lookup.ts";
import { userShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { Json } from "../types.ts";

export function info(state: State, args: Json): Json {
  const user = knownUser(state, args["user"]);
  const shape = userShape(state, user, flag(args["include_locale"]));
  return { user: { ...shape, is_stranger: user.team !== state.options.team } };
}

export function lookupByEmail(state: State, args: Json): Json {
  const found = [...state.users.values()].find((user) => user.email === args["email"] && !user.bot);
  if (!found) throw new SlackError("users_not_found");
  return { user: userShape(state, found, false) };
}

export function authTest(state: State): Json {
  const { team, teamDomain = "example", botUser } = state.options;
  return {
    url: `https://${teamDomain}.slack.com/`,
    team: teamDomain,
    user: state.users.get(botUser)?.name ?? "bot",
    team_id: team,
    user_id: botUser,
    bot_id: state.botId,
    is_enterprise_install: false,
  };
}

export function revoke(state: State, _args: Json, token: string): Json {
  const held = state.tokens.get(token);
  if (held) held.revoked = true;
  return { revoked: held !== undefined };
}
