import type { Timer } from "../domain/time-entry.ts";
import type { Messages } from "../i18n/index.ts";
import type { Action } from "../view/nodes.ts";

/** A *Stop* button. It stands there for good, so it names the timer that it stops. */
export const stopAction = (timer: Pick<Timer, "startedAt">, m: Messages): Action => ({
  label: m.request.buttons.stop,
  verb: "stop",
  input: { started: timer.startedAt.toISOString() },
});
