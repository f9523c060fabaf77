/** One of our apps in Slack: the one that anybody may install, or one that a client made for their own workspace. */
export interface SlackApp {
  /** `A…`. Needed where there is more than one app. */
  id?: string | undefined;
  /** Its secrets are the operator's alone. A client's own app has a maker who could sign anything in its name. */
  ours?: boolean | undefined;
  /** Of what Slack sends over HTTP. */
  signingSecret?: string | undefined;
  /** `xapp-…`, for Socket Mode. */
  appToken?: string | undefined;
  /** `xoxb-…` of the one workspace it is in. */
  botToken?: string | undefined;
  /** For being installed in more of them. */
  oauth?: { clientId: string; clientSecret: string } | undefined;
}

export const appNamed = (apps: readonly SlackApp[], id: string | null): SlackApp | undefined =>
  apps.find((app) => app.id === id) ?? apps.find((app) => app.id === undefined);
