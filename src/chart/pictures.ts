import { hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { type Handle, pathOf, plain } from "../http/listener.ts";
import type { Log } from "../log.ts";
import type { DrawChart } from "../platform.ts";
import { createSeal } from "../seal.ts";
import type { Clock } from "../time/clock.ts";
import type { Chart } from "../view/nodes.ts";

export const PICTURES_PATH = "/picture";

export interface PicturesConfig {
  /** What every process of this desk shares and nobody else has. */
  secret: string;
  /** The edge as Teams' clients reach it; undefined where they can't. */
  base(): string | undefined;
  draw: DrawChart;
  clock: Clock;
  log: Log;
}

/** Charts as pictures on the edge, for a platform that takes them only from an address. */
export interface Pictures {
  /** Where a chart can be fetched by whoever has the address, for 90 days; undefined if it must be said in words. */
  addressOf(chart: Chart): Promise<string | undefined>;
  handle: Handle;
}

/** Those of an app of Teams, which takes them over https alone; a playground's browser runs on this machine. */
export function picturesFor(
  settings: { app: { password: string } | undefined } | undefined,
  publicUrl: () => string,
  draw: DrawChart,
  clock: Clock,
  log: Log,
): Pictures | undefined {
  if (!settings) return undefined;
  const secret = settings.app?.password ?? randomBytes(32).toString("hex");
  const base = () =>
    settings.app === undefined || publicUrl().startsWith("https:") ? publicUrl() : undefined;
  return createPictures({ secret, base, draw, clock, log });
}

const DAYS = 90;
const MOST_ADDRESS = 2_000;
const KEPT = 32;
const AT = { workspace: "edge", field: "picture" } as const;
type Drawn = Pick<Chart, "unit" | "bars">;
const sealed = z.object({
  u: z.number(),
  n: z.enum(["minutes", "score"]),
  b: z.array(z.tuple([z.string(), z.number()])),
});

/**
 * The address carries the bars themselves, sealed: nothing is stored, nobody can read them from it or make one up, and it ends by itself.
 * What is drawn is remembered for a while, since everybody in a channel fetches the same.
 */
export function createPictures({ secret, base, draw, clock, log }: PicturesConfig): Pictures {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "va-desk pictures", 32)).toString("base64");
  const seal = createSeal(key);
  const drawn = new Map<string, Promise<Uint8Array | undefined>>();

  function pngOf({ unit, bars }: Drawn): Promise<Uint8Array | undefined> {
    const name = JSON.stringify([unit, bars]);
    const held = drawn.get(name);
    if (held) return held;
    const fresh = draw({ title: "", unit, bars, alt: "" });
    drawn.set(name, fresh);
    fresh.catch(() => drawn.delete(name));
    for (const oldest of drawn.keys()) if (drawn.size > KEPT) drawn.delete(oldest);
    return fresh;
  }

  /** The bars of an address that is ours and has not ended. */
  function drawnIn(token: string): Drawn | undefined {
    try {
      const { u: until, n: unit, b: bars } = sealed.parse(JSON.parse(seal.open(token, AT)));
      if (until * 1000 < clock.now().getTime()) return undefined;
      return { unit, bars: bars.map(([label, value]) => ({ label, value })) };
    } catch {
      return undefined;
    }
  }

  return {
    async addressOf({ unit, bars }) {
      const at = base();
      if (at === undefined || !(await pngOf({ unit, bars }))) return undefined;
      const until = Math.floor(clock.now().getTime() / 1000) + DAYS * 86_400;
      const words = JSON.stringify({ u: until, n: unit, b: bars.map(({ label, value }) => [label, value]) });
      const address = `${at.replace(/\/+$/, "")}${PICTURES_PATH}/${seal.seal(words, AT)}.png`;
      return address.length <= MOST_ADDRESS ? address : undefined;
    },

    handle(req, res) {
      const [, token = ""] = /^\/picture\/([\w.-]+)\.png$/.exec(pathOf(req)) ?? [];
      const asked = req.method === "GET" || req.method === "HEAD" ? drawnIn(token) : undefined;
      if (!asked) return plain(res, 404, "no such picture, or no longer");
      pngOf(asked).then(
        (png) => {
          if (!png) return plain(res, 404, "no such picture");
          res.writeHead(200, {
            "content-type": "image/png",
            "content-length": png.length,
            "cache-control": "private, max-age=86400, immutable",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "x-robots-tag": "noindex",
          });
          res.end(req.method === "HEAD" ? undefined : png);
        },
        (error: unknown) => {
          log.error({ err: error }, "a chart could not be drawn");
          plain(res, 503, "not now");
        },
      );
    },
  };
}
