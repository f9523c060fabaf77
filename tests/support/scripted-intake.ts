import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Intake, Platform } from "../../src/platform.ts";
import type { Form, View } from "../../src/view/nodes.ts";

export interface ScriptedIntake extends Intake {
  /** Every act that was carried out, in order. */
  dispatched: Invocation[];
  /** Events written down, in order, each once. */
  recorded: Invocation[];
  /** What an act leads to. */
  outcome: (invocation: Invocation) => Outcome | Promise<Outcome>;
  /** Called before an event is written down. */
  onRecord: () => void | Promise<void>;
}

/** A core that does as a test says; what it answers to events comes back through the platform. */
export function scriptedIntake(platform: () => Platform): ScriptedIntake {
  const intake: ScriptedIntake = {
    dispatched: [],
    recorded: [],
    outcome: () => ({ kind: "none" }),
    onRecord: () => undefined,
    async dispatch(invocation) {
      intake.dispatched.push(invocation);
      return intake.outcome(invocation);
    },
    async record(invocation) {
      await intake.onRecord();
      if (intake.recorded.some((known) => known.key === invocation.key)) return false;
      intake.recorded.push(invocation);
      return true;
    },
    async process(key) {
      const invocation = intake.recorded.find((known) => known.key === key);
      if (!invocation) throw new Error(`nothing recorded as ${key}`);
      await platform().answer(invocation, await intake.dispatch(invocation));
    },
    answer: (invocation, outcome, lost) =>
      platform().answer(invocation, outcome, lost ? { after: lost.at } : {}),
  };
  return intake;
}

export const reader = { locale: "en", zone: "UTC" } as const;

export const answered = (
  view: View,
  more: Partial<Extract<Outcome, { kind: "view" }>> = {},
): Extract<Outcome, { kind: "view" }> => ({ kind: "view", to: "actor", view, reader, ...more });

export const asked = (form: Form, errors?: Record<string, string>): Outcome => ({
  kind: "form",
  form,
  reader,
  ...(errors ? { errors } : {}),
});
