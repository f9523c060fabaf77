import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { z } from "zod";
import type { Clock } from "../../src/time/clock.ts";
import type { Activity } from "./activity.ts";

export interface VerifyConfig {
  appId: string;
  /** OpenID metadata of the Bot Framework; it names the keys. */
  metadataUrl: string;
  issuer: string;
}

const metadata = z.object({ jwks_uri: z.url() });
const CLOCK_SECONDS = 300;
const FETCH_MS = 5_000;

/**
 * Is this activity really from Teams, for us? Checked before the SDK, which answers some forgeries with 500 and takes tokens that never
 * expire. The service address is only ever one that the token names. Rules: Bot Framework, "Authentication with the Bot Connector API".
 * @throws where the keys can't be fetched
 */
export function createVerify({ appId, metadataUrl, issuer }: VerifyConfig, clock: Clock) {
  let keys: Promise<JWTVerifyGetKey> | undefined;

  async function keysOf(): Promise<JWTVerifyGetKey> {
    const answer = await fetch(metadataUrl, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok) throw new Error(`the metadata of the Bot Framework answered ${answer.status}`);
    return createRemoteJWKSet(new URL(metadata.parse(await answer.json()).jwks_uri), {
      timeoutDuration: FETCH_MS,
    });
  }

  return async (authorization: string | undefined, activity: Activity): Promise<boolean> => {
    const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? "")?.[1];
    if (token === undefined) return false;
    keys ??= keysOf().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    try {
      const { payload } = await jwtVerify(token, await keys, {
        audience: appId,
        issuer,
        algorithms: ["RS256", "RS384", "RS512"],
        clockTolerance: CLOCK_SECONDS,
        requiredClaims: ["exp"],
        currentDate: clock.now(),
      });
      return payload["serviceurl"] === activity.serviceUrl;
    } catch (error) {
      // These say that the keys could not be had, not that the token is wrong.
      const { code } = error as { code?: unknown };
      if (
        code === errors.JOSEError.code ||
        code === errors.JWKSTimeout.code ||
        code === errors.JWKSInvalid.code
      )
        throw error;
      if (error instanceof errors.JOSEError) return false;
      throw error;
    }
  };
}
