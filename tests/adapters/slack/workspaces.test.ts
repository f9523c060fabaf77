import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { requests, workspaces } from "../../../src/store/collections.ts";
import { systemClock } from "../../../src/time/clock.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let slack: FakeSlack;
let acme: FakeSlack;
/** Acme's channel, in their own workspace. */
let channel: string;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ slack, acme } = world);
});
afterEach(() => world.close());

async function openDesk(query?: string): Promise<void> {
  ({ channel } = await world.openDesk(query));
}
const request = (title: string) => world.request(channel, title);
const notices = (words: string) => world.notices(words);
const stored = () => collectionOf(world.database.db, workspaces).findOne({ _id: "slack:T2" });

describe("an app that is taken out of a workspace", () => {
  it("loses its tokens there; the owner hears once, the desk's data stays, the rest flows on", async () => {
    await openDesk();
    await request("One");
    await world.settle();
    const cards = acme.messages(channel).length;
    await acme.uninstall();
    await acme.uninstall();
    expect(await stored()).toMatchObject({ endedAt: expect.any(Date), secrets: {} });
    await world.settle();
    expect(notices("Acme <Ltd>: VA Desk was taken out")).toHaveLength(1);

    const calls = slack.calls.length;
    await slack.command({ user: "U1", channel: slack.direct("U1").id, text: "request Two client:ACME" });
    await slack.command({ user: "U1", channel: slack.direct("U1").id, text: "edit ACME-1 title:Uno" });
    await world.settle();
    expect(acme.messages(channel)).toHaveLength(cards);
    expect(slack.calls.slice(calls).filter((call) => call.error !== undefined)).toEqual([]);
    const away = (await world.rows()).filter((row) => row.state === "parked");
    expect(away.map((row) => row.reason)).toEqual(expect.arrayContaining(["away: not_installed"]));
    expect(notices("could not be delivered")).toEqual([]);
    expect(await collectionOf(world.database.db, requests).countDocuments()).toBe(2);
  });

  it("takes up what waited when it is installed again", async () => {
    await openDesk();
    await acme.uninstall();
    await slack.command({ user: "U1", channel: slack.direct("U1").id, text: "request Two client:ACME" });
    await world.settle();
    expect((await world.rows()).filter((row) => row.state === "parked").length).toBeGreaterThan(0);
    world.clock.advance(60);
    await world.install(acme, "U1");
    await world.settle();
    expect((await world.rows()).filter((row) => row.state === "parked")).toEqual([]);
    expect(acme.messages(channel).some(({ text }) => text.includes("Two"))).toBe(true);
  });

  it("is not taken out again by word of last time that comes late", async () => {
    await openDesk();
    const installedAt = world.clock.now();
    world.clock.advance(60);
    await world.install(acme, "U1");
    world.clock.set(installedAt);
    await acme.deliver({ type: "app_uninstalled" });
    expect(await stored()).toMatchObject({ endedAt: null });
  });

  it("stays where only a person's own token was revoked, or a former one of the bot's", async () => {
    await openDesk();
    await acme.deliver({ type: "tokens_revoked", tokens: { oauth: ["U1"] } });
    await acme.deliver({ type: "tokens_revoked", tokens: { oauth: [], bot: ["U0ABOT"] } });
    expect(await stored()).toMatchObject({ endedAt: null });
  });

  it("is told again, and nothing is changed, while that can't be looked into", async () => {
    await openDesk();
    acme.revokeToken();
    slack.fail("auth.test", { status: 503 });
    const revoked = { type: "tokens_revoked", tokens: { bot: ["U0ABOT"] } };
    expect((await acme.deliver(revoked)).map(({ status }) => status)).toEqual([500]);
    expect(await stored()).toMatchObject({ endedAt: null });
    expect((await acme.deliver(revoked)).map(({ status }) => status)).toEqual([200]);
    expect(await stored()).toMatchObject({ secrets: {} });
  });
});

describe("a token that Slack refuses", () => {
  it("is reported to the owner once, with where to install again; nothing is thrown away", async () => {
    await openDesk();
    acme.revokeToken();
    await request("One");
    await request("Two");
    await world.settle();
    expect(notices("Slack refuses VA Desk's token")).toHaveLength(1);
    const notice = slack.messages(slack.direct("U1").id).find(({ text }) => text.includes("refuses"));
    expect(JSON.stringify(notice?.blocks)).toContain("/slack/install?app=A1&workspace=T2");
    expect(notices("could not be delivered")).toEqual([]);
    expect(await stored()).toMatchObject({ endedAt: null });
    await acme.uninstall();
    await world.settle();
    expect(notices("Acme <Ltd>")).toHaveLength(1);
  });
});

describe("tokens that end", () => {
  beforeEach(() => {
    slack.app({ ...world.apps.public, rotates: true });
  });
  const refreshes = () =>
    slack.calls.filter(
      ({ method, args }) => method === "oauth.v2.access" && args["grant_type"] === "refresh_token",
    );

  it("are followed by others in time, got once by however many processes", async () => {
    await openDesk();
    const others = [await world.another(), await world.another()];
    world.clock.advance(11 * 60);
    slack.fail("oauth.v2.access", { delay: 300 }, 3);
    const platforms = [world.main, ...others].map(({ adapter }) => adapter.platform);
    const names = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        platforms[n % 3]?.person("T2", "U1").catch((error: Error) => error),
      ),
    );
    expect(names.map((one) => (one instanceof Error ? one.message : one?.name))).toEqual(
      Array.from({ length: 12 }, () => "jane"),
    );
    expect(refreshes()).toHaveLength(1);
    expect(JSON.stringify(await stored())).not.toMatch(/xox[be]/);
  });

  it("are gone for when nobody can be asked for longer than they last, and come back after", async () => {
    await openDesk();
    const { platform } = world.main.adapter;
    world.clock.advance(11 * 60);
    slack.fail("oauth.v2.access", { status: 503 }, 2);
    expect(await platform.person("T2", "U1")).toMatchObject({ name: "jane" });
    world.clock.advance(61);
    await expect(platform.person("T2", "U1")).rejects.toMatchObject({ failure: { kind: "retry" } });
    expect(await platform.person("T2", "U1")).toMatchObject({ name: "jane" });
    expect(notices("refuses")).toEqual([]);
  });

  it("that can't be followed any more are reported to the owner", async () => {
    await openDesk();
    await slack.command({ user: "U1", channel: slack.direct("U1").id, text: "settings quiet:off" });
    world.clock.advance(12 * 60);
    slack.fail("oauth.v2.access", { error: "invalid_refresh_token" }, 5);
    const { platform } = world.main.adapter;
    await expect(platform.person("T2", "U1")).rejects.toMatchObject({
      failure: { kind: "final", reason: "token_expired", told: true },
    });
    slack.clearFaults();
    await world.settle();
    expect(notices("Slack refuses VA Desk's token")).toHaveLength(1);
  });
});

describe("messages that Slack held back", () => {
  const heldBack = (minutes: number) =>
    acme.raw(
      JSON.stringify({
        token: "verification-token",
        type: "app_rate_limited",
        team_id: "T2",
        minute_rate_limited: Math.floor(world.clock.now().getTime() / 1000) + minutes * 60,
        api_app_id: "A1",
      }),
    );

  it("are told to the owner, once a day, and acknowledged each time", async () => {
    await openDesk();
    for (const minutes of [0, 1, 2]) expect((await heldBack(minutes)).status).toBe(200);
    await world.settle();
    expect(notices("Slack held messages back")).toHaveLength(1);
    expect((await heldBack(24 * 60)).status).toBe(200);
    await world.settle();
    expect(notices("Slack held messages back")).toHaveLength(2);
  });
});

describe("several apps", () => {
  /** Posts what an app's owner could make up: signed by their own secret. */
  function forged(body: object, secret: string): Promise<Response> {
    const text = JSON.stringify(body);
    const stamp = String(Math.floor(systemClock.now().getTime() / 1000));
    const hmac = createHmac("sha256", secret).update(`v0:${stamp}:${text}`).digest("hex");
    return fetch(`${world.main.url}/slack/events`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": `v0=${hmac}`,
      },
      body: text,
    });
  }
  const direct = (team: string, app: string | undefined) => ({
    type: "event_callback",
    team_id: team,
    ...(app === undefined ? {} : { api_app_id: app }),
    event_id: "Ev1",
    event_time: 1,
    authorizations: [{ team_id: team, user_id: "U0BOT", is_bot: true }],
    event: { type: "message", channel: "D1", channel_type: "im", user: "U1", ts: "1.1", text: "client" },
  });

  it("live side by side: a client's own app in their workspace, ours in the others", async () => {
    await openDesk("?app=A2");
    expect(await world.installations.find("T2")).toMatchObject({ app: "A2" });
    await request("One");
    await world.settle();
    expect(acme.messages(channel).some(({ text }) => text.includes("One"))).toBe(true);
    const { answer } = await slack.command({ user: "U1", channel: slack.direct("U1").id, text: "requests" });
    expect(JSON.stringify(answer?.blocks)).toContain("One");
  });

  it("what a client's own app signs counts in their workspace alone", async () => {
    await openDesk("?app=A2");
    const { public: ours, own } = world.apps;
    const heard = async (team: string, app: string | undefined, secret: string) =>
      (await forged(direct(team, app), secret)).status;
    expect(await heard("T2", "A2", own.signingSecret)).toBe(200);
    expect(await heard("T1", "A2", own.signingSecret)).toBe(401);
    expect(await heard("T1", "A1", own.signingSecret)).toBe(401);
    expect(await heard("T1", undefined, own.signingSecret)).toBe(401);
    expect(await heard("T2", "A1", ours.signingSecret)).toBe(401);
    expect(await heard("T1", "A1", ours.signingSecret)).toBe(200);
    expect(await heard("T1", "A9", ours.signingSecret)).toBe(401);
    const ended = { ...direct("T1", "A2"), event: { type: "app_uninstalled" } };
    await forged({ ...ended, event_time: 4_000_000_000 }, own.signingSecret);
    expect(await world.installations.find("T1")).toBeDefined();
  });

  it("each have their address checked by Slack", async () => {
    for (const { signingSecret } of [world.apps.public, world.apps.own]) {
      const answer = await forged({ type: "url_verification", challenge: "c-1" }, signingSecret);
      expect(await answer.json()).toEqual({ challenge: "c-1" });
    }
    expect((await forged({ type: "url_verification", challenge: "c-1" }, "nobody's secret")).status).toBe(
      401,
    );
  });
});
