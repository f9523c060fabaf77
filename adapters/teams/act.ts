import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Intake, Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Reader } from "../../src/view/nodes.ts";
import type { Elsewhere } from "./elsewhere.ts";
import type { PicturesIn } from "./pictures.ts";
import type { TeamsBook } from "./port.ts";
import type { Asks, Look } from "./render/look.ts";

/** Teams waits five seconds for the answer to a button or dialog. */
export const ANSWER_MS = 4_000;

/** What the listeners share. */
export interface Deps {
  intake: Intake;
  platform: Platform;
  book: TeamsBook;
  clock: Clock;
  log: Log;
  answerMs: number;
  asks: Asks;
  elsewhere: Elsewhere;
  picturesIn: PicturesIn;
}

export const oneReader = (clock: Clock, reader: Reader): Look => ({
  reader,
  now: clock.now(),
  readers: "one",
});

/** For words said before the answer is known. */
export const readerBefore = ({ actor }: Invocation): Reader => ({
  locale: actor.locale?.startsWith("hi") ? "hi" : "en",
  zone: actor.zone ?? "UTC",
});

/** Carries an act out; "late" if Teams' patience ends before, and then the outcome follows, as a rule in the person's own chat. */
export async function inPatience(
  { intake, platform, answerMs, log }: Deps,
  invocation: Invocation,
  follow: (outcome: Outcome) => Promise<void> = (outcome) => platform.answer(invocation, outcome),
): Promise<Outcome | "late"> {
  const work = intake.dispatch(invocation);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, answerMs, "late" as const);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  if (first === "late") {
    work
      .then(follow)
      .catch((error: unknown) =>
        log.error({ err: error, key: invocation.key }, "a late answer was not delivered"),
      );
  }
  return first;
}
