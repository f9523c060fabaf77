import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { slackApps } from "../src/slack-config.ts";

const SECRET = "a-signing-secret-of-tests";
const CLIENT = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "a-client-secret-of-tests" };
const EDGE = {
  PUBLIC_URL: "https://va.example.com",
  VA_DESK_KEY: randomBytes(32).toString("base64"),
};
const apps = (env: Record<string, string>) => slackApps(readConfig(env));

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
}

describe("Slack's settings", () => {
  it("are off when nothing is set", () => {
    expect(apps({})).toEqual([]);
  });

  it.each([
    ["one workspace over HTTP", { SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: "xoxb-1" }],
    ["one workspace by Socket Mode", { SLACK_APP_TOKEN: "xapp-1", SLACK_BOT_TOKEN: "xoxb-1" }],
    ["many workspaces", { SLACK_SIGNING_SECRET: SECRET, ...CLIENT, ...EDGE }],
  ])("make one app for %s", (_what, env) => {
    expect(apps(env)).toHaveLength(1);
  });

  it("make an app of each entry beside the first", () => {
    const own = { appId: "A2", appToken: "xapp-2", botToken: "xoxb-2" };
    const both = apps({
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_APP_ID: "A1",
      ...CLIENT,
      ...EDGE,
      SLACK_APPS: JSON.stringify([own]),
    });
    expect(both).toMatchObject([
      { id: "A1", signingSecret: SECRET, oauth: { clientId: "1.2" } },
      { id: "A2", appToken: "xapp-2", botToken: "xoxb-2", oauth: undefined },
    ]);
    expect(apps({ SLACK_APPS: JSON.stringify([own]) })).toHaveLength(1);
  });

  it.each([
    ["a way in without a token", { SLACK_SIGNING_SECRET: SECRET }, "SLACK_BOT_TOKEN"],
    ["a token without a way in", { SLACK_BOT_TOKEN: "xoxb-1" }, "SLACK_SIGNING_SECRET"],
    [
      "half of the client's credentials",
      { SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: "xoxb-1", SLACK_CLIENT_ID: "1.2" },
      "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET must both be set",
    ],
    ["no address", { SLACK_SIGNING_SECRET: SECRET, ...CLIENT }, "PUBLIC_URL must be set"],
    ["no key", { SLACK_SIGNING_SECRET: SECRET, ...CLIENT }, "VA_DESK_KEY must be set"],
    [
      "several apps of which one has no id",
      {
        SLACK_SIGNING_SECRET: SECRET,
        SLACK_BOT_TOKEN: "xoxb-1",
        SLACK_APPS: '[{"appId":"A2","appToken":"xapp-2","botToken":"xoxb-2"}]',
      },
      "SLACK_APP_ID must be set beside SLACK_APPS",
    ],
    [
      "an app twice",
      { SLACK_APPS: JSON.stringify(Array(2).fill({ appId: "A2", appToken: "xapp-2", botToken: "xoxb-2" })) },
      "name an app twice",
    ],
  ])("say what is missing: %s", (_what, env, words) => {
    expect(refusal(env)).toContain(words);
  });

  it.each([
    ["SLACK_APPS", "not JSON at all"],
    ["SLACK_APPS", "[]"],
    ["SLACK_APPS", '[{"appId":"A2"}]'],
    ["SLACK_APPS", '[{"appId":"A2","appToken":"xapp-2","botToken":"xoxb-2","extra":1}]'],
    ["SLACK_APP_TOKEN", "xoxb-wrong-kind"],
    ["VA_DESK_KEY", "too-short"],
    ["SLACK_CLIENT_SECRET", "short"],
  ])("name %s when it is wrong, and never print it", (name, value) => {
    const said = refusal({ [name]: value });
    expect(said).toContain(`${name} must be`);
    expect(said).not.toContain(value);
  });

  it.each(["va.example.com", "ftp://va.example.com", "https://va.example.com?a=1"])(
    "refuse the address %s",
    (url) => {
      expect(refusal({ PUBLIC_URL: url })).toContain(`PUBLIC_URL is "${url}"`);
    },
  );
});
