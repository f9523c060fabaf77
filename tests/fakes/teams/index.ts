import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { systemClock } from "../../../src/time/clock.ts";
import { loopback } from "../../support/loopback.ts";

export const APP_ID = "11111111-2222-4333-8444-555555555555";
export const PASSWORD = "a-secret-of-tests";
export const ISSUER = "https://api.botframework.test";
export const TENANT = "99999999-2222-4333-8444-555555555555";
const BOT = `28:${APP_ID}`;

/** Something that was written into a conversation, in its last state. */
export interface Posted {
  conversation: string;
  id: string;
  activity: Record<string, unknown>;
  edits: number;
}

/** How a call to the connector goes wrong: refused with a status, cut off after it was taken, or not answered in time. */
export type Fault = { status: number; code?: string; retryAfter?: number } | "reset-after";

export interface FakeTeams {
  /** Metadata, keys, login and connector. */
  url: string;
  metadataUrl: string;
  posted: Posted[];
  /** The next calls to the connector go wrong like this. */
  faults: Fault[];
  tokensAsked: number;
  /** Calls to the connector that were signed as they should be. */
  calls: number;
  loginDown: boolean;
  in(conversation: string): Posted[];
  /** A token as Teams would send it; `claims` and `header` replace what is right. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** An activity as Teams would send it. */
  activity(who: Person, where: Where, more: Record<string, unknown>): Record<string, unknown>;
  stop(): Promise<void>;
}

export interface Person {
  name: string;
  tenant?: string;
  zone?: string;
  locale?: string;
}
export type Where =
  | { kind: "personal" }
  | { kind: "channel"; id: string; thread?: string }
  | { kind: "groupChat"; id: string };

/** Microsoft's side of a bot: keys to check tokens by, a login, and a connector that takes only what is signed with its own token. */
export async function startFakeTeams(): Promise<FakeTeams> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = {
    ...(await exportJWK(publicKey)),
    kid: "k1",
    alg: "RS256",
    use: "sig",
    // The Bot Framework signs for other channels with the same keys.
    endorsements: ["msteams", "webchat"],
  };
  const access = "an-access-token-of-tests";
  const posted: Posted[] = [];
  const faults: Fault[] = [];
  let ids = 1_700_000_000_000;
  const nextId = (): string => {
    ids += 1;
    return String(ids);
  };

  const server = await loopback((req, res) => {
    answer(req, res).catch(() => res.writeHead(500).end());
  });
  const { url } = server;
  const service = `${url}/connector/`;

  const fake: FakeTeams = {
    url,
    metadataUrl: `${url}/openid`,
    posted,
    faults,
    tokensAsked: 0,
    calls: 0,
    loginDown: false,
    in: (conversation) => posted.filter((one) => one.conversation === conversation),
    token: (claims = {}, header = {}) =>
      new SignJWT({
        serviceurl: service,
        iss: ISSUER,
        aud: APP_ID,
        exp: seconds() + 3600,
        nbf: seconds() - 60,
        ...claims,
      })
        .setProtectedHeader({ alg: "RS256", kid: "k1", ...header })
        .sign(privateKey),
    activity(who, where, more) {
      const tenant = who.tenant ?? TENANT;
      const id = nextId();
      return {
        channelId: "msteams",
        serviceUrl: service,
        id,
        timestamp: new Date(ids).toISOString(),
        from: { id: `29:${tenant}-${who.name}`, name: who.name, aadObjectId: `aad-${who.name}` },
        recipient: { id: BOT, name: "VA Desk" },
        conversation: conversationOf(who.name, where, tenant, id),
        channelData: { tenant: { id: tenant } },
        locale: who.locale ?? "en-GB",
        localTimezone: who.zone ?? "Europe/London",
        ...more,
      };
    },
    stop: () => server.close(),
  };

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(req.url ?? "/", url).pathname);
    const json = (status: number, body: object, headers: Record<string, string> = {}) =>
      res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    if (path === "/openid") return void json(200, { issuer: ISSUER, jwks_uri: `${url}/keys` });
    if (path === "/keys") return void json(200, { keys: [jwk] });
    const body = await read(req);
    if (/\/oauth2\/v2\.0\/token$/.test(path)) {
      fake.tokensAsked += 1;
      if (fake.loginDown) return void json(503, {});
      const form = new URLSearchParams(body);
      if (form.get("client_id") !== APP_ID || form.get("client_secret") !== PASSWORD)
        return void json(401, {});
      return void json(200, { access_token: access, expires_in: 3600, token_type: "Bearer" });
    }
    if (req.headers.authorization !== `Bearer ${access}`)
      return void json(401, { error: { code: "Unauthorized" } });
    fake.calls += 1;
    const fault = faults.shift();
    if (fault && fault !== "reset-after") {
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
      return void json(fault.status, { error: { code: fault.code ?? "Error", message: "" } }, headers);
    }
    const done = connector(req.method ?? "", path, body === "" ? {} : JSON.parse(body));
    if (fault === "reset-after") return void res.destroy();
    if (!done) return void json(404, { error: { code: "ConversationNotFound" } });
    json(done.status, done.body);
  }

  function connector(method: string, path: string, body: Record<string, unknown>) {
    const [, conversation, activity] =
      /^\/connector\/v3\/conversations\/([^/]+)(?:\/activities(?:\/([^/]+))?)?$/.exec(path) ?? [];
    if (method === "POST" && path === "/connector/v3/conversations") {
      const [member] = body["members"] as { id: string }[];
      return { status: 201, body: { id: `a:${member?.id}` } };
    }
    if (conversation === undefined) return undefined;
    if (JSON.stringify(body).length * 2 > 100 * 1024)
      return { status: 413, body: { error: { code: "MessageSizeTooBig" } } };
    if (method === "POST") {
      const id = nextId();
      posted.push({ conversation, id, activity: body, edits: 0 });
      return { status: 201, body: { id } };
    }
    const held = posted.find(
      (one) => one.id === activity && one.conversation.split(";")[0] === conversation.split(";")[0],
    );
    if (method !== "PUT" || !held) return undefined;
    held.activity = body;
    held.edits += 1;
    return { status: 200, body: { id: activity } };
  }

  return fake;
}

function conversationOf(name: string, where: Where, tenant: string, id: string) {
  switch (where.kind) {
    case "personal":
      return { id: `a:29:${tenant}-${name}`, conversationType: "personal", tenantId: tenant };
    case "groupChat":
      return { id: where.id, conversationType: "groupChat", isGroup: true, tenantId: tenant };
    case "channel":
      return {
        id: `${where.id};messageid=${where.thread ?? id}`,
        conversationType: "channel",
        isGroup: true,
        tenantId: tenant,
      };
    default:
      return where satisfies never;
  }
}

const seconds = (): number => Math.floor(systemClock.now().getTime() / 1000);

async function read(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString();
}
