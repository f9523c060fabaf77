import { answersHealth, type Health } from "./health.ts";
import { type Handle, pathOf, plain } from "./listener.ts";

export interface LocalConfig {
  health: Health;
  /** Host names it may be called by, without port. */
  hosts: readonly string[];
  metrics(): Promise<string>;
  web: Handle | undefined;
}

/** Always allowed: what a browser on this machine calls us. */
export const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"] as const;

/** The listener on loopback: health, metrics and the web chat. Another host's name is refused, or any web page could reach it. */
export function localHandler({ health, hosts, metrics, web }: LocalConfig): Handle {
  const allowed = new Set([...LOOPBACK, ...hosts].map((host) => host.toLowerCase()));
  return (req, res) => {
    const name = (req.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
    if (!allowed.has(name)) {
      plain(res, 421, "This server is not called by that name. To allow it, add it to WEB_HOSTS.");
    } else if (answersHealth(health, req, res)) {
      return;
    } else if (pathOf(req) === "/metrics") {
      metrics().then(
        (text) => {
          res.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
          res.end(text);
        },
        () => plain(res, 503, "no metrics without the database"),
      );
    } else if (web) web(req, res);
    else plain(res, 404, "nothing here");
  };
}
