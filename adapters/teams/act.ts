import type { MessageRef } from "../../src/domain/ids.ts";
import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Intake } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Reader } from "../../src/view/nodes.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { PicturesIn } from "./pictures.ts";
import type { TeamsPlatform } from "./platform.ts";
import type { TeamsBook } from "./port.ts";
import type { Asks, Look } from "./render/look.ts";

/** Teams waits five seconds for the answer to a button or dialog. */
export const ANSWER_MS = 4_000;

/** Is something said among people, without naming us, a command all the same? */
export type Reads = (text: string) => Promise<boolean>;

/** What the listeners share. */
export interface Deps {
  intake: Intake;
  platform: TeamsPlatform;
  book: TeamsBook;
  clock: Clock;
  log: Log;
  answerMs: number;
  asks: Asks;
  reads: Reads;
  elsewhere: Elsewhere;
  picturesIn: PicturesIn;
  /** Goes on by itself; stopping waits for it, and what goes wrong is logged. */
  track(work: Promise<unknown>): void;
}

export const oneReader = (clock: Clock, reader: Reader): Look => ({
  reader,
  now: clock.now(),
  readers: "one",
});

/** Says an outcome: where it answers a question in the person's own chat, in place of that; else as a message. */
export async function answerOn(
  { intake, platform, log }: Deps,
  invocation: Invocation,
  outcome: Outcome,
  question: MessageRef | undefined,
): Promise<void> {
  const replaced = outcome.kind === "view" && outcome.replaces === true && question !== undefined;
  if (!replaced || outcome.to === "channel") await intake.answer(invocation, outcome);
  if (!replaced) return;
  await platform.replace(question, invocation, outcome).catch((error: unknown) => {
    log.warn({ err: error, key: invocation.key }, "an answer could not take its question's place");
    return outcome.to === "channel" ? undefined : intake.answer(invocation, outcome);
  });
}

/** For words said before the answer is known. */
export const readerBefore = ({ actor }: Invocation): Reader => ({
  locale: actor.locale?.startsWith("hi") ? "hi" : "en",
  zone: actor.zone ?? "UTC",
});

/** Carries an act out; "late" if Teams' patience ends before, and then the outcome follows, as a rule in the person's own chat. */
export async function inPatience(
  { intake, answerMs, track }: Deps,
  invocation: Invocation,
  follow: (outcome: Outcome) => Promise<void> = (outcome) => intake.answer(invocation, outcome),
): Promise<Outcome | "late"> {
  const work = intake.dispatch(invocation);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, answerMs, "late" as const);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  if (first === "late") track(work.then(follow));
  return first;
}
