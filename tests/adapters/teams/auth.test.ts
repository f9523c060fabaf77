import { request } from "node:http";
import { exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { activitySchema } from "../../../adapters/teams/activity.ts";
import { createVerify } from "../../../adapters/teams/verify.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { APP_ID, type FakeTeams, ISSUER, type Person, TENANT } from "../../fakes/teams/index.ts";
import { acme, asha, type Bench, direct, openBench, personal } from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);
afterAll(() => bench.stop());

const now = () => Math.floor(systemClock.now().getTime() / 1000);
const claims = (fake: FakeTeams) => ({
  serviceurl: `${fake.url}/connector/`,
  iss: ISSUER,
  aud: APP_ID,
  exp: now() + 3600,
  nbf: now() - 60,
});
const said = (who: Person = asha, more: object = {}) =>
  bench.fake.activity(who, personal, { type: "message", text: "help", ...more });

async function send(authorization: string | undefined, body: string): Promise<number> {
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await fetch(bench.edge, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  await answer.text();
  return answer.status;
}
const bearer = async (token: string | Promise<string>) => `Bearer ${await token}`;
const good = () => bearer(bench.fake.token());

/** Whatever was sent before: who is genuine is served. */
afterEach(async () => {
  expect(await send(await good(), JSON.stringify(said()))).toBe(200);
});

/** What Microsoft publishes of its key. */
async function published(fake: FakeTeams): Promise<JWK> {
  const { keys } = (await (await fetch(`${fake.url}/keys`)).json()) as { keys: JWK[] };
  return keys[0] ?? {};
}

const forgeries: Record<string, (fake: FakeTeams) => Promise<string> | string | undefined> = {
  "no header": () => undefined,
  "an empty header": () => "",
  "a scheme that isn't Bearer": async (fake) => `Basic ${await fake.token()}`,
  "a token that is none": () => "Bearer not-a-token",
  "a token with something behind it": async (fake) => `Bearer ${await fake.token()} more`,
  "a signature by another key": async (fake) => {
    const { privateKey } = await generateKeyPair("RS256");
    const token = new SignJWT(claims(fake)).setProtectedHeader({ alg: "RS256", kid: "k1" });
    return bearer(token.sign(privateKey));
  },
  "a payload changed after it was signed": async (fake) => {
    const [header, , signature] = (await fake.token()).split(".");
    const payload = Buffer.from(JSON.stringify({ ...claims(fake), admin: true })).toString("base64url");
    return `Bearer ${header}.${payload}.${signature}`;
  },
  "no signature (alg none)": (fake) => bearer(new UnsecuredJWT(claims(fake)).encode()),
  "the public key as a shared secret (HS256)": async (fake) => {
    const key = await importJWK({ ...(await published(fake)), alg: "RS256" });
    if (key instanceof Uint8Array) throw new Error("no public key");
    const secret = new TextEncoder().encode(await exportSPKI(key));
    return bearer(new SignJWT(claims(fake)).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(secret));
  },
  "a key nobody published": (fake) => bearer(fake.token({}, { kid: "k2" })),
  "another app's audience": (fake) => bearer(fake.token({ aud: "22222222-2222-4333-8444-555555555555" })),
  "no audience": (fake) => bearer(fake.token({ aud: undefined })),
  "another issuer": (fake) => bearer(fake.token({ iss: "https://evil.test" })),
  "no issuer": (fake) => bearer(fake.token({ iss: undefined })),
  "a token that has expired": (fake) => bearer(fake.token({ exp: now() - 600 })),
  "a token that never expires": (fake) => bearer(fake.token({ exp: undefined })),
  "a token for later": (fake) => bearer(fake.token({ nbf: now() + 600 })),
  "another service's token": (fake) => bearer(fake.token({ serviceurl: "https://evil.test/" })),
  "a token that names no service": (fake) => bearer(fake.token({ serviceurl: undefined })),
};

describe("a request with", () => {
  test.for(Object.entries(forgeries))("%s is refused and nothing comes of it", async ([_, forge]) => {
    const forger: Person = { name: "Forger" };
    expect(await send(await forge(bench.fake), JSON.stringify(said(forger)))).toBe(401);
    expect(bench.fake.in(direct(forger))).toEqual([]);
  });

  const nested = (depth: number) => `${'{"value":'.repeat(depth)}1${"}".repeat(depth)}`;
  const withValue = (value: unknown) => JSON.stringify(said(asha, { value }));
  const malformed: Record<string, [number, () => string]> = {
    "only a number for its type": [400, () => '{"type":5}'],
    "null for an activity": [400, () => "null"],
    "a list for an activity": [400, () => "[]"],
    "words for an activity": [400, () => '"message"'],
    "half of an activity": [400, () => JSON.stringify(said()).slice(0, -20)],
    "no body": [400, () => ""],
    "a deep nest": [400, () => withValue(JSON.parse(nested(200)))],
    "a nest that no parser should follow": [400, () => nested(20_000)],
    "no service": [400, () => JSON.stringify({ ...said(), serviceUrl: undefined })],
    "no sender": [400, () => JSON.stringify({ ...said(), from: undefined })],
    "no conversation": [400, () => JSON.stringify({ ...said(), conversation: null })],
    "no tenant": [401, () => JSON.stringify({ ...said(), conversation: { id: "a:1" }, channelData: {} })],
    "more than anybody says": [413, () => withValue("x".repeat(600 * 1024))],
  };
  test.for(Object.entries(malformed))("%s is refused", async ([_, [status, body]]) => {
    expect(await send(await good(), body())).toBe(status);
    // Nobody learns more without a token.
    expect([400, 401, 413]).toContain(await send(undefined, body()));
  });

  test.for([
    ["its key vouches for", "webchat"],
    ["its key doesn't vouch for", "directline"],
  ] as const)("another channel of the Bot Framework, which %s, is refused", async ([_, channelId]) => {
    expect(await send(await good(), JSON.stringify(said(asha, { channelId })))).toBe(401);
  });

  test("a token for another service is refused before the SDK sees it", async () => {
    const { url, metadataUrl } = bench.fake;
    const verify = createVerify({ appId: APP_ID, metadataUrl, issuer: ISSUER }, systemClock);
    const forged = await bearer(bench.fake.token({ serviceurl: "https://evil.test/" }));
    const activity = activitySchema.parse(said());
    expect(activity.serviceUrl).toBe(`${url}/connector/`);
    expect([await verify(forged, activity), await verify(await good(), activity)]).toEqual([false, true]);
  });

  test("another method is refused", async () => {
    expect((await fetch(bench.edge, { headers: { authorization: await good() } })).status).toBe(405);
  });

  test("a body that never says how long it is, is refused when it is too long", async () => {
    const authorization = await good();
    const status = await new Promise<number | undefined>((resolve) => {
      const req = request(bench.edge, { method: "POST", headers: { authorization } }, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      req.on("error", () => undefined);
      for (let i = 0; i < 10; i += 1) req.write("x".repeat(100 * 1024));
      req.end();
    });
    expect(status).toBe(413);
  });
});

describe("somebody of an organisation nobody let in", () => {
  const stranger: Person = { name: "Mallory", tenant: "77777777-2222-4333-8444-555555555555" };

  test("is told how to connect, and nothing else", async () => {
    expect(await send(await good(), JSON.stringify(said(stranger, { text: "requests" })))).toBe(200);
    await bench.seen(direct(stranger), "isn't connected");
    expect(bench.fake.in(direct(stranger))).toHaveLength(1);
  });

  test("presses and opens nothing", async () => {
    const button = { va: { v: "take", i: { ref: "ACME-1" } } };
    const invokes: [string, object][] = [
      ["adaptiveCard/action", { action: { type: "Action.Execute", verb: "va-desk", data: button } }],
      ["task/fetch", { data: button }],
      ["task/submit", { data: { form: { v: "request", p: {}, o: "12345678", l: "en", z: "UTC" } } }],
      ["composeExtension/fetchTask", { commandId: "request" }],
      ["composeExtension/submitAction", { commandId: "request", data: button }],
    ];
    for (const [name, value] of invokes)
      expect((await bench.invoke(stranger, acme, name, value)).status, name).toBe(403);
  });
});

test("an app of one organisation serves that one only", async () => {
  const single = await openBench({
    env: { MICROSOFT_APP_TYPE: "SingleTenant", MICROSOFT_APP_TENANT_ID: TENANT },
  });
  try {
    const from = (who: Person) =>
      single.post(single.fake.activity(who, personal, { type: "message", text: "help" }));
    expect((await from({ name: "Mallory", tenant: "77777777-2222-4333-8444-555555555555" })).status).toBe(
      401,
    );
    expect((await from(asha)).status).toBe(200);
  } finally {
    await single.stop();
  }
});

test("a token serves for many messages, but for no other service and no longer than it lasts", async () => {
  let later = 0;
  const clock = { now: () => new Date(systemClock.now().getTime() + later) };
  const open = await openBench({ clock });
  try {
    const authorization = await bearer(open.fake.token());
    const sent = async (more: object = {}) => {
      const body = open.fake.activity(asha, personal, { type: "message", text: "help", ...more });
      const headers = { authorization, "content-type": "application/json" };
      return (await fetch(open.edge, { method: "POST", headers, body: JSON.stringify(body) })).status;
    };
    expect([await sent(), await sent()]).toEqual([200, 200]);
    expect(await sent({ serviceUrl: "https://evil.test/" })).toBe(401);
    later = 2 * 3_600_000;
    expect(await sent()).toBe(401);
  } finally {
    await open.stop();
  }
});

test("where Microsoft's keys can't be had, nobody is let in, and Teams may try again", async () => {
  const cut = await openBench({ env: { MICROSOFT_OPENID_METADATA_URL: "http://127.0.0.1:1/openid" } });
  try {
    const { status } = await cut.post(cut.fake.activity(asha, personal, { type: "message", text: "help" }));
    expect(status).toBe(500);
  } finally {
    await cut.stop();
  }
});
