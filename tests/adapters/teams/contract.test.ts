import { addressOf, readAddress, refOf, threadIn } from "../../../adapters/teams/codec.ts";
import { createTeams } from "../../../adapters/teams/index.ts";
import type { Message } from "../../../adapters/teams/render/message.ts";
import { createStores } from "../../../src/store/index.ts";
import { openTeamsBook } from "../../../src/store/teams/index.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type FailingBench, failureContract } from "../../contracts/failures.ts";
import { platformContract } from "../../contracts/platform.ts";
import { renderingContract } from "../../contracts/rendering.ts";
import { APP_ID, ISSUER, PASSWORD, startFakeTeams, TENANT } from "../../fakes/teams/index.ts";
import { testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";
import { scriptedIntake } from "../../support/scripted-intake.ts";
import { asRead } from "./as-read.ts";

const ACME = "19:acme@thread.tacv2";
const BETA = "19:beta@thread.tacv2";

async function open(): Promise<FailingBench> {
  const [fake, database] = await Promise.all([startFakeTeams(), testDatabase()]);
  const { client, db } = database;
  const { system } = createStores(client, db, () => undefined);
  const book = await openTeamsBook(db, system, systemClock);
  const teams = createTeams(
    {
      app: {
        id: APP_ID,
        password: PASSWORD,
        tenant: undefined,
        metadataUrl: fake.metadataUrl,
        issuer: ISSUER,
        loginUrl: fake.url,
        scope: ISSUER,
      },
    },
    {
      intake: scriptedIntake(() => teams.platform),
      book,
      clock: systemClock,
      log: silent,
      asks: () => false,
      reads: async () => false,
    },
  );
  const at = { tenant: TENANT, service: `${fake.url}/connector/`, bot: `28:${APP_ID}` };
  for (const id of [ACME, BETA]) await book.remember({ ...at, id, kind: "channel" });
  for (const [id, name, zone] of [
    ["asha", "Asha", "Asia/Kolkata"],
    ["jane", "Jane", "America/New_York"],
  ] as const)
    await book.rememberUser({ ...at, id, account: `29:${id}`, name, zone, locale: "en-GB" });

  return {
    platform: teams.platform,
    clock: systemClock,
    workspace: TENANT,
    channel: addressOf(TENANT, ACME),
    elsewhere: addressOf(TENANT, BETA),
    one: { user: "asha", name: "Asha", zone: "Asia/Kolkata" },
    other: { user: "jane" },
    async seen(user, address) {
      const { conversation } = readAddress(address);
      // What other platforms whisper in a channel, Teams says in the person's own chat.
      const theirs = `a:29:${user}`;
      return fake.posted
        .map((one) => ({ ...one, ...threadIn(one.conversation) }))
        .filter(({ base }) => base === conversation || base === theirs)
        .map(({ base, head, activity }) => ({
          ...asRead(activity as unknown as Message),
          thread: head === undefined ? undefined : refOf(TENANT, base, head),
        }));
    },
    fail: {
      final: () => fake.faults.push({ status: 403, code: "BotNotInConversationRoster" }),
      retry: () => fake.faults.push({ status: 429, retryAfter: 7 }),
      unknown: () => fake.faults.push("reset-after"),
    },
    async stop() {
      await teams.stop();
      await fake.stop();
      await database.drop();
    },
  };
}

platformContract("Teams", open);
failureContract("Teams", open);
renderingContract("Teams", open);
