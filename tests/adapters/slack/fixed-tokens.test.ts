import { afterEach, beforeEach, expect, it } from "vitest";
import type { SlackApp } from "../../../adapters/slack/apps.ts";
import { createOauth } from "../../../adapters/slack/install/oauth.ts";
import { createTokens, type Tokens } from "../../../adapters/slack/tokens.ts";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { silent } from "../../support/desk.ts";

let slack: FakeSlack;
let clock: ManualClock;
beforeEach(async () => {
  clock = manualClock("2026-11-24T10:00:00Z");
  slack = await startFakeSlack({
    signingSecret: "secret",
    botToken: "xoxb-good",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: [],
    clock,
  });
});
afterEach(() => slack.stop());

function tokensOf(...apps: SlackApp[]): Tokens {
  const word = {
    left: async () => undefined,
    refused: async () => undefined,
    limited: async () => undefined,
  };
  const oauth = createOauth(slack.url, clock, silent);
  return createTokens({ apps, installations: undefined, oauth, word, apiUrl: slack.url, clock, log: silent });
}

it("one client's token that is good for nothing takes nothing from the others", async () => {
  const tokens = tokensOf({ id: "A9", botToken: "xoxb-dead" }, { id: "A1", botToken: "xoxb-good" });
  expect(await tokens.of("T1")).toMatchObject({ token: "xoxb-good", app: "A1", botUserId: "U0BOT" });
  expect(await tokens.of("T2")).toBeUndefined();
});

it("while Slack can't be asked whose a token is, nobody is told that the bot isn't there", async () => {
  const tokens = tokensOf({ id: "A1", botToken: "xoxb-good" });
  slack.fail("auth.test", { status: 503 });
  await expect(tokens.of("T1")).rejects.toThrow();
  expect(await tokens.of("T1")).toMatchObject({ token: "xoxb-good" });
});

it("is asked of Slack once, however often it is looked up", async () => {
  const tokens = tokensOf({ id: "A1", botToken: "xoxb-good" });
  await Promise.all([tokens.of("T1"), tokens.of("T1"), tokens.of("T2")]);
  clock.advance(60);
  await tokens.of("T1");
  expect(slack.calls.filter(({ method }) => method === "auth.test")).toHaveLength(1);
});
