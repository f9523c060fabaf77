import type { AllMiddlewareArgs } from "@slack/bolt";
import { z } from "zod";
import type { Invocation } from "../../../src/invocation.ts";
import type { Deps } from "../act.ts";

const HEARD = "vaDeskHeard";

/** What an event amounts to; `fresh` once it is written down, unless it was there before. */
export interface Heard {
  invocation: Invocation;
  fresh: boolean;
}

/** Travels with the event through the SDK to the listener. */
export const carrying = (heard: Heard): Record<string, Heard> => ({ [HEARD]: heard });

const schema = z.object({ fresh: z.boolean(), invocation: z.object({ key: z.string() }) });

/** Mentions and messages: both were written down before they were acknowledged, now they are carried out, once. */
export const onHeard =
  ({ intake }: Deps) =>
  async ({ context }: AllMiddlewareArgs): Promise<void> => {
    const heard = schema.safeParse(context[HEARD]);
    if (heard.success && heard.data.fresh) await intake.process(heard.data.invocation.key);
  };
