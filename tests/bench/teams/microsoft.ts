import type { IncomingMessage } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { systemClock } from "../../../src/time/clock.ts";
import { loopback } from "../../support/loopback.ts";

export const APP_ID = "11111111-2222-4333-8444-555555555555";
export const PASSWORD = "a-secret-of-the-bench";
export const ISSUER = "https://api.botframework.bench";
export const TENANT = "99999999-2222-4333-8444-555555555555";

export interface Microsoft {
  url: string;
  /** What a bot's messages carry their token for. */
  service: string;
  token(): Promise<string>;
  stop(): Promise<void>;
}

/** Microsoft at its quickest: keys, a login, and a connector that takes everything. `told` hears what is said to one person alone. */
export async function startMicrosoft(told: (words: string) => void): Promise<Microsoft> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const keys = { keys: [{ ...key, endorsements: ["msteams"] }] };
  let posts = 0;
  const server = await loopback(async (request, response) => {
    const words = await read(request);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answerTo(decodeURIComponent(request.url ?? ""), words)));
  });
  const { url } = server;
  const service = `${url}/connector/`;

  function answerTo(path: string, words: string): object {
    if (path === "/openid") return { issuer: ISSUER, jwks_uri: `${url}/keys` };
    if (path === "/keys") return keys;
    if (path.endsWith("/token")) return { access_token: "access", expires_in: 3600, token_type: "Bearer" };
    if (path.endsWith("/conversations")) return { id: `a:${JSON.parse(words).members[0].id}` };
    if (path.includes("/conversations/a:")) told(words);
    posts += 1;
    return { id: String(1_700_000_000_000 + posts) };
  }

  return {
    url,
    service,
    async token() {
      const now = Math.floor(systemClock.now().getTime() / 1000);
      return new SignJWT({ serviceurl: service, iss: ISSUER, aud: APP_ID, exp: now + 3600, nbf: now - 60 })
        .setProtectedHeader({ alg: "RS256", kid: "k1" })
        .sign(privateKey);
    },
    stop: () => server.close(),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
