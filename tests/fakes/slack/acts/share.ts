import type { State } from "../state.ts";
import type { FakeChannel } from "../types.ts";

export interface ShareAct {
  /** The other workspace. */
  team: string;
  members: string[];
  /** Its bot comes in too. */
  bot?: boolean;
}

/** Shares a channel with another workspace. Whoever is in it is known in all of them, by one id, and belongs to one. */
export function share(
  workspaces: ReadonlyMap<string, State>,
  channel: FakeChannel,
  { team, members, bot = false }: ShareAct,
): void {
  const other = workspaces.get(team);
  if (!other) throw new Error(`no workspace ${team}`);
  channel.shared = true;
  channel.teams.add(team);
  other.channels.set(channel.id, channel);
  for (const member of [...members, ...(bot ? [other.options.botUser] : [])]) channel.members.add(member);
  const all = [...channel.teams].flatMap((one) => workspaces.get(one) ?? []);
  for (const member of channel.members) {
    const known = new Set(all.flatMap(({ users }) => users.get(member) ?? []));
    const [user] = known;
    if (!user || known.size > 1) throw new Error(`${member} is nobody, or two people`);
    for (const { users } of all) users.set(member, user);
  }
}
