import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { inbound, members, people, requests, timeEntries } from "../../../src/store/collections.ts";
import type { FakeMessage, FakeSlack } from "../../fakes/slack/index.ts";
import { asha, jane, openTwoCompanies, type TwoCompanies, words } from "./two-companies.ts";

/** The assistant's account in the client's workspace. */
const THERE = "U12";
const NOT_HERE = "This app is the client's own";

let two: TwoCompanies;
let home: FakeSlack;
let acme: FakeSlack;
/** The client's own channel in their workspace, and another client's in the assistant's. */
let channel: string;
let beta: string;
afterEach(() => two.world.close());

/** Asha owns the desk, serves Acme and Beta, and is in Acme's workspace too, where this app of ours is. */
async function open(app: "A1" | "A2"): Promise<void> {
  two = await openTwoCompanies("http", app);
  ({ home, acme } = two);
  acme.addUser({ id: THERE, name: "asha", tz: "Asia/Kolkata" });
  await two.world.link(home, asha, acme, THERE);
  beta = home.addChannel({ name: "beta", members: [asha] }).id;
  await atHome('client add "Beta Corp" code:BETA', beta);
  await atHome("request Secret launch", beta);
  await two.meetJane();
}

async function linkTheirs(): Promise<void> {
  channel = acme.addChannel({ name: "theirs", members: [THERE, jane] }).id;
  const code = /link ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(await atHome("link ACME"))?.[1];
  expect(await there(`link ${code}`, channel)).toContain("Acme Ltd");
  expect(await there("request Fix the footer", channel)).toContain("ACME-1");
}

async function typed(who: FakeSlack, user: string, text: string, where: string): Promise<string> {
  const { answer } = await who.command({ user, channel: where, text });
  const said = words(answer);
  await two.settle();
  return said;
}
const atHome = (text: string, where = home.direct(asha).id) => typed(home, asha, text, where);
const there = (text: string, where = acme.direct(THERE).id) => typed(acme, THERE, text, where);

/** Signed by the client's own app, in the assistant's name. */
const forge = (payload: object) =>
  acme.raw(
    new URLSearchParams({
      payload: JSON.stringify({
        team: { id: "T2", domain: "x" },
        user: { id: THERE, username: "asha", name: "asha", team_id: "T2" },
        api_app_id: "A2",
        trigger_id: "1.1.a",
        ...payload,
      }),
    }).toString(),
    { contentType: "application/x-www-form-urlencoded" },
  );

const pressed = (verb: string, values: Record<string, string>, n: number) =>
  forge({
    type: "block_actions",
    container: {
      type: "message",
      message_ts: `17640000${n}.000100`,
      channel_id: acme.direct(THERE).id,
      is_ephemeral: false,
    },
    channel: { id: acme.direct(THERE).id, name: "directmessage" },
    actions: [{ action_id: "a", value: JSON.stringify({ v: verb, i: values }) }],
  });

const all = (messages: FakeMessage[]): string => messages.map(words).join("\n");
/** All that anybody was shown in the client's workspace. */
const shownThere = (): string =>
  all([...acme.messages(acme.direct(THERE).id), ...acme.messages(channel), ...acme.ephemerals(THERE)]) +
  JSON.stringify(acme.home(THERE)?.body ?? "");
const db = () => two.world.database.db;

describe("by a client's own app, who owns the desk", () => {
  beforeEach(async () => {
    await open("A2");
    await linkTheirs();
  });

  it("does there what is that client's, as before", async () => {
    expect(await there("take 1", channel)).not.toContain(NOT_HERE);
    expect(await there("log 30m 1 Footer", channel)).toContain("30m");
    expect(await there("comment 1 On it", channel)).toContain("On it");
    expect(await there("done 1", channel)).toContain("ACME-1");
    expect(await there("hours")).toContain("Acme");
    expect(await there("requests all")).toContain("Fix the footer");
    expect(await there("settings messages:every", channel)).toContain("request");
    await acme.dm({ user: THERE, text: "show ACME-1" });
    await two.settle();
    expect(all(acme.messages(acme.direct(THERE).id))).toContain("Fix the footer");
  });

  it("is shown nothing of another client, by command, direct message or mention", async () => {
    for (const text of ["requests", "requests all", "show BETA-1", "today", "week", "timesheet", "hours"])
      expect(await there(text), text).not.toMatch(/Secret launch|Beta Corp/);
    expect(await there("comment BETA-1 hello")).toContain("BETA-1 does not exist");
    await acme.dm({ user: THERE, text: "requests" });
    await acme.dm({ user: THERE, text: "today" });
    await acme.say({ user: THERE, channel, text: "@U0ABOT requests all" });
    await two.settle();
    expect(shownThere()).toContain("Fix the footer");
    expect(shownThere()).not.toMatch(/Secret launch|Beta Corp/);
  });

  it("owns nothing: what concerns all of the desk is refused in words, with what was typed", async () => {
    const before = await collectionOf(db(), members).find().toArray();
    for (const text of [
      "client list",
      "contact add @jane",
      "timesheet who:all",
      "client archive ACME",
      "team list",
      "settings digest:07:30",
      "settings",
      "settings for:desk business:Mine",
      "held",
      "followup",
      "report health",
      "checkin",
      "away 1-3 Aug",
      "timesheet as:csv",
      'setup "Mine"',
    ]) {
      const answer = await there(text);
      expect(answer, text).toContain(NOT_HERE);
      expect(answer, text).toContain(JSON.stringify(text).slice(1, -1).split('\\"')[0] ?? text);
    }
    expect(await collectionOf(db(), members).find().toArray()).toEqual(before);
    expect(before).toMatchObject([{ role: "owner", clients: null }]);
  });

  it("lets nobody onto the team by an invitation, as they would be known by that app alone", async () => {
    const invited = await atHome('team invite "Ben Cruz" role:assistant');
    const code = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(invited)?.[0];
    acme.addUser({ id: "U66", name: "mallory" });
    for (const [user, where] of [
      ["U66", acme.direct("U66").id],
      [jane, acme.direct(jane).id],
      [jane, channel],
    ] as const)
      expect(await typed(acme, user, `link ${code}`, where)).toContain(NOT_HERE);
    expect(await collectionOf(db(), members).countDocuments()).toBe(1);
  });

  it("gets no code there that makes another account theirs, and nobody's word there joins two", async () => {
    expect(await there("link")).toContain(NOT_HERE);
    expect(await there("link BETA", channel)).toContain(NOT_HERE);
    await pressed("welcome", {}, 2);
    await two.settle();
    expect(shownThere()).toContain("by it I link nothing");
    expect(shownThere()).not.toContain("client add");
    const code = /link ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(await atHome("link"))?.[1];
    acme.addUser({ id: "U66", name: "mallory" });
    await typed(acme, "U66", `link ${code}`, acme.direct("U66").id);
    const [claim] = await collectionOf(db(), people).find({ mergedInto: null, name: "mallory" }).toArray();
    const asked = home.messages(home.direct(asha).id).at(-1);
    const id = /"claim\\":\\"([0-9a-f]{64})/.exec(words(asked).replaceAll("\\\\", "\\"))?.[1] ?? "";
    expect(id).not.toBe("");
    await pressed("link", { claim: id, mine: "yes" }, 1);
    await two.settle();
    expect(
      await collectionOf(db(), people).countDocuments({ _id: String(claim?._id), mergedInto: null }),
    ).toBe(1);
    await two.press(home, asha, asked, "Yes, that's me");
    expect(
      await collectionOf(db(), people).countDocuments({ _id: String(claim?._id), mergedInto: null }),
    ).toBe(0);
  });

  it("reaches no other client by a forged button or form", async () => {
    const [secret] = await collectionOf(db(), requests).find({ title: "Secret launch" }).toArray();
    const ref = String(secret?._id);
    await pressed("show", { ref }, 1);
    await pressed("done", { ref }, 2);
    await pressed("home", { as: "owner" }, 3);
    await two.settle();
    expect(await collectionOf(db(), requests).findOne({ _id: ref })).toMatchObject({ stage: "new" });
    expect(shownThere()).not.toMatch(/Secret launch|Beta Corp/);
    const { triggerId } = await acme.command({
      user: THERE,
      channel: acme.direct(THERE).id,
      text: "request",
    });
    expect(triggerId).toBeDefined();
    const view = acme.openView(THERE);
    expect(JSON.stringify(view?.body)).not.toContain("Beta Corp");
  });

  it("finds on the page that this app shows only that client, and no part of an owner", async () => {
    await acme.openHome(THERE);
    await expect.poll(() => acme.home(THERE), { timeout: 30_000 }).toBeDefined();
    await two.settle();
    const view = acme.home(THERE);
    expect(JSON.stringify(view?.body)).toContain("Fix the footer");
    expect(JSON.stringify(view?.body)).not.toMatch(/Secret launch|Beta/);
    expect(view && acme.labels(view)).not.toContain("Clients and team");
    await atHome("request Another secret", beta);
    await there("request Another footer", channel);
    two.world.clock.advance(10);
    await two.settle();
    await two.world.main.homes.pump();
    expect(JSON.stringify(acme.home(THERE)?.body)).toContain("Another footer");
    expect(JSON.stringify(acme.home(THERE)?.body)).not.toMatch(/secret|Beta/);
  });

  it("hears of a timer that runs for somebody else only that it does", async () => {
    await atHome("start BETA-1");
    for (const text of ["timer", "today", "stop"]) expect(await there(text)).not.toMatch(/BETA|Secret/);
    await atHome("start BETA-1");
    two.world.clock.advance(600);
    const started = await there("start 1", channel);
    expect(started).toContain("other work");
    expect(started).not.toMatch(/BETA|Secret/);
    expect(await atHome("timer")).toContain("ACME-1");
  });

  it("takes back nothing of another client's", async () => {
    two.world.clock.advance(700);
    await atHome("log 1h BETA-1 Slides");
    expect(await there("undo")).toContain(NOT_HERE);
    expect(await collectionOf(db(), timeEntries).countDocuments({ deletedAt: null })).toBe(1);
    expect(await atHome("undo")).not.toContain(NOT_HERE);
    expect(await collectionOf(db(), timeEntries).countDocuments({ deletedAt: null })).toBe(0);
  });

  it("works by emoji on that client's card, also where it is carried out later", async () => {
    const card = acme.messages(channel).find(({ text, own }) => own && text.includes("Fix the footer"));
    if (!card) throw new Error("there is no card");
    await acme.react({ user: THERE, emoji: "white_check_mark", message: card });
    await two.settle();
    expect(await collectionOf(db(), requests).findOne({ title: "Fix the footer" })).toMatchObject({
      stage: "done",
    });
    const kept = await collectionOf(db(), inbound)
      .find({ _id: { $regex: "^slack:emoji" } })
      .toArray();
    expect(kept).toMatchObject([{ invocation: { actor: { byAppOf: "T2" } } }]);
  });
});

describe("by a client's own app, in a channel that is shared with it, who owns the desk", () => {
  beforeEach(async () => {
    await open("A2");
    home.share(two.shared, { team: "T2", members: [jane, THERE], bot: true });
  });

  it("reaches that client there and by direct message, and no other", async () => {
    await atHome("request Fix the header", two.shared);
    for (const where of [two.shared, acme.direct(THERE).id]) {
      const answer = await there("requests", where);
      expect(answer).toContain("Fix the header");
      expect(answer).not.toMatch(/Secret launch|Beta Corp/);
    }
  });

  it("reaches nobody by direct message once that bot isn't in the channel any more", async () => {
    await atHome("request Fix the header", two.shared);
    acme.kick(two.shared);
    two.world.clock.advance(120);
    expect(await there("requests")).toContain(NOT_HERE);
  });
});

describe("by the operator's own app", () => {
  beforeEach(async () => {
    await open("A1");
    await linkTheirs();
  });

  it("all is as it is in their own workspace", async () => {
    expect(await there("requests")).toMatch(/Secret launch/);
    expect(await there("client list")).toContain("Beta Corp");
    expect(await there("settings digest:07:30")).toContain("07:30");
    await acme.openHome(THERE);
    await expect.poll(() => JSON.stringify(acme.home(THERE)?.body), { timeout: 30_000 }).toContain("BETA");
    expect(await there("link")).toMatch(/link [A-Z0-9]{5}-[A-Z0-9]{5}/);
  });
});
