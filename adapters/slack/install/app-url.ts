import type { Installation } from "./port.ts";

export const SLACK_API = "https://slack.com/api/";

/** Opens the direct messages with our app, in whatever Slack the reader has. */
export function appUrl(
  apiUrl: string | undefined,
  { app, workspace }: Pick<Installation, "app" | "workspace">,
): string {
  const url = new URL("/app_redirect", apiUrl ?? SLACK_API);
  url.searchParams.set("app", app);
  url.searchParams.set("team", workspace);
  return url.href;
}
