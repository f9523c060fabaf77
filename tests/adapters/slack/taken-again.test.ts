import { DateTime } from "luxon";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { outbox } from "../../../src/store/collections.ts";
import { type ManualClock, manualClock, systemClock } from "../../../src/time/clock.ts";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type OneToken, openOneToken } from "./one-token.ts";

let slack: FakeSlack;
let clock: ManualClock;
let one: OneToken;
let channel: string;
beforeEach(async () => {
  // It moves only when told to, and nothing is sent by itself.
  clock = manualClock(systemClock.now());
  one = await openOneToken("web", clock);
  ({ slack } = one);
  slack.addUser({ id: "U1", name: "asha", realName: "Asha", tz: "Asia/Kolkata" });
  channel = slack.addChannel({ name: "acme", members: ["U1"] }).id;
  await slack.dm({ user: "U1", text: 'setup "Asha Desk" zone:Kolkata' });
  await vi.waitFor(() => expect(JSON.stringify(slack.messages(slack.direct("U1").id))).toContain("is ready"));
  await slack.command({ user: "U1", channel, text: 'client add "Acme" code:ACME zone:London' });
  await one.desk.settle();
}, 60_000);
afterEach(() => one.stop());

const parked = () => collectionOf(one.database.db, outbox).countDocuments({ state: "parked" });
const card = () =>
  slack.messages(channel).filter(({ blocks }) => JSON.stringify(blocks ?? "").includes("ACME-1 ·"));

/** A night goes by, until just after its housekeeping at 03:30 UTC, whatever hour it was. */
async function night(): Promise<void> {
  const now = DateTime.fromJSDate(clock.now(), { zone: "utc" });
  const morning = now.startOf("day").plus({ days: 1, hours: 4 });
  clock.advance(morning.diff(now).as("minutes"));
  await one.desk.scheduler.tick();
  await one.desk.scheduler.runDue();
  await one.desk.settle();
}

test("what was set aside while Slack refused the token of the settings goes out when it is taken again, without a restart", async () => {
  await one.desk.scheduler.tick();
  await slack.command({ user: "U1", channel, text: "request Fix the template" });
  // However many are tried by now: at night the assistant is told nothing.
  slack.fail("chat.postMessage", { error: "account_inactive" }, 9);
  clock.advance(1);
  await one.desk.settle();
  expect(await parked()).toBeGreaterThan(0);
  slack.clearFaults();
  slack.fail("auth.test", { error: "account_inactive" });
  await night();
  expect(await parked()).toBeGreaterThan(0);
  expect(card()).toEqual([]);
  await night();
  expect(card()).toHaveLength(1);
  await night();
  expect(card()).toHaveLength(1);
});
