import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../../../src/log.ts";
import type { Clock } from "../../../src/time/clock.ts";
import type { SlackApp } from "../apps.ts";
import { failedWith, type Refused, refusedWith } from "./failures.ts";
import { appUrl, authorizeUrl, INSTALL_PATH, installLink, REDIRECT_PATH, redirectUri } from "./link.ts";
import type { Oauth } from "./oauth.ts";
import { readerOf, sendPage } from "./pages.ts";
import type { Begun, Installation, Installations } from "./port.ts";

const COOKIE = "va-desk-install";
const STATE_SECONDS = 600;
const STATE_BYTES = 32;
/** Of its 43 characters, so many name its cookie. */
const NAMED_BY = 12;
const WORKSPACE = /^T[A-Z0-9]{1,20}$/;

export interface FlowNeeds {
  apps: readonly SlackApp[];
  installations: Installations;
  oauth: Oauth;
  /** The edge's address as browsers see it. */
  publicUrl: string;
  /** What the bot asks to be allowed. */
  scopes: readonly string[];
  apiUrl: string | undefined;
  clock: Clock;
  log: Log;
  /** Hears of what is kept already, before the browser does. */
  installed(installation: Installation): Promise<void>;
  /** Ends a token that isn't wanted. */
  giveBack(token: string, workspace: string | undefined): Promise<void>;
}

/** Serves the way from a link to an installed app. False: the path is none of its own. */
export type InstallFlow = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;

/**
 * OAuth as Slack has it. A state is good once, over all processes, for ten minutes, in the browser where it was begun: Slack's address back
 * carries it, and so does a cookie. Slack's own installer counts by the wall clock and renews tokens in every process at once.
 */
export function createInstallFlow(needs: FlowNeeds): InstallFlow {
  const { installations, oauth, publicUrl, apiUrl, clock, log } = needs;
  const apps = needs.apps.filter((app) => app.oauth !== undefined);
  const appOf = (id: string | null) => (id === null ? apps[0] : apps.find((app) => app.id === id));

  async function begin(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const { install } = readerOf(req).m;
    const app = appOf(query.get("app"));
    if (!app?.oauth) return sendPage(req, res, 404, { title: install.notDone, text: install.unknownApp });
    const workspace = WORKSPACE.exec(query.get("workspace") ?? "")?.[0] ?? null;
    const state = randomBytes(STATE_BYTES).toString("base64url");
    const expiresAt = new Date(clock.now().getTime() + STATE_SECONDS * 1000);
    await installations.begin(state, { app: app.id ?? null, workspace }, expiresAt);
    const url = authorizeUrl(apiUrl, {
      client_id: app.oauth.clientId,
      scope: needs.scopes.join(","),
      redirect_uri: redirectUri(publicUrl),
      state,
      ...(workspace === null ? {} : { team: workspace }),
    });
    setCookie(res, state, state, STATE_SECONDS);
    sendPage(req, res, 200, {
      title: install.begin,
      text: install.beginWhat,
      go: { label: install.add, url },
    });
  }

  async function finish(req: IncomingMessage, res: ServerResponse, query: URLSearchParams): Promise<void> {
    const { install } = readerOf(req).m;
    const state = query.get("state") ?? "";
    const here = state !== "" && cookieOf(req, state) === state;
    const begun = here ? await installations.redeem(state, clock.now()) : undefined;
    if (here) setCookie(res, state, "", 0);
    const done = await carriedOut(begun, query);
    if ("workspace" in done) {
      const go = { label: install.open, url: appUrl(apiUrl, done), soon: true };
      return sendPage(req, res, 200, { title: install.done(done.name), text: install.doneWhat, go });
    }
    const where = { app: begun?.app ?? undefined, workspace: begun?.workspace ?? undefined };
    const go = { label: install.again, url: installLink(publicUrl, where) };
    sendPage(req, res, 400, { title: install.notDone, text: done.why(install), go });
  }

  /** The installation, kept; or why it came to nothing. */
  async function carriedOut(
    begun: Begun | undefined,
    query: URLSearchParams,
  ): Promise<Installation | Refused> {
    const error = query.get("error");
    const code = query.get("code");
    const credentials = begun && appOf(begun.app)?.oauth;
    if (!begun || !credentials) return { why: (install) => install.stale };
    if (error !== null) return refusedWith(error);
    if (code === null) return { why: (install) => install.stale };
    try {
      const { team, ...rest } = await oauth.exchange(credentials, code, redirectUri(publicUrl));
      if (!team || (begun.workspace !== null && team.id !== begun.workspace)) {
        await needs.giveBack(rest.tokens.bot, team?.id);
        return {
          why: ({ wrongWorkspace, wholeOrganisation }) =>
            team ? wrongWorkspace(team.name) : wholeOrganisation,
        };
      }
      const installation = { ...rest, workspace: team.id, name: team.name };
      await installations.put(installation);
      await needs.installed(installation);
      return installation;
    } catch (failed) {
      return failedWith(failed, log);
    }
  }

  return async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://localhost");
    if (pathname !== INSTALL_PATH && pathname !== REDIRECT_PATH) return false;
    if (req.method !== "GET") res.writeHead(405, { allow: "GET" }).end();
    else await (pathname === INSTALL_PATH ? begin : finish)(req, res, searchParams);
    return true;
  };
}

/** Each state has a cookie of its own, so that one begun in another tab stays good. */
const cookieFor = (state: string): string => `${COOKIE}-${state.slice(0, NAMED_BY)}`;

/** Back from Slack a browser sends `Lax` cookies along. */
const setCookie = (res: ServerResponse, state: string, value: string, seconds: number): void =>
  void res.setHeader(
    "set-cookie",
    `${cookieFor(state)}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`,
  );

function cookieOf({ headers }: IncomingMessage, state: string): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === cookieFor(state))?.[1];
}
