import { PlatformError } from "../../src/errors.ts";
import type { Speaker } from "../../src/invocation.ts";
import { appNamed, type SlackApp } from "./apps.ts";
import { bounded } from "./bounded.ts";
import type { CallSlack, Found, TokenSource } from "./clients.ts";
import { speakerOf } from "./who.ts";

/** Somebody as Slack names them to one of our apps. */
export interface Named {
  /** The workspace by whose app they are heard. */
  workspace: string;
  user: string;
  name?: string | null | undefined;
  /** The workspace that is said to be theirs. */
  team?: string | null | undefined;
}

/** Who they are: always one of their own workspace, but by another name where only a client's own app says so. */
export interface Whose {
  speaker(named: Named): Promise<Speaker>;
  /** Is there an app of the operator's, whose word counts for everybody it hears? */
  isOurs(found: Pick<Found, "app"> | undefined): boolean;
  /** What is to be said of who is heard by the app of a workspace: that it isn't the operator's own, if so. */
  vouching(found: Pick<Found, "app"> | undefined, workspace: string): Pick<Speaker, "byAppOf">;
  /** The workspace a person belongs to, by Slack's own word. */
  teamOf(workspace: string, user: string): Promise<string>;
}

const TEAMS_KEPT = 10_000;
const isTeam = (id: string | null | undefined): id is string => /^T[A-Z0-9]+$/.test(id ?? "");

/**
 * The maker of a client's own app could sign anything in its name. So it vouches for the people of the workspaces where it is; of anybody else's
 * workspace what it says counts for a person of that name and that app, who is never one that another app knows.
 */
const byWordOf = (team: string, app: string | undefined): string => `${team}~${app ?? ""}`;

export function createWhose(needs: {
  apps: readonly SlackApp[];
  tokens: Pick<TokenSource, "of">;
  call: CallSlack;
}): Whose {
  const { apps, tokens, call } = needs;
  const teams = bounded<string>(TEAMS_KEPT);
  const isOurs: Whose["isOurs"] = (found) =>
    found !== undefined && (appNamed(apps, found.app ?? null)?.ours ?? false);
  const vouching: Whose["vouching"] = (found, workspace) => (isOurs(found) ? {} : { byAppOf: workspace });

  return {
    isOurs,
    vouching,
    async speaker({ workspace, user, team, name }) {
      const here = await tokens.of(workspace);
      const by = vouching(here, workspace);
      if (!isTeam(team) || team === workspace) return { ...speakerOf(workspace, user, name), ...by };
      const there = await tokens.of(team);
      const company = there?.name ?? "";
      if (there && (isOurs(here) || there.app === here?.app))
        return { ...speakerOf(team, user, name), company, ...by };
      const foreign = { via: workspace, company };
      if (isOurs(here)) return { ...speakerOf(team, user, name), ...foreign };
      return { ...speakerOf(byWordOf(team, here?.app), user, name), ...foreign, hearsay: true, ...by };
    },
    async teamOf(workspace, user) {
      const key = `${workspace}|${user}`;
      const known = teams.get(key);
      if (known !== undefined) return known;
      const { user: found } = await call(workspace, (client) => client.users.info({ user })).catch(
        (error: unknown) => {
          if (error instanceof PlatformError && error.failure.kind === "final") return { user: undefined };
          throw error;
        },
      );
      const team = found?.team_id ?? workspace;
      teams.set(key, team);
      return team;
    },
  };
}
