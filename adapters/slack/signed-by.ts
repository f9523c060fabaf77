import type { App, ReceiverEvent } from "@slack/bolt";

const SIGNED_BY = "vaDeskSignedBy";

/** Of which of our apps it is, by whose secret it was signed or on whose socket it came. */
export const signedBy = (app: string | undefined): Record<string, string> =>
  app === undefined ? {} : { [SIGNED_BY]: app };

/** Slack names the app in nearly everything but shortcuts; there it is the one that it came by. */
export function nameApps(app: App): void {
  const next = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) => {
    const by: unknown = event.customProperties?.[SIGNED_BY];
    if (typeof by !== "string" || "api_app_id" in event.body) return next(event);
    return next({ ...event, body: { ...event.body, api_app_id: by } });
  };
}
