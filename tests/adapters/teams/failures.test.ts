import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { addressOf } from "../../../adapters/teams/codec.ts";
import type { OutboxRow, Say } from "../../../src/domain/outbox.ts";
import { outboxRow } from "../../../src/outbox/relay.ts";
import { collectionOf, fromStored, toStored } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import { type Fault, TENANT } from "../../fakes/teams/index.ts";
import { ACME, asha, type Bench, direct, jane, openTeamsDesk, personal, pressOf } from "./bench.ts";

const address = addressOf(TENANT, ACME);
let bench: Bench;
let clock: ManualClock;
let said = 0;

beforeEach(async () => {
  // The clock moves only when told to, and nothing is sent by itself.
  clock = manualClock("2026-11-24T10:00:00Z");
  bench = await openTeamsDesk({ clock, role: "web" });
  await quiet();
}, 60_000);
afterEach(() => bench.stop());

/** Sends all that is due now and what was waiting for its pace. */
async function quiet(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await bench.desk.settle();
    clock.advance(0.1);
  }
}

/** Puts a message for Acme's channel into the outbox. */
async function queue(topic: Say["topic"], title: string): Promise<string> {
  const [desk] = await bench.desk.stores.system.desks();
  const channel = await bench.desk.stores.system.channel(address);
  if (!desk || channel?.client == null) throw new Error("no desk");
  said += 1;
  const row = outboxRow(
    {
      kind: "message",
      topic,
      conversation: address,
      guard: { kind: "channel", client: channel.client },
      reader: { locale: "en", zone: "UTC" },
      view: { title, body: [] },
    },
    { id: `test-${said}`, desk: desk.id, at: clock.now(), by: "" },
    0,
  );
  await collectionOf(bench.database.db, c.outbox).insertOne(toStored(row) as { _id: string });
  return row.id;
}

async function row(id: string): Promise<OutboxRow> {
  const stored = await collectionOf(bench.database.db, c.outbox).findOne({ _id: id });
  if (!stored) throw new Error(`no row ${id}`);
  return fromStored(c.outbox, stored);
}

const arrived = (title: string) =>
  bench.fake.in(ACME).filter(({ activity }) => JSON.stringify(activity).includes(title));
const callsSince = async (work: () => Promise<unknown>): Promise<number> => {
  const before = bench.fake.calls;
  await work();
  return bench.fake.calls - before;
};
const send = () => bench.desk.sender.pump();

describe("a message that Teams", () => {
  const finals: [string, Fault, RegExp][] = [
    ["keeps the bot out of", { status: 403, code: "BotNotInConversationRoster" }, /Add the app to it again/],
    ["has switched off for us", { status: 403, code: "BotDisabledByAdmin" }, /Ask its administrators/],
    ["takes from nobody we know", { status: 404, code: "ConversationNotFound" }, /Link the client's present/],
  ];
  test.for(finals)("%s is set aside, and the owner told once what helps", async ([_, fault, remedy]) => {
    bench.fake.faults.push(fault);
    const id = await queue("digest", "First");
    expect(await callsSince(send)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "parked", reason: (fault as { code: string }).code });
    await quiet();
    bench.fake.faults.push(fault);
    await queue("digest", "Second");
    await send();
    expect(bench.fake.faults).toEqual([]);
    await quiet();
    const words = bench.fake
      .in(direct(asha))
      .map(({ activity }) => JSON.stringify(activity))
      .filter((text) => remedy.test(text));
    expect(words).toHaveLength(1);
    expect(arrived("First")).toEqual([]);
  });

  const transient: [string, Fault, number][] = [
    ["can't take at the moment (412)", { status: 412, code: "PreconditionFailed" }, 6],
    ["says to send later (429)", { status: 429, retryAfter: 30 }, 31],
  ];
  test.for(transient)("%s is sent again, once and no sooner", async ([_, fault, seconds]) => {
    bench.fake.faults.push(fault);
    const id = await queue("nudge", "Later");
    expect(await callsSince(send)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "retry" });
    clock.advance((seconds - 2) / 60);
    expect(await callsSince(send)).toBe(0);
    clock.advance(2 / 60);
    expect(await callsSince(send)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "sent" });
    expect(arrived("Later")).toHaveLength(1);
  });

  const unknown: [string, Fault, number][] = [
    ["may or may not have taken (502)", { status: 502 }, 0],
    ["took without an answer", "reset-after", 1],
  ];
  test.for(unknown)("%s is sent once more with a mark on it", async ([_, fault, there]) => {
    bench.fake.faults.push(fault);
    const id = await queue("status", "Your week");
    expect(await callsSince(send)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "unknown" });
    clock.advance(1);
    expect(await callsSince(send)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "sent" });
    const all = arrived("Your week");
    expect(all).toHaveLength(there + 1);
    expect(JSON.stringify(all.at(-1)?.activity)).toContain("may be a repeat");
  });

  test.for(unknown)("%s is not said twice when it is a nudge", async ([_, fault, there]) => {
    bench.fake.faults.push(fault);
    const id = await queue("nudge", "Are you there?");
    await send();
    clock.advance(1);
    expect(await callsSince(send)).toBe(0);
    expect(await row(id)).toMatchObject({ state: "parked", reason: "may-have-arrived" });
    expect(arrived("Are you there?")).toHaveLength(there);
  });

  test("doesn't answer a second time either is set aside", async () => {
    bench.fake.faults.push("reset-after", "reset-after");
    const id = await queue("digest", "Good morning");
    await send();
    clock.advance(1);
    await send();
    clock.advance(2);
    await send();
    expect(await row(id)).toMatchObject({ state: "parked", reason: "may-have-arrived" });
    expect(arrived("Good morning")).toHaveLength(2);
  });

  test("shows as a card is edited again where nobody knows whether the edit arrived", async () => {
    const posted = arrived("Fix the invoice template")[0];
    await bench.say(asha, personal, "start ACME-1");
    await vi.waitFor(async () => expect(await happened("timer-started")).toBe(1), { timeout: 30_000 });
    bench.fake.faults.push({ status: 502 });
    await bench.desk.settle();
    expect(bench.fake.faults).toEqual([]);
    clock.advance(1);
    await quiet();
    expect(arrived("Fix the invoice template")).toEqual([posted]);
    expect(posted?.edits).toBeGreaterThan(0);
    expect(JSON.stringify(posted?.activity)).not.toContain("may be a repeat");
  });
});

test("while Microsoft's login is down, nothing is lost", async () => {
  bench.fake.loginDown = true;
  clock.advance(55);
  const id = await queue("nudge", "Hello again");
  await send();
  expect(await row(id)).toMatchObject({ state: "retry" });
  bench.fake.loginDown = false;
  clock.advance(1);
  await send();
  expect(await row(id)).toMatchObject({ state: "sent" });
});

test("ten presses of one button at once are one act", async () => {
  await bench.say(asha, personal, "show ACME-1");
  const shown = () =>
    bench.fake.in(direct(asha)).findLast(({ activity }) => JSON.stringify(activity).includes('"start"'));
  await bench.seen(direct(asha), '"start"');
  const [name, value] = pressOf(shown(), "start");
  const activity = () =>
    bench.fake.activity(asha, personal, { type: "invoke", name, value, replyToId: shown()?.id });
  const answers = await Promise.all(Array.from({ length: 10 }, () => bench.post(activity())));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  await bench.desk.settle();
  expect(await happened("timer-started")).toBe(1);
});

test("an activity that Teams delivers again, or twice at once, is one act", async () => {
  const text = 'request "Book the flights"';
  const activity = bench.fake.activity(jane, personal, { type: "message", text });
  const answers = await Promise.all(Array.from({ length: 5 }, () => bench.post(activity)));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  await bench.seen(direct(jane), "Book the flights");
  await bench.post(activity);
  await bench.desk.settle();
  const filed = await collectionOf(bench.database.db, c.requests).countDocuments({
    title: "Book the flights",
  });
  expect(filed).toBe(1);
});

const happened = (kind: string) => collectionOf(bench.database.db, c.events).countDocuments({ kind });
