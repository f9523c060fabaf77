import { scopes } from "../../../manifest/slack/scopes.ts";
import { compose, type ProcessRole, type VaDesk } from "../../../src/compose.ts";
import { readConfig } from "../../../src/config.ts";
import { type Clock, systemClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";

const SECRET = "a-signing-secret-of-tests";
const TOKEN = "xoxb-of-tests";

/** A whole VA Desk with the token of one workspace in its settings. */
export interface OneToken {
  slack: FakeSlack;
  database: Awaited<ReturnType<typeof testDatabase>>;
  desk: VaDesk;
  stop(): Promise<void>;
}

export async function openOneToken(role: ProcessRole = "all", clock: Clock = systemClock): Promise<OneToken> {
  const database = await testDatabase();
  const slack = await startFakeSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: scopes.map(({ name }) => name),
  });
  const config = readConfig({
    WEB_PORT: "0",
    PORT: "0",
    MONGODB_DATABASE: database.name,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.url,
  });
  const desk = await compose({ config, mongoUri: database.uri, role, clock, log: silent });
  const { edge } = await desk.start();
  slack.connect(`http://127.0.0.1:${edge}/slack/events`);
  return {
    slack,
    database,
    desk,
    async stop() {
      await desk.stop();
      await slack.stop();
      await database.drop();
    },
  };
}
