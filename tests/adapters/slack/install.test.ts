import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { identities, installStates, workspaces } from "../../../src/store/collections.ts";
import { openSlackWorld, type SlackWorld } from "./world.ts";

let world: SlackWorld;
beforeEach(async () => {
  world = await openSlackWorld();
  world.slack.addUser({ id: "U1", name: "asha", realName: "Asha", tz: "Asia/Kolkata" });
  world.acme.addUser({ id: "U1", name: "jane", realName: "Jane" });
});
afterEach(() => world.close());

const calls = (method: string) => world.slack.calls.filter((call) => call.method === method);

describe("installing in a browser", () => {
  it("keeps the tokens sealed and greets the installer, who can set up a desk from there", async () => {
    const { slack, main, visit } = world;
    const begun = await visit(`${main.url}/slack/install`);
    expect(begun.status).toBe(200);
    expect(begun.html).toContain("Add VA Desk to your Slack workspace");
    const asked = new URL(begun.link);
    expect(`${asked.origin}${asked.pathname}`).toBe(`${new URL(slack.url).origin}/oauth/v2/authorize`);
    expect(asked.searchParams.get("scope")?.split(",")).toContain("chat:write");
    const done = await world.install(slack, "U1");
    expect(done.html).toContain("VA Desk is in Home");
    expect(done.link).toBe(`${new URL(slack.url).origin}/app_redirect?app=A1&team=T1`);
    expect(await world.installations.find("T1")).toMatchObject({
      app: "A1",
      name: "Home",
      installedBy: "U1",
    });
    const stored = await collectionOf(world.database.db, workspaces).find().toArray();
    expect(JSON.stringify(stored)).not.toMatch(/xox[be]-/);

    expect(world.heard(slack, "U1")).toEqual([expect.stringContaining("Hello, I'm VA Desk")]);
    const [message] = slack.messages(slack.direct("U1").id);
    if (!message) throw new Error("no greeting");
    await slack.click({ user: "U1", message, label: "Set up my desk" });
    const view = slack.openView("U1");
    if (!view) throw new Error("no form");
    const { view: answer } = await slack.submit({ user: "U1", view, values: { name: "Asha's Desk" } });
    expect(JSON.stringify(answer?.body)).toContain("Asha's Desk is ready");
  });

  it("asks in the browser's own language", async () => {
    const { main, visit } = world;
    const page = await visit(`${main.url}/slack/install`, new Map(), {
      "accept-language": "fr, hi-IN;q=0.8",
    });
    expect(page.html).toContain('lang="hi"');
    expect(page.html).toContain("Slack में जोड़ें");
  });

  it("tells nobody what was in the address, and lets nobody frame the page", async () => {
    const response = await fetch(`${world.main.url}/slack/install`);
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure; HttpOnly; SameSite=Lax$/);
  });

  it("shows a workspace's name as it is", async () => {
    const done = await world.install(world.acme, "U1");
    expect(done.html).toContain("VA Desk is in Acme &lt;Ltd&gt;");
  });

  it("takes the installer of a second workspace by a code, and both accounts are one person then", async () => {
    const { slack, acme } = world;
    await world.install(slack, "U1");
    await slack.dm({ user: "U1", text: 'setup "Asha Desk" zone:Kolkata' });
    await world.install(acme, "U1");
    expect(world.heard(acme, "U1")[0]).toContain("Are you the virtual assistant");
    const people = async () => {
      const found = await collectionOf(world.database.db, identities).find().sort({ _id: 1 }).toArray();
      return found.map((one) => [one._id, one["person"]]);
    };
    const [home, away] = await people();
    expect([home?.[0], away?.[0]]).toEqual(["slack:T1:U1", "slack:T2:U1"]);
    expect(home?.[1]).not.toBe(away?.[1]);

    await world.link(slack, "U1", acme, "U1");
    expect(world.heard(acme, "U1").at(-1)).toContain("Welcome, asha");
    const [first, second] = await people();
    expect(first?.[1]).toBe(second?.[1]);
    world.clock.advance(1);
    await world.install(acme, "U1");
    expect(world.heard(acme, "U1").at(-1)).toContain("client add");
  });
});

describe("an installation that is not as it should be", () => {
  const begin = (query = "", jar = new Map<string, string>()) =>
    world.visit(`${world.main.url}/slack/install${query}`, jar);
  const nothingKept = async () => {
    expect(await collectionOf(world.database.db, workspaces).countDocuments({ endedAt: null })).toBe(0);
  };

  it("begun in another browser is refused, and the state is still good where it was begun", async () => {
    const { slack, visit } = world;
    const { link, jar } = await begin();
    const back = slack.allow(link, "U1");
    const elsewhere = await visit(back);
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.html).toContain("begun in another browser");
    await nothingKept();
    expect((await visit(back, jar)).status).toBe(200);
  });

  it("and one begun in another tab beside it don't come in each other's way, but neither's state is the other's", async () => {
    const { slack, acme, visit } = world;
    const first = await begin();
    const second = await begin("", first.jar);
    const [back, other] = [slack.allow(first.link, "U1"), acme.allow(second.link, "U1")];
    const [, cookie = ""] = [...second.jar].find(([name]) => !first.link.includes(name.slice(-12))) ?? [];
    const [name = ""] = [...second.jar.keys()].filter((one) => first.link.includes(one.slice(-12)));
    expect((await visit(back, new Map([[name, cookie]]))).status).toBe(400);
    expect((await visit(back, second.jar)).status).toBe(200);
    expect((await visit(other, second.jar)).status).toBe(200);
    expect([...second.jar]).toEqual([]);
  });

  it("is carried out once, however often its address is called, from however many processes", async () => {
    const { slack, visit } = world;
    const { link, jar } = await begin();
    const back = slack.allow(link, "U1");
    const other = await world.another();
    const addresses = [back, back.replace(world.main.url, other.url), back, back];
    const pages = await Promise.all(addresses.map((address) => visit(address, new Map(jar))));
    expect(pages.filter((page) => page.status === 200)).toHaveLength(1);
    expect(pages.filter((page) => page.html.includes("was taken already"))).toHaveLength(3);
    expect(calls("oauth.v2.access")).toHaveLength(1);
    await world.main.intake.stop();
    await other.intake.stop();
    expect(world.heard(slack, "U1")).toHaveLength(1);
    // With the cookie put back by hand, too.
    expect((await visit(back, new Map(jar))).status).toBe(400);
  });

  it("that took longer than ten minutes is refused", async () => {
    const { slack, visit, clock } = world;
    const { link, jar } = await begin();
    const back = slack.allow(link, "U1");
    clock.advance(11);
    const late = await visit(back, jar);
    expect(late.html).toContain("took too long");
    expect(calls("oauth.v2.access")).toEqual([]);
    await nothingKept();
  });

  it("with a code of its own making, or exchanged before, is refused", async () => {
    const { slack, visit } = world;
    const { link, jar } = await begin();
    const back = new URL(slack.allow(link, "U1"));
    back.searchParams.set("code", "guessed");
    const guessed = await visit(back.href, jar);
    expect(guessed.status).toBe(400);
    expect(guessed.html).toContain("Start again");
    await nothingKept();

    const first = await begin();
    const code = new URL(slack.allow(first.link, "U1")).searchParams.get("code") ?? "";
    const second = await begin();
    const replayed = new URL(slack.allow(second.link, "U1"));
    replayed.searchParams.set("code", code);
    expect((await visit(replayed.href, second.jar)).status).toBe(200);
    const again = new URL(slack.allow((await begin("", first.jar)).link, "U1"));
    again.searchParams.set("code", code);
    expect((await visit(again.href, first.jar)).html).toContain("was taken already");
  });

  it.each([
    ["nothing at all", ""],
    ["a state nobody gave", "?code=1&state=guessed"],
    ["a state without a code", "?state=guessed"],
    ["a repeated state", "?state=a&state=b&code=1"],
  ])("with %s is refused", async (_what, query) => {
    const { main, visit } = world;
    const page = await visit(
      `${main.url}/slack/oauth_redirect${query}`,
      new Map(["guessed", "a"].map((state) => [`va-desk-install-${state}`, state])),
    );
    expect(page.status).toBe(400);
    expect(page.link).toBe(`${main.url}/slack/install`);
  });

  it("that somebody chose not to allow says so", async () => {
    const { main, visit } = world;
    const { link, jar } = await begin();
    const state = new URL(link).searchParams.get("state");
    const page = await visit(`${main.url}/slack/oauth_redirect?error=access_denied&state=${state}`, jar);
    expect(page.html).toContain("You chose not to allow it");
    await nothingKept();
  });

  it("into another workspace than the link is for gives the token back", async () => {
    const { acme, visit } = world;
    const { link, jar } = await begin("?workspace=T1");
    expect(new URL(link).searchParams.get("team")).toBe("T1");
    const wrong = await visit(acme.allow(link, "U1"), jar);
    expect(wrong.html).toContain("you chose Acme &lt;Ltd&gt;");
    expect(new URL(wrong.link).searchParams.get("workspace")).toBe("T1");
    expect(calls("auth.revoke")).toHaveLength(1);
    await nothingKept();
  });

  it("into another workspace, where we are already, takes nothing from that one", async () => {
    const { acme, visit } = world;
    await world.install(acme, "U1");
    const { link, jar } = await begin("?workspace=T1");
    await visit(acme.allow(link, "U1"), jar);
    expect(calls("auth.revoke")).toEqual([]);
    expect(await world.main.adapter.platform.person("T2", "U1")).toMatchObject({ name: "jane" });
  });

  it("of an app that isn't ours is refused", async () => {
    const page = await begin("?app=A9");
    expect(page.status).toBe(404);
    expect(page.html).toContain("names an app");
  });

  it("while Slack does not answer leaves everything as it was, and says to try again", async () => {
    const { slack, visit } = world;
    const { link, jar } = await begin();
    const back = slack.allow(link, "U1");
    slack.fail("oauth.v2.access", { status: 503 });
    const page = await visit(back, jar);
    expect(page.html).toContain("Slack gave no answer");
    await nothingKept();
    expect((await world.install(slack, "U1", "", jar)).status).toBe(200);
  });

  it("is asked for by GET alone", async () => {
    for (const path of ["install", "oauth_redirect"]) {
      const response = await fetch(`${world.main.url}/slack/${path}`, { method: "POST" });
      expect(response.status).toBe(405);
    }
    expect(await collectionOf(world.database.db, installStates).countDocuments()).toBe(0);
  });

  it("leaves no state in the database that could be used", async () => {
    const { link } = await begin();
    const state = new URL(link).searchParams.get("state") ?? "";
    const rows = await collectionOf(world.database.db, installStates).find().toArray();
    expect(JSON.stringify(rows)).not.toContain(state);
  });
});
