import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Loopback {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  url: string;
  server: Server;
  close(): Promise<void>;
}

/**
 * Serves HTTP on a free port of the loopback interface. Idle connections are never closed: a request sent just then is lost, which no test
 * of something else should depend on.
 */
export async function loopback(handle: RequestListener): Promise<Loopback> {
  const server = createServer({ keepAliveTimeout: 0 }, handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
