import { createHmac } from "node:crypto";
import { systemClock } from "../../../src/time/clock.ts";
import { SECRET } from "../slack-stub.ts";

/** The headers with which Slack signs a body. */
export function signed(body: string, type: string): Record<string, string> {
  const stamp = String(Math.floor(systemClock.now().getTime() / 1000));
  const signature = createHmac("sha256", SECRET).update(`v0:${stamp}:${body}`).digest("hex");
  return {
    "content-type": type,
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${signature}`,
  };
}
