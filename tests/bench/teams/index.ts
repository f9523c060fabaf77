import { randomBytes } from "node:crypto";
import { openDatabase } from "../../../src/store/database.ts";
import { teamsUsers } from "../../../src/store/teams/collections.ts";
import { type Bench, type Figure, type Ground, median } from "../bench.ts";
import { startModule, startProduct } from "../processes.ts";
import { checkKept, LOAD, type Measured, measure, measuredIn, product, ROUNDS } from "../request/index.ts";
import type { LoadReport } from "../request/load.ts";
import { type Land, memberOf, put, seedDesks, userOf } from "../seed.ts";
import { startSlackStub } from "../slack-stub.ts";
import type { TeamsTask, Way } from "./load.ts";
import { APP_ID, ISSUER, PASSWORD, TENANT } from "./microsoft.ts";

const SIZE = { desks: 100, members: 2, clients: 2 } as const;
const land: Land = {
  platform: "teams",
  workspace: TENANT,
  channelAt: (name) => encodeURIComponent(`19:${name}@thread.tacv2`),
};

export const teamsBench: Bench = {
  name: "teams",
  about: `request in Teams, ${LOAD.atOnce} at a time over signed HTTP until it is confirmed, beside Slack's slash command`,
  async run(ground) {
    const slack = await startSlackStub();
    const sides = {
      "Slack, typed": () => measure(ground, { name: "Slack", start: product(ground, slack) }, slack),
      "Teams, typed by name": () => measureTeams(ground, "typed"),
      "Teams, dialog": () => measureTeams(ground, "dialog"),
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
      ...(["Teams, typed by name", "Teams, dialog"] as const).flatMap((name): Figure[] => {
        const throughput = of(name, "perSecond") / of("Slack, typed", "perSecond");
        const p99 = of(name, "p99") / of("Slack, typed", "p99");
        return [
          {
            what: `${name}: throughput, to Slack's`,
            value: throughput,
            unit: "×",
            target: "≥ 1 ×",
            met: throughput >= 1,
          },
          { what: `${name}: p99, to Slack's`, value: p99, unit: "×", target: "≤ 1 ×", met: p99 <= 1 },
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

/** On a fresh database. @throws Error if a request was lost or doubled */
async function measureTeams({ uri, root }: Ground, way: Way): Promise<Measured> {
  const name = `bench-${randomBytes(6).toString("hex")}`;
  const database = await openDatabase(uri, name);
  try {
    const speakers = await seedDesks(database, SIZE, land);
    const load = await startModule<{ url: string }>(new URL("./load.js", import.meta.url), {});
    const { url } = load.ready;
    await put(database, teamsUsers, team(`${url}/connector/`));
    const running = await startProduct(root, {
      MONGODB_URI: uri,
      MONGODB_DATABASE: name,
      MICROSOFT_APP_ID: APP_ID,
      MICROSOFT_APP_PASSWORD: PASSWORD,
      MICROSOFT_OPENID_METADATA_URL: `${url}/openid`,
      MICROSOFT_TOKEN_ISSUER: ISSUER,
      MICROSOFT_LOGIN_URL: url,
    });
    const task: TeamsTask = {
      url: `${running.ready.edge}/api/messages`,
      speakers,
      title: `t${randomBytes(4).toString("hex")}`,
      way,
      ...LOAD,
    };
    const report = await load.ask<LoadReport>(task);
    await running.stop();
    await load.stop();
    await checkKept(database, `Teams, ${way}`, report);
    return measuredIn(report);
  } finally {
    await database.db.dropDatabase();
    await database.close();
  }
}
