import { afterEach, beforeEach, expect, test } from "vitest";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let slack: FakeSlack;
let direct: string;
beforeEach(async () => {
  world = await openAcmeWorld();
  ({ slack } = world);
  await world.openDesk();
  direct = slack.direct("U1").id;
});
afterEach(() => world.close());

const logs = () => world.database.db.collection("timeEntries").countDocuments();
const answers = () => slack.messages(direct).filter(({ own, text }) => own && text.includes("Logged 30m"));
/** Time is logged in a direct message, whose answer Slack receives like this; so many minutes later. */
async function logged(fault: Parameters<FakeSlack["fail"]>[1], minutes: number): Promise<void> {
  slack.fail("chat.postMessage", fault);
  await slack.dm({ user: "U1", text: "log 30m ACME नाश्ते की सूची 🍳" });
  await world.main.intake.stop();
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(1);
    await world.main.intake.sweep();
  }
}

test.for([
  ["was accepted, and the connection reset", { acceptThenReset: true }],
  ["Slack failed to take", { status: 500 }],
  ["came too fast", { status: 429, retryAfter: 90 }],
] as const)(
  "an answer that %s is there once in the end, and what it answers was done once",
  async ([_, fault]) => {
    await logged(fault, 10);
    expect([answers().length, await logs()]).toEqual([1, 1]);
    expect(slack.messages(direct).filter(({ text }) => text.includes("Already done"))).toEqual([]);
  },
);

test("an answer that was lost is found among all that was said since, though an app may look at fifteen messages a minute", async () => {
  await logged({ acceptThenReset: true }, 0);
  slack.unlist();
  for (let n = 0; n < 40; n += 1) slack.write({ user: "U1", channel: direct, text: `chatter ${n}` });
  for (let minute = 0; minute < 10; minute += 1) {
    world.clock.advance(1);
    await world.main.intake.sweep();
  }
  expect([answers().length, await logs()]).toEqual([1, 1]);
});
