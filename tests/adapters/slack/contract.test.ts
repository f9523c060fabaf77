import { addressOf, readAddress, refOf } from "../../../adapters/slack/codec.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type FailingBench, failureContract } from "../../contracts/failures.ts";
import { platformContract } from "../../contracts/platform.ts";
import { renderingContract } from "../../contracts/rendering.ts";
import type { FakeMessage } from "../../fakes/slack/index.ts";
import { asRead } from "./as-read.ts";
import { openBench, TEAM } from "./bench.ts";

async function open(): Promise<FailingBench> {
  const { slack, adapter, channel, stop } = await openBench();
  const elsewhere = slack.addChannel({ name: "beta", members: ["U1", "U2"] }).id;
  const byTime = (a: FakeMessage, b: FakeMessage) => a.ts.localeCompare(b.ts);
  return {
    platform: adapter.platform,
    clock: systemClock,
    workspace: TEAM,
    channel: addressOf(TEAM, channel),
    elsewhere: addressOf(TEAM, elsewhere),
    one: { user: "U1", name: "asha", zone: "Asia/Kolkata" },
    other: { user: "U2" },
    async seen(user, address) {
      const { channel: id } = readAddress(address);
      return [...slack.messages(id), ...slack.ephemerals(user, id)].sort(byTime).map((message) => ({
        ...asRead(message),
        thread: message.threadTs === undefined ? undefined : refOf(TEAM, id, message.threadTs),
      }));
    },
    fail: {
      final: () => slack.fail("chat.postMessage", { error: "is_archived" }),
      retry: () => slack.fail("chat.postMessage", { status: 429, retryAfter: 7 }),
      unknown: () => slack.fail("chat.postMessage", { acceptThenReset: true }),
    },
    stop,
  };
}

platformContract("Slack", open);
failureContract("Slack", open);
renderingContract("Slack", open);
