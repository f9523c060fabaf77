import type { Address } from "../../src/domain/ids.ts";
import type { Invocation, Outcome, Place } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { HomesOpened, Intake, Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Locale, Reader } from "../../src/view/nodes.ts";
import type { CallSlack } from "./clients.ts";
import type { Look } from "./render/look.ts";
import type { Origin, Origins } from "./render/metadata.ts";
import type { Whose } from "./whose.ts";

/** Slack waits three seconds for an answer, and keeps a trigger as long. */
export interface Timing {
  /** Until the answer no longer goes into the acknowledgement. */
  answerMs: number;
  /** Until a form that may come is announced by an empty one. */
  loadingMs: number;
  /** For showing a form before the acknowledgement that it belongs to. */
  showMs: number;
}
export const TIMING: Timing = { answerMs: 2000, loadingMs: 1000, showMs: 400 };

/** What the listeners share. */
export interface Deps {
  intake: Intake;
  platform: Platform;
  /** The root of commands. */
  command: string;
  /** Without it nobody has a home. */
  homes?: HomesOpened | undefined;
  whose: Whose;
  origins: Origins;
  /** The address that a channel is linked by, if that is another workspace's. */
  linkedElsewhere(address: Address): Promise<Address | undefined>;
  call: CallSlack;
  clock: Clock;
  log: Log;
  timing: Timing;
  /** The language somebody was last answered in, for the few words that can't wait for an answer. */
  language: { get(person: string): Locale | undefined; set(person: string, locale: Locale): void };
}

export const oneReader = (deps: Deps, reader: Reader): Look => ({
  reader,
  now: deps.clock.now(),
  readers: "one",
  command: deps.command,
});

/** Of a view that is opened for who acts, where they act. */
export const originOf = ({ origins }: Deps, { place, actor }: Invocation): Origin =>
  origins.of(place, actor.user);

/** Carries an act out and remembers the language of the answer. */
export async function dispatched(deps: Deps, invocation: Invocation): Promise<Outcome> {
  const outcome = await deps.intake.dispatch(invocation);
  if (outcome.kind !== "none") {
    const { workspace, user } = invocation.actor;
    deps.language.set(`${workspace}|${user}`, outcome.reader.locale);
  }
  return outcome;
}

/** For words said before the answer is known. */
export function readerBefore({ language }: Deps, { actor }: Invocation): Reader {
  return { locale: language.get(`${actor.workspace}|${actor.user}`) ?? "en", zone: actor.zone ?? "UTC" };
}

/** Somebody's direct messages with the bot; undefined if they can't be had. */
export async function directPlace(
  { platform, log }: Deps,
  workspace: string,
  user: string,
): Promise<Place | undefined> {
  try {
    const address = await platform.directAddress(workspace, user);
    return { platform: platform.name, workspace, address, kind: "dm" };
  } catch (error) {
    log.warn({ err: error }, "no direct messages with who acts");
    return undefined;
  }
}
