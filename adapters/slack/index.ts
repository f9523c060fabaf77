import type { IncomingMessage, ServerResponse } from "node:http";
import { App } from "@slack/bolt";
import type { Address } from "../../src/domain/ids.ts";
import type { Log } from "../../src/log.ts";
import type { DrawChart, HomesOpened, Intake, Platform, TellOwners } from "../../src/platform.ts";
import { createStamps } from "../../src/stamps.ts";
import type { Clock } from "../../src/time/clock.ts";
import { type Deps, TIMING, type Timing } from "./act.ts";
import { answerAnyway } from "./answer-anyway.ts";
import type { SlackApp } from "./apps.ts";
import { authorizer } from "./authorize.ts";
import { boltLog } from "./bolt-log.ts";
import { bounded } from "./bounded.ts";
import { clientOptions, createCaller, stillTaken } from "./clients.ts";
import { PLATFORM } from "./codec.ts";
import { EVENTS_PATH } from "./events-path.ts";
import { formSecrets } from "./form-secrets.ts";
import { createInChannel } from "./in-channel.ts";
import { createInstallFlow, type InstallFlow } from "./install/flow.ts";
import { giverBack } from "./install/give-back.ts";
import { createGreeter } from "./install/greet.ts";
import { lifeFirst } from "./install/life.ts";
import { installLink } from "./install/link.ts";
import { createOauth } from "./install/oauth.ts";
import type { Installations } from "./install/port.ts";
import { createWord } from "./install/word.ts";
import { onAction } from "./listeners/action.ts";
import { onCommand } from "./listeners/command.ts";
import { onHeard } from "./listeners/heard.ts";
import { onHomeOpened } from "./listeners/home.ts";
import { onShortcut } from "./listeners/shortcut.ts";
import { onSubmission } from "./listeners/submission.ts";
import { openFiles } from "./open-files.ts";
import { createPictures } from "./pictures.ts";
import { createPlatform } from "./platform.ts";
import { hearOfLimits } from "./rate-limited.ts";
import { createReceivers } from "./receive.ts";
import { recordFirst } from "./record-first.ts";
import { createOrigins } from "./render/metadata.ts";
import { CALLBACK_ID } from "./render/modal.ts";
import { nameApps } from "./signed-by.ts";
import { createSockets } from "./socket/sockets.ts";
import { createTokens } from "./tokens.ts";
import { createWhose } from "./whose.ts";

export interface SlackConfig {
  apps: readonly SlackApp[];
  /** Slack's API, ending with a slash. Default: Slack's. */
  apiUrl?: string;
  /** Default `/va`. */
  command?: string;
  /** The edge's address as Slack and browsers see it. */
  publicUrl?: string | undefined;
  /** What the bot asks to be allowed where it is installed. */
  scopes?: readonly string[];
  /** The operator's keys, as they are set. Default: their own app's secrets. */
  keys?: string | undefined;
}

export interface SlackDeps {
  intake: Intake;
  /** Where installations are kept; without it only the workspaces that the apps' own tokens are for. */
  installations?: Installations | undefined;
  homes?: HomesOpened;
  /** The address that a channel is linked by, if that is another workspace's. */
  linkedElsewhere?(address: Address): Promise<Address | undefined>;
  tell: TellOwners;
  /** Sends what was set aside while the bot was away from a workspace. */
  resume(platform: string, workspace: string): Promise<void>;
  /** Without it charts are bars and words. */
  drawChart?: DrawChart;
  clock: Clock;
  log: Log;
  timing?: Partial<Timing>;
}

export interface Slack {
  platform: Platform;
  /** Connects the apps that are heard by Socket Mode, and keeps them so. */
  start(): void;
  /** Sends what was set aside in workspaces of tokens that were set by hand, where Slack takes those now. */
  resume(): Promise<void>;
  /** Everything under `/slack/`. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

const LANGUAGES_KEPT = 10_000;

/** Slack over HTTP and Socket Mode: what comes in becomes Invocations, what goes out is rendered and sent. It has no server of its own. */
export function createSlack(config: SlackConfig, deps: SlackDeps): Slack {
  const { apps, apiUrl, publicUrl, command = "/va" } = config;
  const { intake, installations, clock, log, timing } = deps;
  const { linkedElsewhere = async () => undefined } = deps;
  const word = createWord(deps.tell, (where) => publicUrl && installLink(publicUrl, where));
  const oauth = createOauth(apiUrl, clock, log);
  const tokens = createTokens({ apps, installations, oauth, word, apiUrl, clock, log });
  const call = createCaller(tokens, apiUrl, log);
  const whose = createWhose({ apps, tokens, call });
  const inChannel = createInChannel(call, clock);
  const origins = createOrigins(createStamps(formSecrets(apps, config.keys)));
  const pictures = createPictures(call, deps.drawChart, log);
  const platform = createPlatform({
    call,
    tokens,
    pictures,
    whose,
    inChannel,
    origins,
    clock,
    command,
    log,
  });
  const receivers = createReceivers(apps, log);
  const install =
    installations && publicUrl !== undefined ? installFlow(installations, publicUrl) : undefined;
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const app = new App({
    receiver: receivers,
    logger: boltLog(log),
    clientOptions: clientOptions(apiUrl, log),
    // What is ours and what isn't is decided before anything is written down.
    ignoreSelf: false,
    convoStore: false,
    attachFunctionToken: false,
    authorize: authorizer(tokens.of),
  });

  const shared: Deps = {
    intake,
    platform,
    command,
    homes: deps.homes,
    whose,
    origins,
    linkedElsewhere,
    call,
    clock,
    log,
    timing: { ...TIMING, ...timing },
    language: bounded(LANGUAGES_KEPT),
  };
  app.command(command, onCommand(shared));
  app.action({ type: "block_actions" }, onAction(shared));
  app.view({ type: "view_submission", callback_id: CALLBACK_ID }, onSubmission(shared));
  app.shortcut(/./, onShortcut(shared));
  app.event("app_mention", onHeard(shared));
  app.event("message", onHeard(shared));
  app.event("app_home_opened", onHomeOpened(shared));
  app.event("reaction_added", onHeard(shared));
  recordFirst(app, {
    intake,
    tokenOf: tokens.of,
    whose,
    inChannel,
    linkedElsewhere,
    filesIn: (workspace, files) => openFiles(call, workspace, files),
    log,
  });
  if (installations) {
    const taken = (token: string) => stillTaken(token, apiUrl, log);
    lifeFirst(app, { installations, tokens, word, clock, stillTaken: taken });
  }
  hearOfLimits(app, { tokenOf: tokens.of, word, log });
  answerAnyway(app, log);
  nameApps(app);
  const sockets = apps.flatMap(({ id, appToken }) =>
    appToken === undefined ? [] : [createSockets({ app, id, appToken, apiUrl, clock, log })],
  );
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => tracked(process(event));

  function tracked(work: Promise<void>): Promise<void> {
    const gone = work.finally(() => underWay.delete(gone));
    underWay.add(gone);
    return gone;
  }

  function installFlow(kept: Installations, url: string): InstallFlow {
    const greet = createGreeter({ intake, platform, whose, log });
    const giveBack = giverBack({ tokens, apiUrl, log });
    const { scopes = [] } = config;
    return createInstallFlow({
      apps,
      installations: kept,
      oauth,
      publicUrl: url,
      scopes,
      apiUrl,
      clock,
      log,
      giveBack,
      async installed(installation) {
        tokens.forget(installation.workspace);
        await deps.resume(PLATFORM, installation.workspace);
        await greet(installation);
      },
    });
  }

  async function resumeFixed(): Promise<void> {
    try {
      for (const workspace of await tokens.fixed()) await deps.resume(PLATFORM, workspace);
    } catch (error) {
      log.warn({ err: error }, "what was set aside could not be taken up again");
    }
  }

  async function admit(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!stopped && (await install?.(req, res))) return;
    if (new URL(req.url ?? "/", "http://localhost").pathname !== EVENTS_PATH) {
      res.writeHead(404).end();
    } else if (stopped) {
      res.writeHead(503, { connection: "close" }).end();
    } else {
      await receivers.take(req, res);
    }
  }

  return {
    platform,
    start() {
      for (const socket of sockets) socket.start();
      void tracked(resumeFixed());
    },
    resume: () => tracked(resumeFixed()),
    handle(req, res) {
      admit(req, res).catch((error: unknown) => {
        log.warn({ err: error }, "a request of Slack's broke off");
        if (res.headersSent) res.destroy();
        else res.writeHead(400).end();
      });
    },
    async stop() {
      stopped = true;
      for (const socket of sockets) socket.deafen();
      await Promise.allSettled([...underWay]);
      await Promise.all(sockets.map((socket) => socket.stop()));
    },
  };
}
