import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../../../src/log.ts";
import type { Clock } from "../../../src/time/clock.ts";
import { appNamed, type SlackApp } from "../apps.ts";
import { platformError } from "../errors.ts";
import type { Oauth } from "./oauth.ts";
import type { Installation, Installations, Tokens } from "./port.ts";

/** Tokens last twelve hours; an outage in the last two of them does no harm. */
const BEFORE_MS = 2 * 3_600_000;
const LOOK_AGAIN_MS = 200;
const LOOKS = 50;

interface Needs {
  apps: readonly SlackApp[];
  installations: Installations;
  oauth: Oauth;
  clock: Clock;
  log: Log;
}

const endsWithin = ({ tokens }: Installation, now: Date, ms: number): boolean =>
  tokens.rotation !== undefined && tokens.rotation.expiresAt.getTime() - now.getTime() <= ms;

export const isDue = (installation: Installation, now: Date): boolean =>
  endsWithin(installation, now, BEFORE_MS);

/**
 * Gets the next tokens: Slack takes a refresh token once, so one process at a time does, whichever they are. What comes back may be as it was
 * where new ones can't be had; the caller learns from Slack whether the present token still works.
 * @throws PlatformError if the tokens have ended and nobody can say yet what follows
 */
export function createRefresher({ apps, installations, oauth, clock, log }: Needs) {
  async function next({ app, tokens }: Installation): Promise<Tokens> {
    const credentials = appNamed(apps, app)?.oauth;
    if (!credentials || !tokens.rotation) throw new Error(`no client secret of the app ${app}`);
    return oauth.renew(credentials, tokens.rotation.refresh);
  }

  async function asHolder(workspace: string): Promise<Installation | undefined> {
    const present = await installations.find(workspace);
    // Whoever had the right before has been faster.
    if (!present || !isDue(present, clock.now())) return present;
    try {
      const tokens = await next(present);
      await installations.renew(present, tokens);
      return { ...present, tokens };
    } catch (cause) {
      const error = platformError(cause);
      log.error({ err: error, workspace }, "a token could not be renewed");
      if (error.failure.kind === "final" || !endsWithin(present, clock.now(), 0)) return present;
      throw error;
    }
  }

  return async function refresh(installation: Installation): Promise<Installation> {
    const { workspace } = installation;
    let present: Installation | undefined = installation;
    for (let look = 0; look < LOOKS; look += 1) {
      const right = await installations.beginRefresh(workspace, clock.now());
      if (right) {
        const done = asHolder(workspace).finally(() => installations.endRefresh(workspace, right));
        return (await done) ?? installation;
      }
      // Somebody is at it; until they are done the present token serves.
      if (!present || !endsWithin(present, clock.now(), 0)) break;
      await wait(LOOK_AGAIN_MS);
      present = await installations.find(workspace);
    }
    return present ?? installation;
  };
}
