/** Where Slack delivers commands, clicks, submissions and events. */
export const EVENTS_PATH = "/slack/events";
