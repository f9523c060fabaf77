import { PlatformError, type PlatformFailure } from "../../src/errors.ts";
import { manualClock } from "../../src/time/clock.ts";
import { type FailingBench, failureContract } from "../contracts/failures.ts";
import { platformContract } from "../contracts/platform.ts";
import { recordingPlatform, textOf } from "./recording-platform.ts";

async function open(): Promise<FailingBench> {
  const platform = recordingPlatform("fake");
  const one = { user: "asha", name: "Asha", zone: "Asia/Kolkata" };
  platform.people.set(one.user, { name: one.name, zone: one.zone });
  const failing = (failure: PlatformFailure) => () =>
    void platform.faults.push(() => {
      throw new PlatformError("fake", failure);
    });
  return {
    platform,
    clock: manualClock("2026-11-24T10:00:00Z"),
    workspace: "w",
    channel: "fake|w|acme",
    elsewhere: "fake|w|beta",
    one,
    other: { user: "ben" },
    seen: async (user, address) =>
      platform
        .in(address)
        .filter(({ only }) => only === undefined || only === user)
        .map((message) => ({
          text: textOf(message),
          buttons: message.view.body.flatMap((node) =>
            node.kind === "actions" ? node.actions.map(({ label }) => label) : [],
          ),
          thread: message.thread,
          active: [],
        })),
    fail: {
      final: failing({ kind: "final", reason: "archived" }),
      retry: failing({ kind: "retry", reason: "too many" }),
      unknown: () => void platform.faults.push("lost"),
    },
    stop: async () => undefined,
  };
}

platformContract("The recording platform", open);
failureContract("The recording platform", open);
