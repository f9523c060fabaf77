import { randomBytes } from "node:crypto";
import { vi } from "vitest";
import type { SlackApp } from "../../../adapters/slack/apps.ts";
import { createSlack, type Slack } from "../../../adapters/slack/index.ts";
import type { Installations } from "../../../adapters/slack/install/port.ts";
import { commands } from "../../../commands/index.ts";
import { scopes } from "../../../manifest/slack/scopes.ts";
import { concerns } from "../../../src/dispatch/concerns.ts";
import { createDispatch } from "../../../src/dispatch.ts";
import { createHomes, type Homes } from "../../../src/homes.ts";
import { createIntake, type RunningIntake } from "../../../src/intake.ts";
import { cardRenderer } from "../../../src/outbox/cards.ts";
import { resumeWorkspace } from "../../../src/outbox/parked.ts";
import { createRelay } from "../../../src/outbox/relay.ts";
import { createSender, type Sender } from "../../../src/outbox/sender.ts";
import { createTellOwners } from "../../../src/outbox/tell-owners.ts";
import { createTellUnanswered } from "../../../src/outbox/unanswered.ts";
import type { Platform } from "../../../src/platform.ts";
import { createSeal } from "../../../src/seal.ts";
import { createServices } from "../../../src/services.ts";
import { homeStore } from "../../../src/store/homes.ts";
import { inboundStore } from "../../../src/store/inbound.ts";
import { createStores, type Stores } from "../../../src/store/index.ts";
import { installationStore } from "../../../src/store/installations.ts";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import type { FakeApp } from "../../fakes/slack/types.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { silent } from "../../support/desk.ts";
import { loopback } from "../../support/loopback.ts";

/** A process of ours: the core and the Slack adapter on the shared database, behind an HTTP server. */
export interface Process {
  adapter: Slack;
  intake: RunningIntake;
  sender: Sender;
  homes: Homes;
  url: string;
  stop(): Promise<void>;
}

export interface SlackWorld {
  database: TestDatabase;
  stores: Stores;
  installations: Installations;
  clock: ManualClock;
  /** Workspace T1. */
  slack: FakeSlack;
  /** Workspace T2. */
  acme: FakeSlack;
  apps: { public: FakeApp; own: FakeApp };
  main: Process;
  /** One more process on the same database, under the same public address. */
  another(): Promise<Process>;
  /** Goes to an address of ours as a browser with this jar does. */
  visit(url: string, jar?: Jar, headers?: Record<string, string>): Promise<Visited>;
  /** Installs by way of a browser; what the last page says. */
  install(workspace: FakeSlack, user: string, query?: string, jar?: Jar): Promise<Visited>;
  /** Joins two accounts of one person: a code asked for in one, typed in the other, confirmed in the first. */
  link(from: FakeSlack, user: string, to: FakeSlack, other: string): Promise<void>;
  /** Moves out and sends until nothing is due. */
  settle(): Promise<void>;
  /** What the bot said to somebody directly. */
  heard(workspace: FakeSlack, user: string): string[];
  close(): Promise<void>;
}

export type Jar = Map<string, string>;
export interface Visited {
  status: number;
  html: string;
  /** Where the page's link leads. */
  link: string;
  jar: Jar;
}

const KEY = randomBytes(32).toString("base64");

/**
 * One Slack with two workspaces, two apps of ours that can be installed there (`public`; `own`, made in T2), and our whole core, reached over
 * HTTP or by sockets.
 */
export async function openSlackWorld(by: "http" | "socket" = "http"): Promise<SlackWorld> {
  const database = await testDatabase();
  const { client, db } = database;
  const clock = manualClock("2026-11-24T10:00:00Z");
  const slack = await startFakeSlack({
    signingSecret: "",
    team: "T1",
    teamName: "Home",
    botUser: "U0BOT",
    appId: "",
    scopes: [],
    clock,
    echo: false,
  });
  const acme = slack.workspace({ team: "T2", teamName: "Acme <Ltd>", botUser: "U0ABOT" });
  const relay = createRelay(db, silent, () => undefined);
  const stores = createStores(client, db, () => undefined);
  const installations = installationStore(db, createSeal(KEY));
  const processes: Process[] = [];

  const token = (id: string) => (by === "socket" ? { appToken: `xapp-${id}` } : {});
  const apps = {
    public: { ...credentials("1.1"), ...token("1"), id: "A1", redirectUrls: [] as string[] },
    own: { ...credentials("2.2"), ...token("2"), id: "A2", redirectUrls: [] as string[], home: "T2" },
  };
  slack.app(apps.public);
  slack.app(apps.own);
  const known: SlackApp[] = [apps.public, apps.own].map((app: FakeApp) => ({
    id: app.id,
    ours: app === apps.public,
    ...(app.appToken === undefined ? { signingSecret: app.signingSecret } : { appToken: app.appToken }),
    oauth: { clientId: app.clientId, clientSecret: app.clientSecret },
  }));

  async function start(shared?: string): Promise<Process> {
    const server = await loopback((req, res) => adapter.handle(req, res));
    const { url } = server;
    const publicUrl = shared ?? url;
    const platforms = new Map<string, Platform>();
    const services = createServices({
      stores,
      platforms,
      clock,
      measured: () => undefined,
      publicUrl: () => "https://va.example.com",
    });
    const dispatch = createDispatch(commands, services, silent);
    const tell = createTellOwners({ db, stores, clock });
    const intake = createIntake({
      dispatch,
      inbound: inboundStore(db),
      concerns: (invocation) => concerns(stores.system, invocation),
      platforms,
      tell: createTellUnanswered(tell, clock),
      clock,
      log: silent,
    });
    const sender = createSender({
      db,
      stores,
      platforms,
      renderCard: cardRenderer(stores),
      clock,
      log: silent,
    });
    const homes = createHomes({ homes: homeStore(db), services, platforms, log: silent });
    const adapter = createSlack(
      { apps: known, apiUrl: slack.url, publicUrl, scopes: scopes.map(({ name }) => name) },
      {
        intake,
        installations,
        homes,
        linkedElsewhere: async (address) => (await stores.system.linkedElsewhere(address))?.id,
        tell,
        async resume(platform, workspace) {
          await resumeWorkspace(db, stores, platform, workspace, clock.now());
        },
        clock,
        log: silent,
        // A busy machine is no reason to answer otherwise.
        timing: { answerMs: 2800, loadingMs: 2600 },
      },
    );
    platforms.set(adapter.platform.name, adapter.platform);
    adapter.start();
    const process: Process = {
      adapter,
      intake,
      sender,
      homes,
      url,
      async stop() {
        await adapter.stop();
        await intake.stop();
        await server.close();
      },
    };
    processes.push(process);
    return process;
  }
  const main = await start();
  for (const app of [apps.public, apps.own]) app.redirectUrls.push(main.url);
  slack.connect(`${main.url}/slack/events`);
  if (by === "socket") await Promise.all(["A1", "A2"].map((id) => slack.sockets.until(id, (n) => n === 2)));

  const world: SlackWorld = {
    database,
    stores,
    installations,
    clock,
    slack,
    acme,
    apps,
    main,
    another: () => start(main.url),
    async visit(url, jar = new Map(), headers = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(url, { redirect: "manual", headers: { cookie, ...headers } });
      for (const set of response.headers.getSetCookie()) {
        const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
        if (/Max-Age=0/.test(set)) jar.delete(name);
        else jar.set(name, value);
      }
      const html = await response.text();
      const link = (/<a href="([^"]*)"/.exec(html)?.[1] ?? "").replaceAll("&amp;", "&");
      return { status: response.status, html, link, jar };
    },
    async install(workspace, user, query = "", jar = new Map()) {
      const begun = await world.visit(`${main.url}/slack/install${query}`, jar);
      const back = workspace.allow(begun.link, user);
      const done = await world.visit(back, jar);
      await main.intake.stop();
      return done;
    },
    async link(from, user, to, other) {
      await from.dm({ user, text: "link" });
      const line = await vi.waitUntil(
        () => /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(world.heard(from, user).at(-1) ?? "")?.[0],
        WAIT,
      );
      await to.dm({ user: other, text: line });
      await vi.waitUntil(() => world.heard(to, other).at(-1)?.includes("Nearly done"), WAIT);
      await world.settle();
      const message = from
        .messages(from.direct(user).id)
        .findLast(({ text }) => text.includes("Was that you?"));
      if (!message) throw new Error("the other account was not asked");
      await from.click({ user, message, label: "Yes, that's me" });
      await world.settle();
    },
    async settle() {
      await relay.drain();
      while ((await main.sender.pump()) > 0) {
        clock.advance(1);
        await relay.drain();
      }
    },
    heard: (workspace, user) =>
      workspace
        .messages(workspace.direct(user).id)
        .map(({ text }) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")),
    async close() {
      await Promise.all(processes.map((one) => one.stop()));
      await slack.stop();
      await database.drop();
    },
  };
  return world;
}

const WAIT = { timeout: 30_000 };

const credentials = (clientId: string) => ({
  signingSecret: `signing-secret-of-${clientId}`,
  clientId,
  clientSecret: `client-secret-of-${clientId}`,
});
