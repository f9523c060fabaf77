import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Cloud } from "./cloud.ts";
import type { FakeApp, FakeUser } from "./types.ts";

/** What the page where somebody allows an app was asked. */
interface Asked {
  app: FakeApp;
  scopes: string[];
  redirectUri: string;
  state: string;
  /** The only workspace on offer. */
  team: string | undefined;
}

/** The page where people allow an app into a workspace of theirs. */
export function authorizePage(
  cloud: Cloud,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  body: Buffer,
): void {
  const asked = askedBy(cloud, url.searchParams);
  if (typeof asked === "string") {
    res
      .writeHead(200, { "content-type": "text/html; charset=utf-8" })
      .end(page(`<p role="alert">${asked}</p>`));
  } else if (req.method === "POST") {
    const form = new URLSearchParams(body.toString());
    const [team = "", user = ""] = (form.get("who") ?? "").split("/");
    const to = form.get("allow") === null ? denied(asked) : allowed(cloud, asked, team, user);
    res.writeHead(302, { location: to }).end();
  } else {
    res.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(form(cloud, asked)));
  }
}

/** Slack's own word for what is wrong with an address, or what it asks. */
function askedBy(cloud: Cloud, query: URLSearchParams): Asked | string {
  const app = [...cloud.apps.values()].find((one) => one.clientId === query.get("client_id"));
  if (!app) return "invalid_client_id";
  const scopes = (query.get("scope") ?? "").split(",").filter(Boolean);
  if (scopes.length === 0) return "no_scopes";
  const redirectUri = query.get("redirect_uri") ?? app.redirectUrls[0] ?? "";
  if (!app.redirectUrls.some((one) => redirectUri.startsWith(one))) return "bad_redirect_uri";
  const team = query.get("team") ?? app.home;
  return { app, scopes, redirectUri, state: query.get("state") ?? "", team };
}

/** Somebody allows it; where their browser is sent then. */
export function allow(cloud: Cloud, url: string, team: string, user: string): string {
  const asked = askedBy(cloud, new URL(url).searchParams);
  if (typeof asked === "string") throw new Error(asked);
  return allowed(cloud, asked, team, user);
}

function allowed(
  cloud: Cloud,
  { app, scopes, redirectUri, state }: Asked,
  team: string,
  user: string,
): string {
  if (app.home !== undefined && app.home !== team) throw new Error("invalid_team_for_non_distributed_app");
  if (!cloud.workspaces.get(team)?.users.has(user)) throw new Error(`${user} is not in ${team}`);
  const code = `${cloud.next()}.${randomBytes(16).toString("hex")}`;
  const at = cloud.clock.now().getTime();
  cloud.grants.set(code, { app, team, user, scopes, redirectUri, at, used: false });
  return back(redirectUri, { code, state });
}

const denied = ({ redirectUri, state }: Asked): string =>
  back(redirectUri, { error: "access_denied", state });

function back(redirectUri: string, query: Record<string, string>): string {
  const url = new URL(redirectUri);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return url.href;
}

const page = (inside: string): string =>
  `<!doctype html><html lang="en"><title>Slack</title><main>${inside}</main></html>`;

function form(cloud: Cloud, { app, scopes, team }: Asked): string {
  const people = [...cloud.workspaces.values()]
    .filter(({ options }) => team === undefined || options.team === team)
    .flatMap(({ options, users }) =>
      [...users.values()]
        .filter((user: FakeUser) => !user.bot && user.team === options.team)
        .map(
          (user) =>
            `<option value="${options.team}/${user.id}">${escaped(`${options.teamName ?? options.team}: ${user.name}`)}</option>`,
        ),
    );
  return `<h1>${app.id} is requesting permission</h1><ul>${scopes.map((scope) => `<li>${scope}</li>`).join("")}</ul>
<form method="post"><label>Workspace <select name="who">${people.join("")}</select></label>
<button name="cancel" value="1">Cancel</button><button name="allow" value="1">Allow</button></form>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
