import type { IncomingMessage, ServerResponse } from "node:http";
import { App, AuthorizationError, HTTPReceiver } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import type { Intake, Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import { type Deps, TIMING, type Timing } from "./act.ts";
import { boltLog } from "./bolt-log.ts";
import { bounded } from "./bounded.ts";
import { clientOptions, createCaller, type TokenOf } from "./clients.ts";
import { EVENTS_PATH } from "./events-path.ts";
import { guard } from "./guard.ts";
import { onAction } from "./listeners/action.ts";
import { onCommand } from "./listeners/command.ts";
import { onHeard } from "./listeners/heard.ts";
import { onSubmission } from "./listeners/submission.ts";
import { createPlatform } from "./platform.ts";
import { recordFirst } from "./record-first.ts";
import { CALLBACK_ID } from "./render/modal.ts";

export { oneWorkspace } from "./one-workspace.ts";

export interface SlackConfig {
  signingSecret: string;
  /** Slack's API, ending with a slash. Default: Slack's. */
  apiUrl?: string;
  /** Default `/va`. */
  command?: string;
}

export interface SlackDeps {
  intake: Intake;
  tokenOf: TokenOf;
  clock: Clock;
  log: Log;
  timing?: Partial<Timing>;
}

export interface Slack {
  platform: Platform;
  /** Everything under `/slack/events`. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

const LANGUAGES_KEPT = 10_000;

/** Slack over HTTP: what comes in becomes Invocations, what goes out is rendered and sent. It has no server and no timer of its own. */
export function createSlack(config: SlackConfig, { intake, tokenOf, clock, log, timing }: SlackDeps): Slack {
  const call = createCaller(tokenOf, config.apiUrl, log);
  const platform = createPlatform(call, clock);
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const receiver = new HTTPReceiver({
    signingSecret: config.signingSecret,
    endpoints: EVENTS_PATH,
    logger: boltLog(log),
    processEventErrorHandler: async ({ error, response }) => {
      if (!response.headersSent) response.writeHead(error instanceof AuthorizationError ? 401 : 500).end();
      return true;
    },
    unhandledRequestHandler: ({ response }) => {
      log.error({}, "Slack got no answer in time");
      if (!response.headersSent) response.writeHead(503).end();
    },
  });
  const app = new App({
    receiver,
    logger: boltLog(log),
    clientOptions: clientOptions(config.apiUrl, log),
    // What is ours and what isn't is decided before anything is written down.
    ignoreSelf: false,
    convoStore: false,
    attachFunctionToken: false,
    authorize: async ({ teamId }) => {
      const found = teamId === undefined ? undefined : await tokenOf(teamId);
      if (!found || teamId === undefined) throw new Error("not installed in this workspace");
      const { token: botToken, botUserId } = found;
      return { teamId, botToken, ...(botUserId === undefined ? {} : { botUserId }) };
    },
  });

  const deps: Deps = {
    intake,
    platform,
    call,
    clock,
    log,
    timing: { ...TIMING, ...timing },
    language: bounded(LANGUAGES_KEPT),
  };
  app.command(config.command ?? "/va", onCommand(deps));
  app.action({ type: "block_actions" }, onAction(deps));
  app.view({ type: "view_submission", callback_id: CALLBACK_ID }, onSubmission(deps));
  app.event("app_mention", onHeard(deps));
  app.event("message", onHeard(deps));
  recordFirst(app, { intake, tokenOf, log });
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => tracked(process(event));

  function tracked(work: Promise<void>): Promise<void> {
    const gone = work.finally(() => underWay.delete(gone));
    underWay.add(gone);
    return gone;
  }

  async function admit(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (new URL(req.url ?? "/", "http://localhost").pathname !== EVENTS_PATH) {
      res.writeHead(404).end();
    } else if (stopped) {
      res.writeHead(503, { connection: "close" }).end();
    } else if (await guard(req, res)) {
      receiver.requestListener(req, res);
    }
  }

  return {
    platform,
    handle(req, res) {
      admit(req, res).catch((error: unknown) => {
        log.warn({ err: error }, "a request of Slack's broke off");
        if (res.headersSent) res.destroy();
        else res.writeHead(400).end();
      });
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...underWay]);
    },
  };
}
