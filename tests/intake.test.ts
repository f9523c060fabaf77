import { afterEach, beforeEach, expect, test } from "vitest";
import { PlatformError, type PlatformFailure } from "../src/errors.ts";
import { messages } from "../src/i18n/index.ts";
import { createIntake, type RunningIntake } from "../src/intake.ts";
import type { Invocation, Outcome } from "../src/invocation.ts";
import { createTellUnanswered } from "../src/outbox/unanswered.ts";
import { inboundStore } from "../src/store/inbound.ts";
import { manualClock } from "../src/time/clock.ts";
import { text } from "../src/view/build.ts";
import { type RecordingPlatform, recordingPlatform } from "./fakes/recording-platform.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";
import { silent } from "./support/desk.ts";

const address = "fake|w|dm-asha";
const log30: Invocation = {
  key: "fake|1",
  actor: { platform: "fake", workspace: "w", user: "asha" },
  place: { address, platform: "fake", workspace: "w", kind: "dm" },
  input: { kind: "line", text: "log 30m ACME" },
};
const logged: Outcome = {
  kind: "view",
  to: "actor",
  view: { title: "Logged 30m · 🧾 हो गया", body: [text("ACME")] },
  reader: { locale: "en", zone: "UTC" },
};

let database: TestDatabase;
let platform: RecordingPlatform;
let clock: ReturnType<typeof manualClock>;
let carriedOut: number;
let told: string[];
beforeEach(async () => {
  database = await testDatabase();
  platform = recordingPlatform("fake");
  clock = manualClock("2026-11-24T10:00:00Z");
  carriedOut = 0;
  told = [];
});
afterEach(() => database.drop());

/** A process of ours. */
const started = (dispatch = async () => logged): RunningIntake =>
  createIntake({
    dispatch: async () => {
      carriedOut += 1;
      return dispatch();
    },
    inbound: inboundStore(database.db),
    concerns: async () => true,
    platforms: new Map([["fake", platform]]),
    tell: createTellUnanswered(async (_platform, workspace, key, words) => {
      told.push(`${workspace} ${key}`);
      expect(words(messages("hi")).body).toHaveLength(2);
    }, clock),
    clock,
    log: silent,
  });

async function said(intake: RunningIntake): Promise<void> {
  expect(await intake.record(log30)).toBe(true);
  await intake.process(log30.key);
}
const fails = (failure: PlatformFailure) => () => {
  throw new PlatformError("fake", failure);
};
const state = async () =>
  (await database.db.collection<{ _id: string; state: string }>("inbound").findOne({ _id: log30.key }))
    ?.state;
const answers = () => platform.in(address).map(({ view, repeat }) => [view.title, repeat]);

test("an answer the platform did not take is said later, and nothing is carried out again for it", async () => {
  platform.faults = [fails({ kind: "retry", reason: "ratelimited", afterMs: 40_000 })];
  const intake = started();
  await said(intake);
  expect([answers(), await state()]).toEqual([[], "open"]);
  await intake.sweep();
  expect(answers()).toEqual([]);
  clock.advance(1);
  // Another process takes it up as well as this one.
  await Promise.all([started().sweep(), intake.sweep()]);
  expect(answers()).toEqual([["Logged 30m · 🧾 हो गया", false]]);
  expect([carriedOut, await state()]).toEqual([1, "done"]);
});

test("an answer that may have arrived is said once more, as what may be a repeat, and not a third time", async () => {
  platform.faults = ["lost", "lost"];
  const intake = started();
  await said(intake);
  clock.advance(1);
  await intake.sweep();
  expect(answers().map(([, repeat]) => repeat)).toEqual([false, true]);
  for (let hour = 0; hour < 30; hour += 1) {
    clock.advance(60);
    await intake.sweep();
  }
  expect(platform.in(address)).toHaveLength(2);
  expect([carriedOut, await state(), told.length]).toEqual([1, "failed", 1]);
});

test("an answer nobody takes for a day is set aside, and the owners are told once", async () => {
  const down = fails({ kind: "retry", reason: "service_unavailable" });
  platform.faults = Array.from({ length: 2000 }, () => down);
  const intake = started();
  await said(intake);
  let hours = 0;
  while ((await state()) === "open" && hours < 48) {
    clock.advance(60);
    hours += 1;
    await intake.sweep();
  }
  expect(hours).toBe(24);
  expect([answers(), carriedOut, await state()]).toEqual([[], 1, "failed"]);
  expect(told).toEqual(["w unanswered|fake|w|dm-asha|service_unavailable|2026-11-25"]);
  await intake.sweep();
  expect(told).toHaveLength(1);
});

test("where nothing can be said any more that is known at once, and said once", async () => {
  platform.faults = [fails({ kind: "final", reason: "is_archived" })];
  const intake = started();
  await said(intake);
  expect([await state(), told]).toEqual(["failed", ["w unanswered|fake|w|dm-asha|is_archived|2026-11-24"]]);
  platform.faults = [fails({ kind: "final", reason: "account_inactive", told: true })];
  await intake.answer({ ...log30, key: "fake|2" }, logged);
  expect(told).toHaveLength(1);
});

test("an answer that came too late for its button is kept like any other", async () => {
  platform.faults = [fails({ kind: "retry", reason: "ratelimited" })];
  const intake = started();
  await intake.answer(log30, logged);
  clock.advance(1);
  await started().sweep();
  expect(answers()).toEqual([["Logged 30m · 🧾 हो गया", false]]);
  expect([carriedOut, await state()]).toEqual([0, "done"]);
});

test("an act whose process ends each time is set aside after five, and the owners are told", async () => {
  const ends = started(async () => {
    throw new Error("killed");
  });
  await said(ends);
  for (let i = 0; i < 10; i += 1) {
    clock.advance(1);
    await ends.sweep();
  }
  expect([carriedOut, await state(), answers()]).toEqual([5, "failed", []]);
  expect(told).toEqual(["w unanswered|fake|w|dm-asha|interrupted|2026-11-24"]);
});

test("what was said in another way and may have arrived isn't said again before that was asked", async () => {
  const intake = started();
  const lost = new PlatformError("fake", { kind: "unknown", reason: "response_url" });
  await intake.answer(log30, logged, { at: clock.now(), error: lost });
  await intake.sweep();
  expect(platform.posted).toEqual([]);
  clock.advance(1);
  await intake.sweep();
  await intake.sweep();
  expect(platform.posted.map(({ repeat }) => repeat)).toEqual([true]);
  expect(carriedOut).toBe(0);
});
