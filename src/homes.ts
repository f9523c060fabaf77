import { createHash } from "node:crypto";
import { type Home, homeParts } from "./domain/home.ts";
import { PlatformError } from "./errors.ts";
import { homeFor } from "./home-service.ts";
import type { Log } from "./log.ts";
import type { HomesOpened, Platform } from "./platform.ts";
import { identityOf, type Services } from "./services.ts";
import type { HomeStore } from "./store/homes.ts";

/** Nobody says when they close a home; so long after it was opened it is kept fresh. */
const OPEN_MS = 24 * 3_600_000;
/** A home that many things change is drawn as often at most. */
const PACE_MS = 5_000;
const AGAIN_MS = 30_000;
/** Whoever changes one thing changes the next in the same breath. */
const GATHER_MS = 300;

interface Needs {
  homes: HomeStore;
  services: Services;
  platforms: ReadonlyMap<string, Platform>;
  log: Log;
}

export interface Homes extends HomesOpened {
  /** Something changed; returns at once. */
  nudge(): void;
  /** Draws every home that is due. How many. */
  pump(): Promise<number>;
  /** Draws no more; waits for what is under way. */
  stop(): Promise<void>;
}

/** Draws the homes that people have open, when they open them and after what they show has changed. */
export function createHomes({ homes, services, platforms, log }: Needs): Homes {
  const { clock } = services;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let stopped = false;

  async function draw(home: Home): Promise<void> {
    const { platform: name, workspace, user, via } = home;
    const platform = platforms.get(name);
    const shownBy = via ?? workspace;
    if (!platform?.showHome) return homes.later(home, after(AGAIN_MS));
    try {
      // Whoever made the app that shows it can read it.
      const foreign = (await platform.isForeign?.(shownBy)) ?? false;
      const speaker = { platform: name, workspace, user, ...(foreign ? { byAppOf: shownBy } : {}) };
      const person = await services.known(speaker);
      if (!person) return await homes.gone(home);
      const { view, reader, desks } = await homeFor(services, person, speaker, home, clock.now());
      const shown = createHash("sha256").update(JSON.stringify({ view, reader })).digest("base64url");
      if (shown !== home.shown) await platform.showHome({ ...home, workspace: shownBy }, view, { reader });
      await homes.drawn(home, { person: person.id, desks, shown }, after(PACE_MS));
    } catch (error) {
      await failed(home, error);
    }
  }

  async function failed(home: Home, error: unknown): Promise<void> {
    if (!(error instanceof PlatformError)) {
      log.error({ err: error, home: home.id }, "a home could not be drawn");
      return homes.later(home, after(AGAIN_MS));
    }
    const { failure } = error;
    log.warn({ err: error, home: home.id }, "a home could not be shown");
    if (failure.kind === "final") return homes.gone(home);
    return homes.later(home, after(failure.kind === "retry" ? (failure.afterMs ?? AGAIN_MS) : AGAIN_MS));
  }

  const after = (ms: number): Date => new Date(clock.now().getTime() + ms);

  async function round(): Promise<number> {
    for (let drawn = 0; ; drawn += 1) {
      const home = stopped ? undefined : await homes.claim(clock.now());
      if (!home) return drawn;
      await draw(home);
    }
  }

  async function pump(): Promise<number> {
    running ??= round().finally(() => {
      running = undefined;
    });
    return running;
  }

  function soon(ms: number): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      wake().catch((error: unknown) => log.error({ err: error }, "drawing homes failed; the sweep goes on"));
    }, ms).unref();
  }

  async function wake(): Promise<void> {
    await pump();
    const now = clock.now();
    const next = await homes.nextDue(now);
    if (next) soon(Math.max(GATHER_MS, next.getTime() - now.getTime()));
  }

  return {
    async opened(speaker, address, { desk, as }) {
      const { platform, workspace, user, via } = speaker;
      await services.whoIs(speaker);
      const now = clock.now();
      const id = identityOf(speaker);
      const part = homeParts.find((one) => one === as);
      const chosen = desk !== undefined && part !== undefined ? { desk, as: part } : {};
      await homes.opened(
        {
          id,
          platform,
          workspace,
          user,
          ...(via ? { via } : {}),
          address,
          openUntil: after(OPEN_MS),
          ...chosen,
        },
        now,
      );
      const home = await homes.claim(now, id);
      if (home) await draw(home);
    },
    nudge: () => soon(GATHER_MS),
    pump,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}
