import type { Hold, Request, Stage } from "./request.ts";

export type Step =
  | "take"
  | "start"
  | "review"
  | "deliver"
  | "approve"
  | "changes"
  | "done"
  | "reopen"
  | "cancel";

/** From which stages a step may be taken, and where it leads. The one table of a request's life. */
const table: Record<Step, { from: readonly Stage[]; to: Stage }> = {
  take: { from: ["new"], to: "accepted" },
  start: { from: ["new", "accepted", "in-progress", "in-review", "delivered"], to: "in-progress" },
  review: { from: ["accepted", "in-progress"], to: "in-review" },
  deliver: { from: ["new", "accepted", "in-progress", "in-review", "delivered"], to: "delivered" },
  approve: { from: ["delivered"], to: "done" },
  changes: { from: ["delivered", "done"], to: "in-progress" },
  done: { from: ["new", "accepted", "in-progress", "in-review", "delivered"], to: "done" },
  reopen: { from: ["done", "cancelled"], to: "accepted" },
  cancel: { from: ["new", "accepted", "in-progress", "in-review", "delivered"], to: "cancelled" },
};

const stampOf: Partial<Record<Stage, "acceptedAt" | "startedAt" | "deliveredAt" | "doneAt" | "cancelledAt">> =
  {
    accepted: "acceptedAt",
    "in-progress": "startedAt",
    delivered: "deliveredAt",
    done: "doneAt",
    cancelled: "cancelledAt",
  };

export const canStep = (request: Pick<Request, "stage">, step: Step): boolean =>
  table[step].from.includes(request.stage);

/**
 * The request after `step`, or undefined if it can't be taken from where it stands. Work that moves on is no longer
 * held, except that finishing keeps no hold either; `done` and `deliver` can be undone by `by` for ten minutes.
 */
export function step(request: Request, taken: Step, by: string, now: Date): Request | undefined {
  if (!canStep(request, taken)) return undefined;
  const { to } = table[taken];
  const stamp = stampOf[to];
  return {
    ...request,
    stage: to,
    hold: null,
    ...(stamp ? { [stamp]: now } : {}),
    ...(to === "done" || to === "cancelled" ? {} : { doneAt: null, cancelledAt: null }),
    acceptedAt: request.acceptedAt ?? (to === "cancelled" ? null : now),
    remindedAt: null,
    before:
      taken === "done" || taken === "deliver"
        ? { by, at: now, verb: taken, stage: request.stage, hold: request.hold }
        : null,
  };
}

/** Puts a request on hold, or lifts the hold with null; the stage stays. */
export function withHold(request: Request, hold: Hold | null, by: string, now: Date): Request {
  return {
    ...request,
    hold,
    before:
      hold?.kind === "snoozed"
        ? { by, at: now, verb: "snooze", stage: request.stage, hold: request.hold }
        : null,
  };
}

/** Takes the last `done`, `deliver` or snooze back. */
export function stepBack(request: Request): Request {
  const { before } = request;
  if (!before) return request;
  return {
    ...request,
    stage: before.stage,
    hold: before.hold,
    before: null,
    ...(before.verb === "done" ? { doneAt: null } : {}),
    ...(before.verb === "deliver" ? { deliveredAt: null, delivery: null } : {}),
  };
}
