import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, AuthorizationError, HTTPReceiver, isValidSlackRequest, type Receiver } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import type { SlackApp } from "./apps.ts";
import { boltLog } from "./bolt-log.ts";
import { EVENTS_PATH } from "./events-path.ts";
import { type Body, guard } from "./guard.ts";
import { signedBy } from "./signed-by.ts";

interface Door {
  app: SlackApp;
  secret: string;
  receiver: HTTPReceiver;
}

export interface Receivers extends Receiver {
  take(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

/**
 * Takes requests of several apps in, each checked by its own app's signing secret: what one client's app signs says nothing for another's.
 * The SDK's receivers all lead to the same listeners.
 */
export function createReceivers(apps: readonly SlackApp[], log: Log): Receivers {
  const doors: Door[] = apps.flatMap((app) => {
    const { signingSecret: secret } = app;
    return secret === undefined ? [] : [{ app, secret, receiver: receiverWith(app, secret, log) }];
  });

  return {
    init(app: App) {
      for (const { receiver } of doors) receiver.init(app);
    },
    // The server belongs to the composition root.
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    async take(req, res) {
      const body = await guard(req, res);
      if (!body) return;
      const door = doorFor(doors, body, req);
      if (door) door.receiver.requestListener(req, res);
      else res.writeHead(401).end();
    },
  };
}

/** By the app that the body names. Where Slack names none (checking an address), by whose secret fits. */
function doorFor(doors: readonly Door[], { text, value }: Body, req: IncomingMessage): Door | undefined {
  const named = "api_app_id" in value ? value.api_app_id : undefined;
  if (named !== undefined) return doors.find(({ app }) => app.id === undefined || app.id === named);
  return doors.find(({ secret }) => isSignedWith(secret, text, req));
}

const isSignedWith = (signingSecret: string, body: string, { headers }: IncomingMessage): boolean =>
  isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      "x-slack-signature": String(headers["x-slack-signature"]),
      "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
    },
  });

function receiverWith({ id }: SlackApp, signingSecret: string, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    logger: boltLog(log),
    customPropertiesExtractor: () => signedBy(id),
    processEventErrorHandler: async ({ error, response }) => {
      if (!response.headersSent) response.writeHead(error instanceof AuthorizationError ? 401 : 500).end();
      return true;
    },
    unhandledRequestHandler: ({ response }) => {
      log.error({}, "Slack got no answer in time");
      if (!response.headersSent) response.writeHead(503).end();
    },
  });
}
