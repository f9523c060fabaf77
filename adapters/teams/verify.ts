import { createHash } from "node:crypto";
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
const KEPT = 1_000;

/**
 * Is this activity really from Teams, for us? Checked before the SDK, which answers some forgeries with 500 and takes tokens that never
 * expire. The service address is only ever one that the token names. Rules: Bot Framework, "Authentication with the Bot Connector API".
 * @throws where the keys can't be fetched
 */
export function createVerify({ appId, metadataUrl, issuer }: VerifyConfig, clock: Clock) {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  /** By the tokens' digests, until they end: Teams sends many messages with one. */
  const verified = new Map<string, { service: unknown; until: number }>();

  async function keysOf(): Promise<JWTVerifyGetKey> {
    const answer = await fetch(metadataUrl, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok) throw new Error(`the metadata of the Bot Framework answered ${answer.status}`);
    return createRemoteJWKSet(new URL(metadata.parse(await answer.json()).jwks_uri), {
      timeoutDuration: FETCH_MS,
    });
  }

  /** What a token says of the service it is for; undefined if it is not one of Microsoft's, for us, now. */
  async function serviceIn(token: string): Promise<unknown> {
    const digest = createHash("sha256").update(token).digest("base64");
    const known = verified.get(digest);
    if (known && clock.now().getTime() < known.until) return known.service;
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
      if (verified.size >= KEPT) verified.clear();
      verified.set(digest, { service: payload["serviceurl"], until: (payload.exp ?? 0) * 1000 });
      return payload["serviceurl"];
    } catch (error) {
      // These say that the keys could not be had, not that the token is wrong.
      const { code } = error as { code?: unknown };
      if (
        code === errors.JOSEError.code ||
        code === errors.JWKSTimeout.code ||
        code === errors.JWKSInvalid.code
      )
        throw error;
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return async (authorization: string | undefined, activity: Activity): Promise<boolean> => {
    const token = /^Bearer ([\w.-]+)$/.exec(authorization ?? "")?.[1];
    return token !== undefined && (await serviceIn(token)) === activity.serviceUrl;
  };
}
