import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { InstallProvider } from "@slack/oauth";
import { appUrl } from "./app-url.ts";
import { whyNot } from "./failures.ts";
import { INSTALL_PATH, installLink, REDIRECT_PATH, redirectUri } from "./link.ts";
import { readerOf, sendPage } from "./pages.ts";
import type { Installation } from "./port.ts";
import { COOKIE, type FlowNeeds, providerFor, STATE_SECONDS, STATES_BYTES } from "./provider.ts";

/** Serves the way from a link to an installed app. False: the path is none of its own. */
export type InstallFlow = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/**
 * Slack's own installer, with states that all processes share: each is good once, for ten minutes, in the browser where it was begun.
 * `installed` hears of what is kept already, before the browser does.
 */
export function createInstallFlow(
  needs: FlowNeeds,
  installed: (installation: Installation) => Promise<void>,
): InstallFlow {
  const { apps, installations, publicUrl, apiUrl, clock, log } = needs;
  const doors = apps.flatMap((app) => (app.oauth ? [{ app, provider: providerFor(needs, app.oauth) }] : []));
  const doorOf = (id: string | null | undefined) =>
    id == null ? doors[0] : doors.find(({ app }) => app.id === id);

  async function begin(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const { install } = readerOf(req).m;
    const door = doorOf(query.get("app"));
    if (!door) return sendPage(req, res, 404, { title: install.notDone, text: install.unknownApp });
    const workspace = query.get("workspace");
    const state = randomBytes(STATES_BYTES).toString("base64url");
    const expiresAt = new Date(clock.now().getTime() + STATE_SECONDS * 1000);
    await installations.begin(state, { app: door.app.id ?? null, workspace }, expiresAt);
    const url = await door.provider.generateInstallUrl(
      {
        scopes: [...needs.scopes],
        redirectUri: redirectUri(publicUrl),
        ...(workspace === null ? {} : { teamId: workspace }),
      },
      true,
      state,
    );
    res.setHeader(
      "set-cookie",
      `${COOKIE}=${state}; Path=/; Max-Age=${STATE_SECONDS}; Secure; HttpOnly; SameSite=Lax`,
    );
    sendPage(req, res, 200, {
      title: install.begin,
      text: install.beginWhat,
      go: { label: install.add, url },
    });
  }

  async function finish(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const { install } = readerOf(req).m;
    const begun = await installations.begun(query.get("state") ?? "");
    const door = doorOf(begun?.app);
    const again = {
      label: install.again,
      url: installLink(publicUrl, {
        app: begun?.app ?? undefined,
        workspace: begun?.workspace ?? undefined,
      }),
    };
    const fail = (text: string) => sendPage(req, res, 400, { title: install.notDone, text, go: again });
    if (!begun || !door) return fail(install.stale);
    await finishWith(door.provider, req, res, fail);
  }

  async function finishWith(
    provider: InstallProvider,
    req: IncomingMessage,
    res: ServerResponse,
    fail: (text: string) => void,
  ): Promise<void> {
    const { install } = readerOf(req).m;
    await provider.handleCallback(req, res, {
      async afterInstallation({ isEnterpriseInstall, team, bot }, { teamId }) {
        const chosen = isEnterpriseInstall ? undefined : team;
        if (chosen && (teamId === undefined || chosen.id === teamId)) return true;
        if (bot) await needs.giveBack(bot.token, team?.id);
        fail(chosen ? install.wrongWorkspace(chosen.name ?? chosen.id) : install.wholeOrganisation);
        return false;
      },
      async successAsync({ team }) {
        const installation = team && (await installations.find(team.id));
        if (!installation) throw new Error("an installation vanished");
        await installed(installation);
        sendPage(req, res, 200, {
          title: install.done(installation.name),
          text: install.doneWhat,
          go: { label: install.open, url: appUrl(apiUrl, installation) },
        });
      },
      failureAsync: async (error) => {
        if (!res.headersSent) fail(whyNot(error, install, log));
      },
    });
  }

  return async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://localhost");
    if (pathname !== INSTALL_PATH && pathname !== REDIRECT_PATH) return false;
    if (req.method !== "GET") res.writeHead(405, { allow: "GET" }).end();
    else await (pathname === INSTALL_PATH ? begin : finish)(req, res, searchParams);
    return true;
  };
}
