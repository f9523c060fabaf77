import { randomBytes } from "node:crypto";
import { createSeal } from "../../../src/seal.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { installationStore } from "../../../src/store/installations.ts";
import { systemClock } from "../../../src/time/clock.ts";
import type { Bench, Figure } from "../bench.ts";
import { APP, SECRET, startSlackStub, TEAM } from "../slack-stub.ts";
import { figuresOfSides, LOAD, product, ratio, rounds, type Side } from "./index.ts";

/** So many clients have an app of their own beside it. */
const OWN_APPS = 30;
const [ONE, INSTALLED] = ["with the token in .env", "installed"] as const;

export const installedBench: Bench = {
  name: "installed",
  about: `/va request in a workspace the app was installed in, its token sealed, beside ${OWN_APPS} own apps, and with one token in .env`,
  async run(ground) {
    const slack = await startSlackStub();
    const key = randomBytes(32).toString("base64");
    const installed: Side["start"] = async (database) => {
      await install(ground.uri, database, key);
      return product(ground, slack, { env: variables(key) })(database);
    };
    try {
      const measured = await rounds(ground, slack, [
        { name: ONE, start: product(ground, slack) },
        { name: INSTALLED, start: installed },
      ]);
      const throughput = ratio(measured, "perSecond", INSTALLED, ONE);
      const p99 = ratio(measured, "p99", INSTALLED, ONE);
      return [
        ...figuresOfSides(measured),
        aim("throughput, installed to one token", throughput, "≥ 0.95 ×", throughput >= 0.95),
        aim("p99, installed to one token", p99, "≤ 1.1 ×", p99 <= 1.1),
      ];
    } finally {
      await slack.stop();
    }
  },
};

const aim = (what: string, value: number, target: string, met: boolean): Figure => ({
  what: `${what}, ${LOAD.atOnce} at a time`,
  value,
  unit: "×",
  target,
  met,
});

/** What `Add to Slack` leaves behind. */
async function install(uri: string, name: string, key: string): Promise<void> {
  const database = await openDatabase(uri, name);
  await installationStore(database.db, createSeal(key)).put({
    workspace: TEAM,
    name: "Bench",
    app: APP,
    botUser: "UBOT",
    scopes: ["commands", "chat:write"],
    installedBy: "U1",
    installedAt: systemClock.now(),
    tokens: { bot: "xoxb-of-the-installation" },
  });
  await database.close();
}

const variables = (key: string): Record<string, string> => ({
  SLACK_BOT_TOKEN: "",
  SLACK_APP_ID: APP,
  SLACK_CLIENT_ID: "1.1",
  SLACK_CLIENT_SECRET: "a-client-secret-of-the-bench",
  PUBLIC_URL: "https://va.example.com",
  VA_DESK_KEY: key,
  SLACK_APPS: JSON.stringify(
    Array.from({ length: OWN_APPS }, (_, n) => ({
      appId: `AOWN${n}`,
      signingSecret: `${SECRET}-${n}`,
      botToken: `xoxb-of-TOWN${n}`,
    })),
  ),
});
