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
