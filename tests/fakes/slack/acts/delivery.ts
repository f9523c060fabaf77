import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import type { Clock } from "../../../../src/time/clock.ts";
import { isJson, parsed } from "../json.ts";
import { ACK_MS } from "../limits.ts";
import type { Json } from "../types.ts";

export interface Delivered {
  status: number;
  body: string;
  /** The body, where it is a JSON object. */
  json: Json | undefined;
  ms: number;
}

/** How a request is signed: `forged` by another secret, `stale` six minutes ago, `future` six minutes ahead (both with the right secret). */
export type Signing = "valid" | "forged" | "missing" | "stale" | "future" | { skewSeconds: number };

export interface RawOptions {
  contentType?: string;
  signing?: Signing;
  headers?: Record<string, string>;
  /** Milliseconds until Slack gives up. Default: the 3 s of an ack. */
  patience?: number;
}

export interface Delivery {
  /** The address everything is posted to. */
  connect(appUrl: string): void;
  readonly connected: boolean;
  /** Posts a body as it is. Rejects with `operation_timeout` when no answer comes in time. */
  raw(body: string | Buffer, options?: RawOptions): Promise<Delivered>;
  stop(): void;
}

const SKEW_SECONDS = { valid: 0, forged: 0, missing: 0, stale: -360, future: 360 };

/** `to` is shared by all workspaces of a cloud. */
export function createDelivery(secret: () => string, clock: Clock, to: { url?: URL } = {}): Delivery {
  const agent = new Agent({ keepAlive: true });

  function signature(body: Buffer, signing: Signing): Record<string, string> {
    if (signing === "missing") return {};
    const skew = typeof signing === "object" ? signing.skewSeconds : SKEW_SECONDS[signing];
    const timestamp = String(Math.floor(clock.now().getTime() / 1000) + skew);
    const key = signing === "forged" ? `not-${secret()}` : secret();
    const hmac = createHmac("sha256", key).update(`v0:${timestamp}:`).update(body).digest("hex");
    return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hmac}` };
  }

  return {
    connect(appUrl) {
      to.url = new URL(appUrl);
    },
    get connected() {
      return to.url !== undefined;
    },
    raw(body, { contentType = "application/json", signing = "valid", headers = {}, patience = ACK_MS } = {}) {
      const content = Buffer.from(body);
      const { url } = to;
      if (!url) return Promise.reject(new Error("connect() to the app first"));
      const started = performance.now();
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          req.destroy();
          reject(new Error(`operation_timeout: no answer within ${patience} ms`));
        }, patience);
        const req = request(
          url,
          {
            method: "POST",
            agent,
            headers: {
              "content-type": contentType,
              "content-length": content.length,
              "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
              ...signature(content, signing),
              ...headers,
            },
          },
          (res) => {
            const parts: Buffer[] = [];
            const done = (): void => {
              clearTimeout(late);
              const text = Buffer.concat(parts).toString();
              const json = parsed(text);
              resolve({
                status: res.statusCode ?? 0,
                body: text,
                json: isJson(json) ? json : undefined,
                ms: performance.now() - started,
              });
            };
            res.on("data", (part: Buffer) => parts.push(part));
            res.on("end", done);
            // An app may cut off a body it refuses once it has said so.
            res.on("error", done);
          },
        );
        req.on("error", (error) => {
          clearTimeout(late);
          reject(error);
        });
        req.end(content);
      });
    },
    stop: () => agent.destroy(),
  };
}
