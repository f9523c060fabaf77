import type { State } from "../state.ts";
import type { FakeChannel, FakeUser, Json } from "../types.ts";

/** Who acts: an unknown or deleted user can't. */
export function actor(state: State, id: string): FakeUser {
  const user = state.users.get(id);
  if (!user || user.deleted) throw new Error(`nobody called ${id} is in the workspace`);
  return user;
}

/** Where they act: only in a conversation they are in, that isn't archived. */
export function openChannel(state: State, id: string, user: string): FakeChannel {
  const channel = state.channels.get(id);
  if (!channel) throw new Error(`no channel ${id}`);
  if (!channel.members.has(user)) throw new Error(`${user} is not in ${id}`);
  if (channel.archived) throw new Error(`${id} is archived`);
  return channel;
}

/** What Slack calls a conversation in commands and interactions; it names only public channels. */
export function nameFor(channel: FakeChannel): string {
  if (channel.kind === "im") return "directmessage";
  return channel.kind === "public" ? channel.name : "privategroup";
}

/** What every interaction begins with. */
export function interaction(state: State, type: string, user: FakeUser, triggerId: string): Json {
  const { team, teamDomain = "example", appId } = state.options;
  return {
    type,
    team: { id: team, domain: teamDomain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
    api_app_id: appId,
    token: "verification-token",
    trigger_id: triggerId,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const FORM = "application/x-www-form-urlencoded";

export function payloadForm(payload: Json): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
