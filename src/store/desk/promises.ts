import { z } from "zod";
import type { Outcome } from "../../domain/promise-report.ts";
import { collectionOf } from "../collection.ts";
import * as c from "../collections.ts";
import { type Eyes, nothing } from "./eyes.ts";

export interface PromiseReads {
  promises: {
    /** What became of promises from ≤ at < to, oldest first. Not for those who see only what is theirs to do. */
    outcomes(query: { from: Date; to: Date; client?: string }): Promise<Outcome[]>;
  };
}

const outcome = z
  .object({
    kind: z.string(),
    subject: z.string(),
    at: z.date(),
    data: z.object({
      client: z.string(),
      clock: z.enum(["first", "next", "finish"]),
      started: z.number(),
      minutes: z.number().optional(),
      kept: z.boolean().nullable().optional(),
      told: z.boolean().optional(),
    }),
  })
  .transform(({ kind, subject: request, at, data }): Outcome => {
    const { client, clock, started, minutes = null, kept = null, told = false } = data;
    const broken = kind === "promise-broken" || (kept === false && !told);
    return { request, at, client, clock, started, minutes, kept: kept === true, broken };
  });

export function promiseReads({ db, actor, own, visible }: Eyes): PromiseReads {
  const whole = actor === null || actor.role === "owner" || actor.role === "assistant";
  const scope = whole ? (visible === null ? {} : { "data.client": { $in: [...visible] } }) : nothing;
  return {
    promises: {
      async outcomes({ from, to, client }) {
        const of = client === undefined ? {} : { "data.client": client };
        const when = { "data.clock": { $exists: true }, at: { $gte: from, $lt: to } };
        const found = collectionOf(db, c.events)
          .find({ $and: [own, when, of, scope] })
          .sort({ at: 1 });
        return (await found.toArray()).map((stored) => outcome.parse(stored));
      },
    },
  };
}
