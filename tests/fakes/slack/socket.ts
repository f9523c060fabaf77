import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Clock } from "../../../src/time/clock.ts";
import { isJson, parsed } from "./json.ts";
import { ACK_MS, TICKET_MS } from "./limits.ts";
import { SlackError } from "./slack-error.ts";
import type { Json } from "./types.ts";

/** What an app answered to an envelope. */
export interface Acked {
  payload: Json | undefined;
}

export type Envelope = {
  type: "events_api" | "slash_commands" | "interactive";
  payload: Json;
  attempt?: number;
};

/** Socket Mode: connections that apps open with a ticket, and what is sent over them. */
export interface Sockets {
  /** An address for one connection, good once and for half a minute. */
  open(appId: string): Json;
  /** Those of an app, oldest first. */
  of(appId: string): readonly WebSocket[];
  /** Sends an envelope over one of an app's connections. Rejects when it breaks, or is not answered in time. */
  send(appId: string, envelope: Envelope, patience?: number): Promise<Acked>;
  /** Tells an app that a connection will end, as Slack does every few hours. It hears nothing on it from then on. */
  refresh(socket: WebSocket): void;
  /** Ends a connection without a word. */
  drop(socket: WebSocket): void;
  /** Resolves when the number of an app's connections is right. */
  until(appId: string, right: (count: number) => boolean): Promise<void>;
  /** Takes connections in on this server. */
  attach(http: Server): void;
  stop(): Promise<void>;
}

export function createSockets(cloud: { baseUrl: string; clock: Clock; next(): number }): Sockets {
  const tickets = new Map<string, { appId: string; at: number }>();
  const live = new Map<WebSocket, string>();
  const waiting = new Set<() => void>();
  const server = new WebSocketServer({ noServer: true });

  const sockets: Sockets = {
    attach(http) {
      http.on("upgrade", (req, socket, head) => {
        const url = new URL(req.url ?? "/", cloud.baseUrl);
        const ticket = url.searchParams.get("ticket") ?? "";
        const held = tickets.get(ticket);
        tickets.delete(ticket);
        if (!held || cloud.clock.now().getTime() - held.at > TICKET_MS) {
          socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
          return;
        }
        server.handleUpgrade(req, socket, head, (ws) => greet(ws, held.appId));
      });
    },
    open(appId) {
      const ticket = randomBytes(12).toString("hex");
      tickets.set(ticket, { appId, at: cloud.clock.now().getTime() });
      return { url: `${cloud.baseUrl.replace(/^http/u, "ws")}/link/?ticket=${ticket}&app_id=${appId}` };
    },
    of: (appId) => [...live].filter(([, id]) => id === appId).map(([ws]) => ws),
    send(appId, envelope, patience = ACK_MS) {
      const all = sockets.of(appId);
      const ws = all[cloud.next() % Math.max(1, all.length)];
      if (!ws) return Promise.reject(new SlackError("dispatch_failed"));
      return sendOver(ws, envelope, patience);
    },
    refresh(ws) {
      live.delete(ws);
      changed();
      ws.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: {} }));
    },
    drop(ws) {
      live.delete(ws);
      changed();
      ws.terminate();
    },
    until(appId, right) {
      return new Promise((resolve) => {
        const look = (): void => {
          if (!right(sockets.of(appId).length)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    async stop() {
      for (const ws of server.clients) ws.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function changed(): void {
    for (const look of [...waiting]) look();
  }

  function greet(ws: WebSocket, appId: string): void {
    ws.on("close", () => {
      live.delete(ws);
      changed();
    });
    const hello = {
      type: "hello",
      num_connections: sockets.of(appId).length + 1,
      connection_info: { app_id: appId },
    };
    ws.send(
      JSON.stringify({ ...hello, debug_info: { host: "applink", approximate_connection_time: 18_060 } }),
      () => {
        live.set(ws, appId);
        changed();
      },
    );
  }

  return sockets;
}

function sendOver(ws: WebSocket, { type, payload, attempt = 0 }: Envelope, patience: number): Promise<Acked> {
  const id = randomBytes(8).toString("hex");
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      clearTimeout(late);
      ws.off("message", heard);
      ws.off("close", broken);
      settle();
    };
    const late = setTimeout(
      () => done(() => reject(new Error(`operation_timeout: no answer within ${patience} ms`))),
      patience,
    );
    const broken = (): void => done(() => reject(new Error("operation_timeout: the connection broke")));
    const heard = (data: Buffer): void => {
      const answer = parsed(data.toString());
      if (!isJson(answer) || answer["envelope_id"] !== id) return;
      done(() => resolve({ payload: isJson(answer["payload"]) ? answer["payload"] : undefined }));
    };
    ws.on("message", heard);
    ws.on("close", broken);
    ws.send(
      JSON.stringify({
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
        ...(type === "events_api"
          ? { retry_attempt: attempt, retry_reason: attempt > 0 ? "timeout" : "" }
          : {}),
      }),
    );
  });
}
