import { randomBytes } from "node:crypto";
import type { Slack } from "../adapters/slack/index.ts";
import type { Teams } from "../adapters/teams/index.ts";
import type { Web } from "../adapters/web/index.ts";
import type { WebChat } from "../adapters/web/port.ts";
import { commands } from "../commands/index.ts";
import { scopes } from "../manifest/slack/scopes.ts";
import { createScheduler, type Scheduler } from "../scheduler/index.ts";
import { jobs } from "../scheduler/jobs/index.ts";
import { PICTURES_PATH, picturesFor } from "./chart/pictures.ts";
import { asksOf } from "./command.ts";
import type { Config } from "./config.ts";
import { loadDemo } from "./demo/load.ts";
import { asideOf } from "./demo/open-aside.ts";
import { concerns } from "./dispatch/concerns.ts";
import { readsAmongPeople } from "./dispatch/spoken.ts";
import { createDispatch } from "./dispatch.ts";
import { DOWNLOADS_PATH } from "./domain/download.ts";
import { createDownloads } from "./downloads/serve.ts";
import { createFirst } from "./first.ts";
import { createHomes } from "./homes.ts";
import { edgeHandler } from "./http/edge.ts";
import { type Listener, listen } from "./http/listener.ts";
import { LOOPBACK, localHandler } from "./http/local.ts";
import { createIntake, type RunningIntake } from "./intake.ts";
import type { Dispatch } from "./invocation.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { cardRenderer } from "./outbox/cards.ts";
import { outboxDepth } from "./outbox/depth.ts";
import { resumeWorkspace } from "./outbox/parked.ts";
import { createRelay } from "./outbox/relay.ts";
import { createSender, type Sender } from "./outbox/sender.ts";
import { createTellOwners } from "./outbox/tell-owners.ts";
import { createTellUnanswered } from "./outbox/unanswered.ts";
import type { DrawChart, Platform } from "./platform.ts";
import { createSeal } from "./seal.ts";
import { createServices } from "./services.ts";
import { slackApps } from "./slack-config.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { homeStore } from "./store/homes.ts";
import { inboundStore } from "./store/inbound.ts";
import { createStores, type Stores } from "./store/index.ts";
import { installationStore } from "./store/installations.ts";
import { openTeamsBook } from "./store/teams/index.ts";
import { openWebChat } from "./store/web/index.ts";
import { teamsApp } from "./teams-config.ts";
import type { Clock } from "./time/clock.ts";
import { catalogOf, createWebAccounts } from "./web-accounts.ts";

/** `web` takes in what people say, `worker` runs jobs and delivers; `all` does both. */
export const roles = ["all", "web", "worker"] as const;
export type ProcessRole = (typeof roles)[number];

export interface ComposeOptions {
  config: Config;
  mongoUri: string;
  role: ProcessRole;
  clock: Clock;
  log: Log;
  /** No other platform, whatever is configured. */
  onlyWeb?: boolean;
}

/** The whole of VA Desk on one database, put together and not yet running. */
export interface VaDesk {
  database: Database;
  stores: Stores;
  chat: WebChat;
  platforms: ReadonlyMap<string, Platform>;
  dispatch: Dispatch;
  scheduler: Scheduler;
  sender: Sender;
  /** Opens the listeners and begins to work. */
  start(): Promise<Addresses>;
  /** Moves out and sends everything that is due now; for commands that run without a started process. */
  settle(): Promise<void>;
  /** Loads the sample desk into the web chat. False: it was there already. */
  loadDemo(): Promise<boolean>;
  /** Takes nothing more, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

export interface Addresses {
  /** Port of the web chat, health and metrics; on loopback. */
  web: number;
  /** Port of the platforms' edge; a worker has none. */
  edge: number | undefined;
}

/** Loaded with the first chart that is drawn. */
const draw: DrawChart = async (chart) => (await import("./chart/draw.ts")).drawChart(chart);

/** What the web chat calls the root of commands. */
const WEB_COMMAND = "/va";
const RELAY_SWEEP_MS = 10_000;

/** Puts everything together. Only what is configured is loaded. */
export async function compose(options: ComposeOptions): Promise<VaDesk> {
  const { config, mongoUri, role, clock, log } = options;
  const database = await openDatabase(mongoUri, config.MONGODB_DATABASE);
  const { client, db } = database;
  const chat = await openWebChat(db, clock);
  const platforms = new Map<string, Platform>();
  const metrics = createMetrics();
  metrics.watchOutbox(() => outboxDepth(db, clock));

  const takesIn = role !== "worker";
  const works = role !== "web";
  const relay = createRelay(db, log, (conversations) => {
    if (works) sender.nudge(conversations);
    homes.nudge();
  });
  const stores = createStores(client, db, relay.nudge);
  let edgePort = config.PORT;
  const publicUrl = () => config.PUBLIC_URL ?? `http://localhost:${edgePort}`;
  const services = createServices({ stores, platforms, clock, measured: metrics.invocation, publicUrl });
  const first = createFirst();
  const answer = createDispatch(commands, services, log);
  const dispatch: Dispatch = (invocation) => first.during(answer(invocation));
  const tell = createTellOwners({ db, stores, clock });
  const intake: RunningIntake = createIntake({
    dispatch,
    inbound: inboundStore(db),
    concerns: (invocation) => concerns(stores.system, invocation),
    platforms,
    tell: createTellUnanswered(tell, clock),
    clock,
    log,
  });
  const sender = createSender({ db, stores, platforms, renderCard: cardRenderer(stores), clock, log, first });
  const homes = createHomes({ homes: homeStore(db), services, platforms, log });
  const resume = async (): Promise<void> => slack?.resume();
  const scheduler = createScheduler({ db, stores, jobs, clock, log, ran: metrics.lateness, first, resume });

  const slack = await openSlack();
  if (slack) platforms.set(slack.platform.name, slack.platform);

  const pictures = options.onlyWeb ? undefined : picturesFor(teamsApp(config), publicUrl, draw, clock, log);
  const teams = await openTeams();
  if (teams) platforms.set(teams.platform.name, teams.platform);

  const hosts = (config.WEB_HOSTS ?? "").split(",").map((host) => host.trim());
  const web = await openWeb();
  platforms.set(web.platform.name, web.platform);

  async function openWeb(): Promise<Web> {
    const { createWeb } = await import("../adapters/web/index.ts");
    return createWeb(
      { hosts: [...LOOPBACK, ...hosts], command: WEB_COMMAND },
      {
        intake,
        chat,
        clock,
        log,
        demo,
        catalog: catalogOf(commands),
        ...createWebAccounts(stores, services),
      },
    );
  }

  async function openTeams(): Promise<Teams | undefined> {
    const settings = teamsApp(config);
    if (!settings || options.onlyWeb) return undefined;
    const { createTeams } = await import("../adapters/teams/index.ts");
    const book = await openTeamsBook(db, stores.system, clock);
    const pictureOf = pictures?.addressOf;
    const reads = readsAmongPeople(commands);
    return createTeams(settings, { intake, book, clock, log, asks: asksOf(commands), reads, pictureOf });
  }

  async function openSlack(): Promise<Slack | undefined> {
    const apps = slackApps(config);
    if (apps.length === 0 || options.onlyWeb) return undefined;
    const { SLACK_API_URL: apiUrl, SLACK_COMMAND: command, PUBLIC_URL: publicUrl, VA_DESK_KEY: key } = config;
    const { createSlack } = await import("../adapters/slack/index.ts");
    const installations = key === undefined ? undefined : installationStore(db, createSeal(key));
    const asked = scopes.map(({ name }) => name);
    return createSlack(
      { apps, apiUrl, command, publicUrl, scopes: asked, keys: key },
      {
        intake,
        installations,
        homes,
        linkedElsewhere: async (address) => (await stores.system.linkedElsewhere(address))?.id,
        tell,
        async resume(platform, workspace) {
          await resumeWorkspace(db, stores, platform, workspace, clock.now());
        },
        drawChart: draw,
        clock,
        log,
      },
    );
  }

  const listeners: Listener[] = [];
  let sweeping: NodeJS.Timeout | undefined;
  let stopped: Promise<void> | undefined;

  const health = {
    ready: async () => stopped === undefined && (await db.command({ ping: 1 }))["ok"] === 1,
  };

  async function openListeners(): Promise<Addresses> {
    const chats = takesIn ? web.handle : undefined;
    const handler = localHandler({ health, hosts, metrics: metrics.text, web: chats });
    const local = await listen(handler, { host: "127.0.0.1", port: config.WEB_PORT, variable: "WEB_PORT" });
    listeners.push(local);
    if (!takesIn) return { web: local.port, edge: undefined };
    const routes = {
      [DOWNLOADS_PATH]: createDownloads({ stores, clock, log }),
      ...(slack ? { "/slack": slack.handle } : {}),
      ...(teams ? { "/api/messages": teams.handle } : {}),
      ...(pictures ? { [PICTURES_PATH]: pictures.handle } : {}),
    };
    // A playground has no authentication, so nobody else may reach it.
    const host = config.TEAMS_PLAYGROUND ? { host: "127.0.0.1" } : {};
    const edge = await listen(edgeHandler(health, routes), { ...host, port: config.PORT, variable: "PORT" });
    listeners.push(edge);
    edgePort = edge.port;
    return { web: local.port, edge: edge.port };
  }

  async function settle(): Promise<void> {
    do await relay.drain();
    while ((await sender.pump()) > 0);
  }

  let loading: Promise<boolean> | undefined;
  function demo(): Promise<boolean> {
    const openAside = async (past: Clock) => {
      const name = `${config.MONGODB_DATABASE}-${randomBytes(6).toString("hex")}`;
      const alone = {
        ...options,
        config: { ...config, MONGODB_DATABASE: name },
        onlyWeb: true,
        role: "web",
        clock: past,
      } as const;
      return asideOf(await compose(alone), database);
    };
    loading ??= loadDemo({ chat, desks: stores.system.desks, clock, openAside }).finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function stopAll(): Promise<void> {
    clearInterval(sweeping);
    const closed = Promise.all(listeners.map((listener) => listener.close()));
    await Promise.all([web.stop(), slack?.stop(), teams?.stop()]);
    await closed;
    await intake.stop();
    await scheduler.stop();
    // What the last acts had to say is at least in the outbox.
    await relay.drain();
    await homes.stop();
    await sender.stop();
    await database.close();
  }

  return {
    database,
    stores,
    chat,
    platforms,
    dispatch,
    scheduler,
    sender,
    async start() {
      const addresses = await openListeners();
      if (takesIn) {
        intake.start();
        slack?.start();
      }
      if (works) {
        sender.start();
        await scheduler.start();
      }
      sweeping = setInterval(() => {
        void relay.drain();
        homes.nudge();
      }, RELAY_SWEEP_MS);
      sweeping.unref();
      return addresses;
    },
    settle,
    loadDemo: demo,
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
