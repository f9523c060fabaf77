import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import type { Clock } from "../../../../src/time/clock.ts";
import { isJson, parsed } from "../json.ts";
import { ACK_MS } from "../limits.ts";
import type { FakeMessage, Json } from "../types.ts";

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

export interface Repeats {
  /** How often the same event (one event id) is delivered. Default 1. */
  times?: number;
  /** All of them in the same moment, instead of one after the other. */
  atOnce?: boolean;
}

export interface Events {
  /** Delivers events side by side, each with an event id of its own; those the app has no scope or seat for are left out. */
  tell(events: readonly Json[]): Promise<Delivered[]>;
  /** Has the app the scope and the seat to be told? */
  hears(event: Json): boolean;
  /** Delivers one event (without its envelope), again with the same event id if asked to. */
  deliver(event: Json, repeats?: Repeats): Promise<Delivered[]>;
  /** The event of a message somebody wrote. */
  said(message: FakeMessage): Json;
  /** The event of a change or an end of a message; `before` is its shape until then. */
  changed(subtype: "message_changed" | "message_deleted", message: FakeMessage, before: Json): Json;
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
