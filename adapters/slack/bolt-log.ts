import { LogLevel } from "@slack/bolt";
import type { Log } from "../../src/log.ts";

/** The SDK's logger over ours. Its debugging writes out bodies and so is left out. */
export function boltLog(log: Log) {
  const say =
    (level: "info" | "warn" | "error") =>
    (...words: unknown[]): void => {
      const err = words.find((word) => word instanceof Error);
      log[level](err ? { err } : {}, words.filter((word) => typeof word === "string").join(" ") || "Slack");
    };
  return {
    debug() {},
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
