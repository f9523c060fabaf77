import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isOpen, type Request, stages } from "../../src/domain/request.ts";
import { canStep, type Step, step, stepBack, withHold } from "../../src/domain/transitions.ts";
import { aRequest, NOW } from "../support/requests.ts";

const steps: readonly Step[] = [
  "take",
  "start",
  "review",
  "deliver",
  "approve",
  "changes",
  "done",
  "reopen",
  "cancel",
];
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const blocked = { kind: "blocked", on: "client", reason: "logo", solution: "", since: NOW } as const;
const snoozed = { kind: "snoozed", until: later(600), since: NOW } as const;

/** A request after any life: steps where they can be taken, holds in between. */
const lived = fc
  .array(fc.oneof(fc.constantFrom(...steps), fc.constantFrom("block", "snooze", "lift")), { maxLength: 12 })
  .map((acts) =>
    acts.reduce(
      (request: Request, act, i) => {
        if (act === "block") return withHold(request, blocked, "asha", later(i));
        if (act === "snooze") return withHold(request, snoozed, "asha", later(i));
        if (act === "lift") return withHold(request, null, "asha", later(i));
        return step(request, act as Step, "asha", later(i)) ?? request;
      },
      aRequest({ stage: "new" }),
    ),
  );

test("a step is taken exactly where the table lets it", () => {
  fc.assert(
    fc.property(lived, fc.constantFrom(...steps), (request, taken) => {
      const after = step(request, taken, "asha", later(60));
      expect(after !== undefined).toBe(canStep(request, taken));
      if (after) expect(stages).toContain(after.stage);
    }),
  );
});

test("the stamps tell what the stage says, whatever came before", () => {
  fc.assert(
    fc.property(lived, (request) => {
      expect(request.doneAt !== null).toBe(request.stage === "done");
      expect(request.cancelledAt !== null).toBe(request.stage === "cancelled");
      if (request.stage === "delivered") expect(request.deliveredAt).not.toBeNull();
      if (request.stage !== "new" && request.stage !== "cancelled") expect(request.acceptedAt).not.toBeNull();
    }),
  );
});

test("a hold never changes the stage, and every step lifts it", () => {
  fc.assert(
    fc.property(lived, fc.constantFrom(...steps), (request, taken) => {
      const held = withHold(request, blocked, "asha", later(60));
      expect(held.stage).toBe(request.stage);
      expect(withHold(held, null, "asha", later(61)).stage).toBe(request.stage);
      expect(step(held, taken, "asha", later(61))?.hold ?? null).toBeNull();
    }),
  );
});

test("a step back leads to the stage and hold before it", () => {
  fc.assert(
    fc.property(lived, fc.constantFrom<Step>("done", "deliver"), (request, taken) => {
      const after = step(request, taken, "asha", later(60));
      if (!after) return;
      const back = stepBack(after);
      expect([back.stage, back.hold, back.before, back.doneAt]).toEqual([
        request.stage,
        request.hold,
        null,
        request.stage === "done" ? request.doneAt : null,
      ]);
    }),
  );
  const asleep = withHold(aRequest(), snoozed, "asha", NOW);
  expect(stepBack(asleep)).toMatchObject({ stage: "accepted", hold: null });
  const fresh = aRequest();
  expect(stepBack(fresh)).toBe(fresh);
});

test("what is finished can be opened again, what is open can be finished", () => {
  for (const stage of stages) {
    const request = aRequest({ stage });
    expect(canStep(request, "reopen")).toBe(!isOpen(stage));
    expect(canStep(request, "done")).toBe(isOpen(stage));
    expect(canStep(request, "cancel")).toBe(isOpen(stage));
  }
});
