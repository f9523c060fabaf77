import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Platform } from "../../src/platform.ts";
import { createApp } from "./app.ts";
import type { WebConfig, WebDeps } from "./deps.ts";
import { isOurHost } from "./guard.ts";
import { createHub } from "./hub.ts";
import { createPlatform } from "./platform.ts";
import { createHandover } from "./reply.ts";

export type { CatalogEntry, WebConfig, WebDeps } from "./deps.ts";

export interface Web {
  platform: Platform;
  /** Every path that nobody else on the listener answers. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Ends the open streams and waits for what is under way. */
  stop(): Promise<void>;
}

/** The web chat: what is typed and pressed becomes Invocations, what is said becomes HTML. It has no server of its own. */
export function createWeb(config: WebConfig, deps: WebDeps): Web {
  const { chat, log } = deps;
  const hub = createHub(chat, log);
  const handover = createHandover();
  const underWay = new Map<string, Promise<unknown>>();
  const app = createApp({ ...deps, config, hub, handover, underWay });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const hosts = new Set(config.hosts.map((host) => host.toLowerCase()));

  return {
    platform: createPlatform(chat, handover),
    handle(req, res) {
      if (!isOurHost(req, hosts)) {
        res.writeHead(421, { "content-type": "text/plain; charset=utf-8" });
        res.end("This server is not called by that name.\n");
        return;
      }
      listener(req, res).catch((error: unknown) => {
        log.warn({ err: error }, "a request of the web chat broke off");
        if (res.headersSent) res.destroy();
        else res.writeHead(400).end();
      });
    },
    async stop() {
      await hub.stop();
      await Promise.allSettled([...underWay.values()]);
    },
  };
}
