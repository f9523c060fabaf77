import { createHash } from "node:crypto";
import type { Messages } from "../../../src/i18n/index.ts";
import type { TellOwners } from "../../../src/platform.ts";
import { link, text, when } from "../../../src/view/build.ts";
import type { Node } from "../../../src/view/nodes.ts";
import { PLATFORM } from "../codec.ts";
import type { InstallLink } from "./link.ts";
import type { Installed } from "./port.ts";

interface RefusedToken {
  workspace: string;
  name: string;
  token: string;
  reason: string;
  /** None: the token was set by hand. */
  installed: Omit<Installed, "endedAt"> | undefined;
}

/** What owners hear of a workspace as a whole, each thing once. */
export interface Word {
  left(installed: Installed): Promise<void>;
  refused(refused: RefusedToken): Promise<void>;
  /** Slack held messages back in the minute of `at`; once a day, in UTC. */
  limited(limited: { workspace: string; name: string; at: Date }): Promise<void>;
}

/** `linkTo` is where an app can be installed (again). */
export function createWord(tell: TellOwners, linkTo: (where: InstallLink) => string | undefined): Word {
  function again(m: Messages, installed: Pick<Installed, "app" | "workspace"> | undefined): Node {
    const url = installed && linkTo({ app: installed.app, workspace: installed.workspace });
    return url === undefined ? text(m.slack.againByHand) : text(link(m.slack.again, url));
  }
  /** Once for each installation, whether Slack's word or its refusal comes first. */
  const over = (installed: Pick<Installed, "workspace" | "installedAt">): string =>
    `slack-over|${installed.workspace}|${installed.installedAt.getTime()}`;

  return {
    left: (installed) =>
      tell(PLATFORM, installed.workspace, over(installed), (m) => ({
        title: m.slack.left(installed.name),
        body: [text(m.slack.leftWhat), again(m, installed)],
      })),
    refused: ({ workspace, name, token, reason, installed }) =>
      tell(
        PLATFORM,
        workspace,
        installed ? over(installed) : `slack-over|${workspace}|${nameOf(token)}`,
        (m) => ({
          title: m.slack.refused(name),
          body: [text(m.slack.refusedWhat(reason)), again(m, installed)],
        }),
      ),
    limited: ({ workspace, name, at }) =>
      tell(PLATFORM, workspace, `slack-limited|${workspace}|${at.toISOString().slice(0, 10)}`, (m) => ({
        title: m.slack.limited(name),
        body: [text(m.slack.limitedSince, " ", when(at)), text(m.slack.limitedWhat)],
      })),
  };
}

/** Tells tokens apart, so that word of the next one that is refused isn't taken for this one's. */
const nameOf = (token: string): string => createHash("sha256").update(token).digest("hex").slice(0, 12);
