import { randomBytes } from "node:crypto";
import { type Database, openDatabase } from "../../../src/store/database.ts";
import { teamsUsers } from "../../../src/store/teams/collections.ts";
import { type Bench, type Figure, type Ground, median } from "../bench.ts";
import { startModule, startProduct } from "../processes.ts";
import { checkKept, LOAD, type Measured, measure, measuredIn, product, ROUNDS } from "../request/index.ts";
import type { LoadReport } from "../request/load.ts";
import { type Land, memberOf, put, seedDesks, userOf } from "../seed.ts";
import { SECRET, startSlackStub, TOKEN } from "../slack-stub.ts";
import type { Way } from "./load.ts";
import { APP_ID, ISSUER, PASSWORD, TENANT } from "./microsoft.ts";

const SIZE = { desks: 100, members: 2, clients: 2 } as const;
const land: Land = {
  platform: "teams",
  workspace: TENANT,
  channelAt: (name) => encodeURIComponent(`19:${name}@thread.tacv2`),
};

export const teamsBench: Bench = {
  name: "teams",
  about: `request in Teams, ${LOAD.atOnce} at a time over signed HTTP until it is confirmed, beside Slack: answered at once, and by a message`,
  async run(ground) {
    const slack = await startSlackStub();
    const sides = {
      "Slack, slash command": () => measure(ground, { name: "Slack", start: product(ground, slack) }, slack),
      "Teams, dialog": () => measureTypists(ground, teams("dialog")),
      "Slack, by name": () => measureTypists(ground, slackByName),
      "Teams, by name": () => measureTypists(ground, teams("typed")),
    };
    const names = Object.keys(sides) as (keyof typeof sides)[];
    const measured = new Map(names.map((name) => [name, [] as Measured[]]));
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          const one = await sides[name]();
          measured.get(name)?.push(one);
          ground.note(`  ${name}: ${one.perSecond.toFixed(0)}/s, p99 ${one.p99.toFixed(0)} ms`);
        }
      }
    } finally {
      await slack.stop();
    }
    const of = (name: keyof typeof sides, field: keyof Measured) =>
      median((measured.get(name) ?? []).map((one) => one[field]));
    return [
      ...names.flatMap((name): Figure[] => [
        { what: `${name}: throughput`, value: of(name, "perSecond"), unit: "/s" },
        { what: `${name}: p50`, value: of(name, "p50"), unit: "ms" },
        { what: `${name}: p99`, value: of(name, "p99"), unit: "ms" },
      ]),
      ...(
        [
          ["Teams, dialog", "Slack, slash command"],
          ["Teams, by name", "Slack, by name"],
        ] as const
      ).flatMap(([name, beside]): Figure[] => {
        const throughput = of(name, "perSecond") / of(beside, "perSecond");
        const p99 = of(name, "p99") / of(beside, "p99");
        return [
          {
            what: `${name}, to ${beside}: throughput`,
            value: throughput,
            unit: "×",
            target: "≥ 1 ×",
            met: throughput >= 1,
          },
          { what: `${name}, to ${beside}: p99`, value: p99, unit: "×", target: "≤ 1 ×", met: p99 <= 1 },
        ];
      }),
    ];
  },
};

/** The people of the desks, who have spoken to the bot before. */
const team = (service: string) =>
  Array.from({ length: SIZE.desks * SIZE.members }, (_, i) => {
    const user = userOf(memberOf(i % SIZE.desks, Math.floor(i / SIZE.desks)));
    const id = `${TENANT}|${user}`;
    const account = `29:${user}`;
    const at = { tenant: TENANT, user, account, service, bot: `28:${APP_ID}`, direct: null };
    return { id, ...at, name: user, zone: "UTC", locale: "en-GB" };
  });

/** What types, and how VA Desk must be set up for it; `url` is where it says that the platform is. */
interface Typists {
  name: string;
  module: URL;
  land?: Land;
  prepare?(database: Database, url: string): Promise<void>;
  env(url: string): Record<string, string>;
  path: string;
  more?: { way: Way };
}

const teams = (way: Way): Typists => ({
  name: `Teams, ${way}`,
  module: new URL("./load.js", import.meta.url),
  land,
  prepare: (database, url) => put(database, teamsUsers, team(`${url}/connector/`)),
  env: (url) => ({
    MICROSOFT_APP_ID: APP_ID,
    MICROSOFT_APP_PASSWORD: PASSWORD,
    MICROSOFT_OPENID_METADATA_URL: `${url}/openid`,
    MICROSOFT_TOKEN_ISSUER: ISSUER,
    MICROSOFT_LOGIN_URL: url,
  }),
  path: "/api/messages",
  more: { way },
});

const slackByName: Typists = {
  name: "Slack, by name",
  module: new URL("../request/mentions.js", import.meta.url),
  env: (url) => ({ SLACK_SIGNING_SECRET: SECRET, SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL: url }),
  path: "/slack/events",
};

/** On a fresh database. @throws Error if a request was lost or doubled */
async function measureTypists({ uri, root }: Ground, typists: Typists): Promise<Measured> {
  const name = `bench-${randomBytes(6).toString("hex")}`;
  const database = await openDatabase(uri, name);
  try {
    const speakers = await seedDesks(database, SIZE, typists.land);
    const load = await startModule<{ url: string }>(typists.module, {});
    const { url } = load.ready;
    await typists.prepare?.(database, url);
    const env = { MONGODB_URI: uri, MONGODB_DATABASE: name, ...typists.env(url) };
    const running = await startProduct(root, env);
    const report = await load.ask<LoadReport>({
      url: running.ready.edge + typists.path,
      speakers,
      title: `t${randomBytes(4).toString("hex")}`,
      ...typists.more,
      ...LOAD,
    });
    await running.stop();
    await load.stop();
    await checkKept(database, typists.name, report);
    return measuredIn(report);
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}
