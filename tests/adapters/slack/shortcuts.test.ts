import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { comments, requests, timeEntries } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeMessage, FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let acme: FakeSlack;
let channel: string;
let said: FakeMessage;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ acme } = world);
  ({ channel } = await world.openDesk());
  said = acme.write({
    user: "U1",
    channel,
    text: "The <b> invoices & receipts\nare missing a line",
    files: [{ name: "invoice.csv", content: "a" }],
  });
});
afterEach(() => world.close());

const stored = (what: Parameters<typeof collectionOf>[1]) =>
  collectionOf(world.database.db, what).find().toArray();
const permalink = (message: FakeMessage) =>
  `https://example.slack.com/archives/${message.channel}/p${message.ts.replace(".", "")}`;

/** What somebody was answered: beside the message, or in a modal where it took so long that one was opened for it. */
const answer = (user: string) =>
  JSON.stringify(acme.openView(user)?.body ?? acme.ephemerals(user, channel).at(-1)?.blocks);

async function opened(user: string, callbackId: string, message?: FakeMessage) {
  const { status } = await acme.shortcut({ user, callbackId, ...(message ? { message } : {}) });
  expect(status).toBe(200);
  const view = acme.openView(user);
  if (!view) throw new Error("no form");
  return view;
}

describe("a message's shortcut", () => {
  it("Create request carries over author, words, link and files, to be changed before it is filed", async (test) => {
    await needsJudge(test);
    const view = await opened("U5", "create_request", said);
    const shown = JSON.stringify(view.body);
    expect(shown).toContain("jane: The <b> invoices & receipts\\nare missing a line");
    await acme.submit({ user: "U5", view, values: { title: "Missing line" } });
    const [filed] = await stored(requests);
    expect(filed).toMatchObject({
      title: "Missing line",
      details: `jane: The <b> invoices & receipts\nare missing a line\n${permalink(said)}`,
      links: [permalink(said)],
      files: [{ name: "invoice.csv" }],
      source: { ref: `slack|T2|${channel}|${said.ts}`, link: permalink(said) },
    });
    // A message becomes one request, whichever way somebody points at it.
    const again = await opened("U5", "create_request", said);
    await acme.submit({ user: "U5", view: again, values: { title: "Once more" } });
    await acme.react({ user: "U5", message: said, emoji: "ticket" });
    await world.main.intake.stop();
    expect(await stored(requests)).toHaveLength(1);
    expect(await judge(acme.everything)).toEqual([]);
  });

  it("files nothing of its own accord", async () => {
    const view = await opened("U5", "create_request", said);
    acme.dismiss(view);
    expect(await stored(requests)).toEqual([]);
  });

  it("Log time has the words as its note", async () => {
    const view = await opened("U5", "log_time", said);
    await acme.submit({ user: "U5", view, values: { duration: "45m" } });
    expect(await stored(timeEntries)).toMatchObject([
      { minutes: 45, note: expect.stringContaining("jane: The <b> invoices") },
    ]);
  });

  it("Add to request makes it a comment with its files", async () => {
    await world.request(channel, "Invoices");
    const view = await opened("U5", "add_to_request", said);
    const [one] = await stored(requests);
    await acme.submit({ user: "U5", view, values: { ref: String(one?._id) } });
    expect(await stored(comments)).toMatchObject([
      { text: expect.stringContaining(permalink(said)), files: [{ name: "invoice.csv" }] },
    ]);
  });

  it("asks somebody the desk doesn't know who they are, and files nothing meanwhile", async () => {
    await acme.shortcut({ user: "U1", callbackId: "create_request", message: said });
    expect(answer("U1")).toContain("I'm with Acme Ltd");
    expect(await stored(requests)).toEqual([]);
  });

  it("is refused to a contact where it is for the team", async () => {
    await acme.command({ user: "U1", channel, text: "request Something" });
    const question = acme.ephemerals("U1", channel).at(-1);
    if (!question) throw new Error("not asked");
    await acme.click({ user: "U1", message: question, label: acme.labels(question)[0] ?? "" });
    await acme.shortcut({ user: "U1", callbackId: "log_time", message: said });
    expect(answer("U1")).toMatch(/team/);
    expect(await stored(timeEntries)).toEqual([]);
  });

  it("works where Slack says neither who wrote it nor where it is", async () => {
    acme.fail("users.info", { error: "user_not_visible" });
    acme.fail("chat.getPermalink", { error: "channel_not_found" });
    const view = await opened("U5", "create_request", said);
    expect(JSON.stringify(view.body)).toContain(permalink(said));
  });

  it("that is none of ours is acknowledged and opens nothing", async () => {
    const { status } = await acme.shortcut({ user: "U5", callbackId: "elsewhere", message: said });
    expect(status).toBe(200);
    expect(acme.openView("U5")).toBeUndefined();
  });
});

it("the shortcut for anywhere opens an empty form", async () => {
  const view = await opened("U5", "new_request");
  await acme.submit({ user: "U5", view, values: { title: "From anywhere" } });
  expect(await stored(requests)).toMatchObject([{ title: "From anywhere" }]);
});

describe("over Socket Mode", () => {
  it("a shortcut's form and an emoji come to the same request", async () => {
    await world.close();
    world = await openAcmeWorld("socket");
    ({ acme } = world);
    ({ channel } = await world.openDesk());
    said = acme.write({ user: "U1", channel, text: "Fix the footer" });
    const view = await opened("U5", "create_request", said);
    await acme.submit({ user: "U5", view, values: { title: "The footer" } });
    expect(await stored(requests)).toMatchObject([
      { title: "The footer", source: { ref: `slack|T2|${channel}|${said.ts}` } },
    ]);
    await acme.react({ user: "U5", message: said, emoji: "rotating_light" });
    await world.main.intake.stop();
    expect(await stored(requests)).toMatchObject([{ urgent: true }]);
  });
});
