import { directTo, type OutboxRow } from "../../domain/outbox.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import { type Eyes, nothing } from "./eyes.ts";

const MOST = 100;

export interface HeldReads {
  /** Messages to a person of this desk that were held back, so as not to disturb them. */
  held: {
    /** Those that no digest has told of yet, the oldest first; without `most`, as many as one digest tells of. */
    waiting(person: string, most?: number): Promise<OutboxRow[]>;
    /** Those since then, told of or not, the latest first. */
    since(person: string, since: Date): Promise<OutboxRow[]>;
  };
}

export function heldReads({ db, own, actor }: Eyes): HeldReads {
  const rows = reader(db, c.outbox, actor?.narrowed ? nothing : own);
  return {
    held: {
      // Without a limit for the server, so that a batch of digests can read them together.
      waiting: async (person, most = MOST) =>
        (await rows.many({ conversation: directTo(person), state: "held" }, { sort: { order: 1 } })).slice(
          0,
          most,
        ),
      since: (person, since) =>
        rows.many(
          {
            conversation: directTo(person),
            state: { $in: ["held", "told"] },
            order: { $gte: since.getTime() * 1000 },
          },
          { sort: { order: -1 }, limit: MOST },
        ),
    },
  };
}
