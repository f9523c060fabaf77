import type { Invocation } from "../../../src/invocation.ts";
import type { Log } from "../../../src/log.ts";
import type { Intake, Platform } from "../../../src/platform.ts";
import { addressOf, readAddress } from "../codec.ts";
import { NOWHERE, placeOf } from "../who.ts";
import type { Whose } from "../whose.ts";
import type { Installation } from "./port.ts";

interface Needs {
  intake: Intake;
  platform: Platform;
  whose: Whose;
  log: Log;
}

/**
 * Greets whoever installed the app, in a direct message. It is an act like any that comes in: written down, then carried out, and taken up
 * again after a crash.
 */
export const createGreeter =
  ({ intake, platform, whose, log }: Needs) =>
  async ({ workspace, installedBy: user, installedAt }: Installation): Promise<void> => {
    const address = await platform.directAddress(workspace, user).catch((error: unknown) => {
      log.warn({ err: error, workspace }, "no direct messages with whoever installed the app yet");
      return addressOf(workspace, NOWHERE);
    });
    const invocation: Invocation = {
      key: `slack:installed:${workspace}:${installedAt.getTime()}`,
      actor: await whose.speaker({ workspace, user }),
      place: placeOf(workspace, readAddress(address).channel),
      input: { kind: "action", verb: "welcome", values: {} },
    };
    // It ends when it ends; the browser has waited long enough.
    if (await intake.record(invocation)) void intake.process(invocation.key);
  };
