/** Which of our apps is to be installed, and where: any workspace if none is named. */
export interface InstallLink {
  app?: string | undefined;
  workspace?: string | undefined;
}

export const INSTALL_PATH = "/slack/install";
export const REDIRECT_PATH = "/slack/oauth_redirect";

/** Where somebody with a browser installs an app. `publicUrl` is the edge's address as Slack sees it. */
export function installLink(publicUrl: string, { app, workspace }: InstallLink): string {
  const url = new URL(under(publicUrl, INSTALL_PATH));
  if (app !== undefined) url.searchParams.set("app", app);
  if (workspace !== undefined) url.searchParams.set("workspace", workspace);
  return url.href;
}

export const redirectUri = (publicUrl: string): string => under(publicUrl, REDIRECT_PATH);

const under = (publicUrl: string, path: string): string => `${publicUrl.replace(/\/+$/, "")}${path}`;

const SLACK = "https://slack.com/api/";

/** Where somebody allows an app in. */
export function authorizeUrl(apiUrl: string | undefined, query: Readonly<Record<string, string>>): string {
  const url = new URL("/oauth/v2/authorize", apiUrl ?? SLACK);
  url.search = new URLSearchParams(query).toString();
  return url.href;
}

/** Opens the direct messages with an app, in whatever Slack the reader has. */
export function appUrl(
  apiUrl: string | undefined,
  { app, workspace }: { app: string; workspace: string },
): string {
  const url = new URL("/app_redirect", apiUrl ?? SLACK);
  url.search = new URLSearchParams({ app, team: workspace }).toString();
  return url.href;
}
