import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { scopes } from "../../../manifest/slack/scopes.ts";
import { compose, type VaDesk } from "../../../src/compose.ts";
import { readConfig } from "../../../src/config.ts";
import { collectionOf } from "../../../src/store/collection.ts";
import { outbox } from "../../../src/store/collections.ts";
import { type ManualClock, manualClock, systemClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";

const SECRET = "a-signing-secret-of-tests";
const TOKEN = "xoxb-of-tests";
const DAY = 24 * 60;

let slack: FakeSlack;
let database: TestDatabase;
let clock: ManualClock;
let desk: VaDesk;
let channel: string;
beforeEach(async () => {
  database = await testDatabase();
  slack = await startFakeSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: scopes.map(({ name }) => name),
  });
  slack.addUser({ id: "U1", name: "asha", realName: "Asha", tz: "Asia/Kolkata" });
  channel = slack.addChannel({ name: "acme", members: ["U1"] }).id;
  // It moves only when told to, and nothing is sent by itself.
  clock = manualClock(systemClock.now());
  const config = readConfig({
    WEB_PORT: "0",
    PORT: "0",
    MONGODB_DATABASE: database.name,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.url,
  });
  desk = await compose({ config, mongoUri: database.uri, role: "web", clock, log: silent });
  const { edge } = await desk.start();
  slack.connect(`http://127.0.0.1:${edge}/slack/events`);
  await slack.dm({ user: "U1", text: 'setup "Asha Desk" zone:Kolkata' });
  await vi.waitFor(() => expect(JSON.stringify(slack.messages(slack.direct("U1").id))).toContain("is ready"));
  await slack.command({ user: "U1", channel, text: 'client add "Acme" code:ACME zone:London' });
  await desk.settle();
}, 60_000);
afterEach(async () => {
  await desk.stop();
  await slack.stop();
  await database.drop();
});

const parked = () => collectionOf(database.db, outbox).countDocuments({ state: "parked" });
const card = () =>
  slack.messages(channel).filter(({ blocks }) => JSON.stringify(blocks ?? "").includes("ACME-1 ·"));

/** A night goes by, with its housekeeping. */
async function night(): Promise<void> {
  clock.advance(DAY);
  await desk.scheduler.tick();
  await desk.scheduler.runDue();
  await desk.settle();
}

test("what was set aside while Slack refused the token of the settings goes out when it is taken again, without a restart", async () => {
  await desk.scheduler.tick();
  await slack.command({ user: "U1", channel, text: "request Fix the template" });
  slack.fail("chat.postMessage", { error: "account_inactive" }, 3);
  clock.advance(1);
  await desk.settle();
  expect(await parked()).toBeGreaterThan(0);
  slack.fail("auth.test", { error: "account_inactive" });
  await night();
  expect(await parked()).toBeGreaterThan(0);
  expect(card()).toEqual([]);
  await night();
  expect(card()).toHaveLength(1);
  await night();
  expect(card()).toHaveLength(1);
});
