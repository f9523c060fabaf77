import type { MessageRef } from "../../src/domain/ids.ts";
import type { Log } from "../../src/log.ts";
import type { CallSlack } from "./clients.ts";
import { readRef } from "./codec.ts";
import { inTime } from "./in-time.ts";

/** Well inside the time that sending a message may take. */
const MOST_MS = 3_000;

/** Pins a message. It stands there whether or not that works (no permission, too many pins): people can pin it themselves. Never rejects. */
export async function keepInSight(call: CallSlack, ref: MessageRef, log: Log): Promise<void> {
  const { workspace, channel, ts } = readRef(ref);
  const pinned = call(workspace, (client) => client.pins.add({ channel, timestamp: ts })).catch(
    (error: unknown) => log.warn({ err: error, workspace }, "a message could not be pinned"),
  );
  await inTime(pinned, MOST_MS);
}
