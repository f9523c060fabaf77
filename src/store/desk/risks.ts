import type { Risk } from "../../domain/risk.ts";
import { reader } from "../collection.ts";
import * as c from "../collections.ts";
import { type Eyes, nothing } from "./eyes.ts";

export interface RiskReads {
  /** Seen by those who see the whole of a client's work. */
  risks: {
    byCode(code: string): Promise<Risk | undefined>;
    /** What is not closed, of all clients or of one. */
    open(client?: string): Promise<Risk[]>;
  };
}

export function riskReads({ db, actor, ofClients }: Eyes): RiskReads {
  const whole = actor === null || actor.role === "owner" || actor.role === "assistant";
  const risks = reader(db, c.risks, whole ? ofClients : nothing);
  return {
    risks: {
      byCode: (code) => risks.one({ code }),
      open: (client) => risks.many({ closedAt: null, ...(client === undefined ? {} : { client }) }),
    },
  };
}
