import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
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
  ({ channel } = await world.openDesk());
});
afterEach(() => world.close());

const page = (where: FakeSlack, user: string): string => JSON.stringify(where.home(user)?.body ?? null);
const labels = (where: FakeSlack, user: string): string[] => {
  const home = where.home(user);
  return home ? where.labels(home) : [];
};
const published = (where: FakeSlack): number =>
  where.calls.filter((call) => call.method === "views.publish").length;

/** Opens a home and waits until it is there. */
async function open(where: FakeSlack, user: string): Promise<void> {
  const before = published(where);
  await where.openHome(user);
  await expect.poll(() => published(where), { timeout: 30_000 }).toBeGreaterThan(before);
  await expect.poll(() => where.home(user), { timeout: 30_000 }).toBeDefined();
}

async function press(where: FakeSlack, user: string, label: string): Promise<void> {
  const view = where.home(user);
  if (!view) throw new Error("there is no home");
  await where.click({ user, view, label });
}

/** What changed is moved out and what is due is drawn. */
async function refresh(): Promise<void> {
  world.clock.advance(1);
  await world.settle();
  await world.main.homes.pump();
}

/** Jane of Acme says who she is by filing her first request. */
async function meetJane(title: string): Promise<void> {
  await acme.command({ user: "U1", channel, text: `request ${title}` });
  const message = acme.ephemerals("U1", channel).at(-1);
  if (!message) throw new Error("she was not asked who she is");
  await acme.click({ user: "U1", message, label: "I'm with Acme Ltd" });
  await world.settle();
}

describe("the home of somebody at a client", () => {
  it("shows their requests, the hours left and what waits for their word, and nothing of the team's", async () => {
    await acme.command({ user: "U5", channel, text: "client edit ACME hours:20" });
    await meetJane("Fix the template");
    await acme.command({ user: "U5", channel, text: "comment 1 for:internal Ask Ben first" });
    await acme.command({ user: "U5", channel, text: "deliver 1 https://x.test/done" });
    await world.settle();
    await open(acme, "U1");
    const shown = page(acme, "U1");
    expect(shown).toContain("Fix the template");
    expect(shown).toContain("20h left");
    expect(labels(acme, "U1")).toEqual(
      expect.arrayContaining(["New request", "Approve", "Ask for changes", "Details"]),
    );
    expect(shown).not.toContain("Ask Ben");
    expect(labels(acme, "U1")).not.toContain("My day");
  });

  it("that was shown before an update counts as pressed in their direct messages", async () => {
    await meetJane("One");
    await open(acme, "U1");
    const view = acme.home("U1");
    if (!view) throw new Error("there is no home");
    const carried = String(view.body["private_metadata"]);
    view.body["private_metadata"] = carried.slice(carried.indexOf("{"));
    await press(acme, "U1", "New request");
    expect(acme.openView("U1")?.body).toMatchObject({ title: { text: "New request" } });
  });

  it("opens the form of a new request, which is then theirs", async () => {
    await meetJane("One");
    await open(acme, "U1");
    await press(acme, "U1", "New request");
    const view = acme.openView("U1");
    expect(view?.body).toMatchObject({ title: { text: "New request" } });
    if (!view) return;
    await acme.submit({ user: "U1", view, values: { title: "Book a flight" } });
    await refresh();
    expect(page(acme, "U1")).toContain("Book a flight");
  });

  it("shows nothing of the desk's other clients, whatever its buttons are made to say", async () => {
    await meetJane("One");
    await slack.dm({ user: "U1", text: "client add Beta code:BETA" });
    await slack.command({
      user: "U1",
      channel: slack.direct("U1").id,
      text: "request Secret plan client:BETA",
    });
    await world.settle();
    await open(acme, "U1");
    expect(page(acme, "U1")).not.toMatch(/Beta|Secret plan/);
    const view = acme.home("U1");
    const blocks = JSON.stringify(view?.body["blocks"]);
    const desk = /"desk\\+":\\+"(d[a-z0-9]+)/.exec(blocks)?.[1];
    expect(desk).toBeDefined();
    if (view) {
      view.body["blocks"] = [
        {
          type: "actions",
          block_id: "b",
          elements: [
            {
              type: "button",
              action_id: "forged",
              text: { type: "plain_text", text: "Forged" },
              value: JSON.stringify({ v: "home", i: { desk, as: "owner" } }),
            },
          ],
        },
      ];
    }
    await press(acme, "U1", "Forged");
    await expect.poll(() => labels(acme, "U1"), { timeout: 30_000 }).toContain("New request");
    expect(page(acme, "U1")).not.toMatch(/Beta|Secret plan|Add a client/);
  });
});

describe("the home of somebody on the team", () => {
  it("is their day, and the whole desk for its owner, at the press of a button", async () => {
    await world.request(channel, "Fix the template");
    await world.settle();
    await open(slack, "U1");
    expect(page(slack, "U1")).toContain("Fix the template");
    expect(labels(slack, "U1")).toEqual(expect.arrayContaining(["My day", "Clients and team", "Log time"]));

    await press(slack, "U1", "Clients and team");
    await expect.poll(() => labels(slack, "U1"), { timeout: 30_000 }).toContain("Add a client");
    expect(page(slack, "U1")).toContain("Acme Ltd — 1 open");
    // What was chosen stays chosen.
    await open(slack, "U1");
    expect(labels(slack, "U1")).toContain("Add a client");
  });

  it("carries out what is pressed on it, says so beside it, and follows", async () => {
    await world.request(channel, "Fix the template");
    await world.settle();
    await open(slack, "U1");
    await press(slack, "U1", "Start timer");
    expect(JSON.stringify(slack.openView("U1")?.body)).toContain("Timer running on ACME-1");
    await refresh();
    expect(labels(slack, "U1")).toContain("Stop");
    expect(page(slack, "U1")).toContain("⏱");
  });
});

describe("a home that is open", () => {
  it("follows what others do, is drawn once for many changes, and not at all for none of its own", async () => {
    await meetJane("One");
    await open(acme, "U1");
    const before = published(acme);
    for (const title of ["Two", "Three", "Four"]) await world.request(channel, title);
    await refresh();
    expect(published(acme)).toBe(before + 1);
    expect(page(acme, "U1")).toContain("Four");
    await slack.dm({ user: "U1", text: "client add Beta code:BETA" });
    await refresh();
    await refresh();
    expect(published(acme)).toBe(before + 1);
  });

  it("is left alone a day after it was opened, until it is opened again", async () => {
    await meetJane("One");
    await open(acme, "U1");
    const before = published(acme);
    world.clock.advance(25 * 60);
    await world.request(channel, "Two");
    await refresh();
    expect(published(acme)).toBe(before);
    await open(acme, "U1");
    expect(page(acme, "U1")).toContain("Two");
  });

  it("is drawn later where Slack says not now, and given up where it says no", async () => {
    await meetJane("One");
    await open(acme, "U1");
    acme.fail("views.publish", { status: 429, retryAfter: 90 });
    await world.request(channel, "Two");
    await refresh();
    expect(page(acme, "U1")).not.toContain("Two");
    await refresh();
    await refresh();
    expect(page(acme, "U1")).toContain("Two");

    acme.fail("views.publish", { error: "not_enabled" });
    await world.request(channel, "Three");
    await refresh();
    const calls = published(acme);
    await world.request(channel, "Four");
    await refresh();
    expect(published(acme)).toBe(calls);
  });

  it("belongs to somebody unknown until they have a part, and is theirs then", async () => {
    await open(acme, "U1");
    expect(page(acme, "U1")).toContain("Are you the client?");
    await meetJane("One");
    await refresh();
    expect(page(acme, "U1")).toContain("One");
  });
});

it("is a page that Slack's own classes take, for every part", async (test) => {
  await needsJudge(test);
  await meetJane("One");
  await acme.command({ user: "U5", channel, text: "deliver 1 https://x.test/done" });
  await world.settle();
  await open(acme, "U1");
  await open(slack, "U1");
  await press(slack, "U1", "Clients and team");
  await expect.poll(() => labels(slack, "U1"), { timeout: 30_000 }).toContain("Add a client");
  const homes = slack.everything.filter((shown) => shown.kind === "home");
  expect(homes.length).toBeGreaterThanOrEqual(3);
  expect(await judge(homes)).toEqual([]);
});
