import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigError } from "../errors.ts";

export type Handle = (req: IncomingMessage, res: ServerResponse) => void;

export interface Listener {
  port: number;
  /** Takes nothing more; ends what is idle, and after three seconds what isn't. */
  close(): Promise<void>;
}

const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
/** Longer than the proxies before us keep a connection (a minute, mostly): one that closed just as they used it would lose a command. */
const IDLE_MS = 75_000;
const CLOSE_MS = 3_000;

/** Listens on a port (0: any free one). @throws ConfigError `port` naming the variable to change */
export async function listen(
  handle: Handle,
  at: { host?: string; port: number; variable: string },
): Promise<Listener> {
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: IDLE_MS },
    handle,
  );
  // A broken request has no response to write to.
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explained(error, at)));
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const forced = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await closed;
      clearTimeout(forced);
    },
  };
}

function explained(
  error: NodeJS.ErrnoException,
  { port, variable }: { port: number; variable: string },
): Error {
  if (error.code === "EADDRINUSE")
    return new ConfigError(
      "port",
      `Port ${port} is in use by another program. Set ${variable} to a free one.`,
    );
  if (error.code === "EACCES")
    return new ConfigError(
      "port",
      `Port ${port} may not be opened by this user. Set ${variable} to one above 1023.`,
    );
  return error;
}

/** A short answer in plain text. */
export function plain(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" });
  res.end(`${text}\n`);
}

export const pathOf = (req: IncomingMessage): string => (req.url ?? "/").split("?")[0] ?? "/";
