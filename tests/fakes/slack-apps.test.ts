import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ManualClock, manualClock } from "../../src/time/clock.ts";
import { type FakeSlack, startFakeSlack } from "./slack/index.ts";
import type { FakeApp, Json } from "./slack/types.ts";

const REDIRECT = "https://va.example.com/slack/oauth_redirect";
const app = {
  id: "A2",
  signingSecret: "its-own-secret",
  clientId: "1.2",
  clientSecret: "its-client-secret",
  redirectUrls: [REDIRECT],
};

let slack: FakeSlack;
let acme: FakeSlack;
let clock: ManualClock;
beforeEach(async () => {
  clock = manualClock("2026-11-24T10:00:00Z");
  slack = await startFakeSlack({
    signingSecret: "secret",
    botToken: "xoxb-home",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: ["chat:write"],
    clock,
  });
  acme = slack.workspace({ team: "T2", teamName: "Acme", botUser: "U2BOT" });
  acme.addUser({ id: "U1", name: "jane" });
});
afterEach(() => slack.stop());

async function call(method: string, args: Record<string, string>, token?: string): Promise<Json> {
  const response = await fetch(`${slack.url}${method}`, {
    method: "POST",
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  return (await response.json()) as Json;
}

const asking = (more: Record<string, string> = {}): string => {
  const query = {
    client_id: app.clientId,
    scope: "chat:write,im:write",
    state: "s",
    redirect_uri: REDIRECT,
    ...more,
  };
  return `${new URL(slack.url).origin}/oauth/v2/authorize?${new URLSearchParams(query)}`;
};
const codeOf = (url: string): string => new URL(url).searchParams.get("code") ?? "";
const credentials = { client_id: app.clientId, client_secret: app.clientSecret };
const access = (more: Record<string, string>) =>
  call("oauth.v2.access", { ...credentials, redirect_uri: REDIRECT, ...more });

describe("an app that is allowed in", () => {
  beforeEach(() => slack.app({ ...app }));

  it("gets a token of that workspace alone, with the scopes it asked for", async () => {
    const back = new URL(acme.allow(asking(), "U1"));
    expect(back.searchParams.get("state")).toBe("s");
    const answer = await access({ code: codeOf(back.href) });
    expect(answer).toMatchObject({
      ok: true,
      app_id: "A2",
      scope: "chat:write,im:write",
      bot_user_id: "U2BOT",
      team: { id: "T2", name: "Acme" },
      authed_user: { id: "U1" },
    });
    const token = String(answer["access_token"]);
    expect(await call("auth.test", {}, token)).toMatchObject({ ok: true, team_id: "T2" });
    expect(await call("auth.test", {}, "xoxb-home")).toMatchObject({ ok: true, team_id: "T1" });
  });

  it("answers with nothing that Slack doesn't answer", async () => {
    slack.app({ ...app, rotates: true });
    const answer = await access({ code: codeOf(acme.allow(asking(), "U1")) });
    const real = JSON.parse(
      await readFile(new URL("../fixtures/slack/api/oauth.v2.access.json", import.meta.url), "utf-8"),
    );
    expect(Object.keys(answer).filter((key) => !(key in real))).toEqual([]);
  });

  it.each([
    ["invalid_client_id", { client_id: "9.9" }],
    ["bad_client_secret", { client_secret: "guessed" }],
    ["invalid_code", { code: "guessed" }],
    ["bad_redirect_uri", { redirect_uri: `${REDIRECT}/else` }],
    ["invalid_grant_type", { grant_type: "password" }],
  ])("is refused with %s", async (error, wrong) => {
    const code = codeOf(acme.allow(asking(), "U1"));
    expect(await access({ code, ...wrong })).toEqual({ ok: false, error });
  });

  it("exchanges a code once, within ten minutes", async () => {
    const code = codeOf(acme.allow(asking(), "U1"));
    expect(await access({ code })).toMatchObject({ ok: true });
    expect(await access({ code })).toEqual({ ok: false, error: "code_already_used" });
    const late = codeOf(acme.allow(asking(), "U1"));
    clock.advance(11);
    expect(await access({ code: late })).toEqual({ ok: false, error: "invalid_code" });
  });

  it("is not let into another workspace than its own, nor sent where it isn't registered", () => {
    expect(() => acme.allow(asking(), "U9")).toThrow("U9 is not in T2");
    slack.app({ ...app, home: "T1" });
    expect(() => acme.allow(asking(), "U1")).toThrow("invalid_team_for_non_distributed_app");
    expect(() => acme.allow(asking({ redirect_uri: "https://evil.example/" }), "U1")).toThrow(
      "bad_redirect_uri",
    );
  });
});

describe("tokens that rotate", () => {
  async function installed(): Promise<{ token: string; refresh: string }> {
    const rotating: FakeApp = { ...app, rotates: true };
    slack.app(rotating);
    const answer = await access({ code: codeOf(acme.allow(asking(), "U1")) });
    return { token: String(answer["access_token"]), refresh: String(answer["refresh_token"]) };
  }
  const next = (refresh: string) => access({ grant_type: "refresh_token", refresh_token: refresh });

  it("end after twelve hours, and are followed by others once", async () => {
    const { token, refresh } = await installed();
    clock.advance(12 * 60);
    expect(await call("auth.test", {}, token)).toEqual({ ok: false, error: "token_expired" });
    const answer = await next(refresh);
    expect(answer).toMatchObject({ ok: true, expires_in: 43_200 });
    expect(await call("auth.test", {}, String(answer["access_token"]))).toMatchObject({ ok: true });
    expect(await next(refresh)).toEqual({ ok: false, error: "invalid_refresh_token" });
    expect(await call("auth.test", {}, token)).toEqual({ ok: false, error: "token_revoked" });
  });
});
