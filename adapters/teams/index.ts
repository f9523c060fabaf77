import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Application } from "@microsoft/teams-ai";
import { ConfigurationBotFrameworkAuthentication, type TurnContext } from "botbuilder";
import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Intake, PictureOf, Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import { ANSWER_MS, answerOn, type Deps, inPatience, type Reads } from "./act.ts";
import { type Activity, activitySchema, tenantOf } from "./activity.ts";
import { createConnector } from "./connector.ts";
import { credentialsOf } from "./credentials.ts";
import { invokeKnocks, knocks, notAdmitted } from "./door.ts";
import { createElsewhere } from "./elsewhere.ts";
import { guard } from "./guard.ts";
import { onArrived } from "./listeners/arrived.ts";
import { onInvoke } from "./listeners/invoke.ts";
import { changeInvocation, messageInvocation, pressInvocation } from "./listeners/message.ts";
import { ownMessage } from "./listeners/press.ts";
import { createPicturesIn } from "./pictures.ts";
import { createPlatform } from "./platform.ts";
import type { TeamsBook } from "./port.ts";
import type { Asks } from "./render/look.ts";
import { createSdk } from "./sdk.ts";
import { createVerify } from "./verify.ts";
import { remember } from "./who.ts";

export interface TeamsConfig {
  /** The bot as registered with Microsoft; undefined: a local playground, without any authentication, reached over loopback only. */
  app:
    | {
        id: string;
        password: string;
        /** Only this tenant may speak with us; undefined: those that were let in. */
        tenant: string | undefined;
        metadataUrl: string;
        issuer: string;
        loginUrl: string;
        scope: string;
      }
    | undefined;
}

export interface TeamsDeps {
  intake: Intake;
  book: TeamsBook;
  clock: Clock;
  log: Log;
  asks: Asks;
  reads: Reads;
  /** Without it charts are said in words. */
  pictureOf?: PictureOf | undefined;
  answerMs?: number;
}

export interface Teams {
  platform: Platform;
  /** Everything under `/api/messages`. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** The tenant of a playground, which has none. */
const LOCAL_TENANT = "local";
const CHANNEL = "msteams";

/** Microsoft Teams: what comes in becomes Invocations, what goes out is rendered and sent. It has no server and no timer of its own. */
export function createTeams(
  { app }: TeamsConfig,
  { intake, book, clock, log, asks, reads, pictureOf, answerMs = ANSWER_MS }: TeamsDeps,
): Teams {
  // Every address is given: one that is set alone would switch the SDK's defaults for all others off.
  const settings = app
    ? {
        MicrosoftAppId: app.id,
        MicrosoftAppType: app.tenant === undefined ? "MultiTenant" : "SingleTenant",
        MicrosoftAppTenantId: app.tenant ?? "",
        ToBotFromChannelOpenIdMetadataUrl: app.metadataUrl,
        ToBotFromChannelTokenIssuer: app.issuer,
        ToBotFromEmulatorOpenIdMetadataUrl: app.metadataUrl,
        ToChannelFromBotLoginUrl: app.loginUrl,
        ToChannelFromBotOAuthScope: app.scope,
        CallerId: "",
      }
    : {};
  const credentials = app && credentialsOf(app, clock);
  const sdk = createSdk(settings, credentials);
  const connector = createConnector(
    new ConfigurationBotFrameworkAuthentication(settings, credentials),
    app?.id ?? "",
    app?.scope ?? "",
  );
  const elsewhere = createElsewhere(app?.password ?? randomBytes(32).toString("hex"));
  const picturesIn = createPicturesIn(pictureOf, log);
  const platform = createPlatform({ connector, book, clock, asks, elsewhere, picturesIn });
  const verify =
    app && createVerify({ appId: app.id, metadataUrl: app.metadataUrl, issuer: app.issuer }, clock);
  const deps: Deps = {
    intake,
    platform,
    book,
    clock,
    log,
    answerMs,
    asks,
    reads,
    elsewhere,
    picturesIn,
    track,
  };
  const underWay = new Set<Promise<unknown>>();
  let stopped = false;

  // Its state holds nothing of ours, and it types on nobody's behalf.
  const application = new Application({
    adapter: sdk,
    startTypingTimer: false,
    removeRecipientMention: false,
  });
  application.addRoute(async () => true, turn, true);
  application.addRoute(async () => true, turn, false);

  async function turn(context: TurnContext): Promise<void> {
    const activity = activitySchema.parse(context.activity);
    const tenant = tenantOf(activity) ?? LOCAL_TENANT;
    await remember(book, tenant, activity);
    const admitted = await book.allows(tenant);
    switch (activity.type) {
      case "invoke": {
        if (!admitted && !invokeKnocks(activity)) return answerInvoke(context, { status: 403 });
        return answerInvoke(context, await onInvoke(deps, tenant, activity));
      }
      case "message":
        return heard(tenant, activity, admitted);
      case "messageUpdate":
      case "messageDelete":
        return admitted ? taken(await changeInvocation(deps, tenant, activity)) : undefined;
      default:
        return onArrived(deps, tenant, activity);
    }
  }

  async function heard(tenant: string, activity: Activity, admitted: boolean): Promise<void> {
    const pressed = pressInvocation(deps, tenant, activity);
    if (pressed && (admitted || knocks(pressed.input))) {
      const on = ownMessage(tenant, activity);
      const say = (outcome: Outcome) => answerOn(deps, pressed, outcome, on);
      const outcome = await inPatience(deps, pressed, say);
      if (outcome !== "late") deps.track(say(outcome));
      return;
    }
    const invocation = pressed ?? (await messageInvocation(deps, tenant, activity));
    if (!invocation) return;
    // What people say among themselves is nothing to be answered there.
    if (!admitted && invocation.input.kind === "talk") return;
    if (!admitted && !knocks(invocation.input)) {
      void tracked(platform.answer(invocation, notAdmitted(invocation)));
      return;
    }
    return taken(invocation);
  }

  async function taken(invocation: Invocation | undefined): Promise<void> {
    if (!invocation || !(await intake.record(invocation))) return;
    // Teams is told that it is written down; what comes of it follows.
    void tracked(intake.process(invocation.key));
  }

  function track(work: Promise<unknown>): void {
    void tracked(work);
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    const gone = work.finally(() => underWay.delete(gone));
    underWay.add(gone);
    gone.catch((error: unknown) => log.error({ err: error }, "an act in Teams failed"));
    return gone;
  }

  /** Which tenant and whose service this may be; false: it was refused. */
  async function isGenuine(req: IncomingMessage, activity: Activity): Promise<boolean> {
    if (!verify || !app) return isLoopback(activity.serviceUrl);
    // Other channels of the Bot Framework have no directory behind them, and people there any name.
    if (activity.channelId !== CHANNEL) return false;
    if (!(await verify(req.headers.authorization, activity))) return false;
    const tenant = tenantOf(activity);
    return tenant !== undefined && (app.tenant === undefined || app.tenant === tenant);
  }

  async function admit(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (stopped) return void res.writeHead(503, { connection: "close" }).end();
    const body = await guard(req, res);
    if (!body) return;
    if (!(await isGenuine(req, body.activity))) return void res.writeHead(401).end();
    await sdk.process(requestFor(req, body.raw), responseFor(res), (context) =>
      application.run(context).then(() => undefined),
    );
  }

  return {
    platform,
    handle(req, res) {
      tracked(admit(req, res)).catch(() => {
        if (res.headersSent) res.destroy();
        else res.writeHead(500).end();
      });
    },
    async stop() {
      stopped = true;
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}

const answerInvoke = async (
  context: TurnContext,
  value: { status: number; body?: object },
): Promise<void> => {
  await context.sendActivity({ type: "invokeResponse", value });
};

function isLoopback(service: string): boolean {
  try {
    return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(service).hostname);
  } catch {
    return false;
  }
}

/** What the SDK wants of a request: its body read. */
const requestFor = (req: IncomingMessage, body: Record<string, unknown>) => ({
  method: req.method ?? "POST",
  headers: req.headers as Record<string, string>,
  body,
});

/** What the SDK wants of a response, in the manner of Express. */
function responseFor(res: ServerResponse) {
  let status = 200;
  let content: unknown;
  return {
    socket: res.socket,
    header: (name: string, value: unknown) => {
      if (!res.headersSent) res.setHeader(name, String(value));
    },
    status: (code: number) => {
      status = code;
    },
    send: (body: unknown) => {
      content = body;
    },
    end: () => {
      if (res.headersSent) return;
      if (content === undefined) res.writeHead(status).end();
      else if (typeof content === "string")
        res.writeHead(status, { "content-type": "text/plain" }).end(content);
      else res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
    },
  };
}
