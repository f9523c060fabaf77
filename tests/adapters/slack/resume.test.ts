import { afterEach, beforeEach, expect, it } from "vitest";
import { createSlack, type Slack } from "../../../adapters/slack/index.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { silent } from "../../support/desk.ts";

let slack: FakeSlack;
let adapter: Slack | undefined;
beforeEach(async () => {
  slack = await startFakeSlack({
    signingSecret: "secret",
    botToken: "xoxb-good",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: [],
  });
});
afterEach(async () => {
  await adapter?.stop();
  await slack.stop();
});

/** Starts with these tokens; the workspaces in which what was set aside goes on. */
async function resumed(...tokens: string[]): Promise<string[]> {
  const workspaces: string[] = [];
  const apps = tokens.map((botToken, n) => ({ id: `A${n + 1}`, signingSecret: "secret", botToken }));
  adapter = createSlack(
    { apps, apiUrl: slack.url },
    {
      intake: {
        dispatch: async () => ({ kind: "none" }),
        record: async () => false,
        process: async () => undefined,
        answer: async () => undefined,
      },
      tell: async () => undefined,
      resume: async (_, workspace) => void workspaces.push(workspace),
      clock: systemClock,
      log: silent,
    },
  );
  adapter.start();
  await adapter.stop();
  return workspaces;
}

it("what was set aside while a token in the settings was refused goes on when one is taken at the next start", async () => {
  expect(await resumed("xoxb-good", "xoxb-bad")).toEqual(["T1"]);
});

it("nothing goes on while Slack refuses it, or can't be asked", async () => {
  expect(await resumed("xoxb-bad")).toEqual([]);
  slack.fail("auth.test", { status: 503 });
  expect(await resumed("xoxb-good")).toEqual([]);
});
