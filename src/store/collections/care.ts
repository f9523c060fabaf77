import { followUpSchema } from "../../domain/follow-up.ts";
import { defineCollection } from "../collection.ts";
import { carrier } from "./carrier.ts";

export const followUps = defineCollection({
  name: "followUps",
  schema: followUpSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, code: 1 }, unique: true },
    { key: { desk: 1, state: 1, due: 1 } },
    { key: { desk: 1, from: 1, openedAt: -1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    code: "keep",
    client: "keep",
    source: "keep",
    of: "keep",
    what: "blank",
    score: "keep",
    from: "keep",
    fromName: "blank",
    owner: "keep",
    audience: "keep",
    hiddenFrom: "keep",
    due: "keep",
    state: "keep",
    outcome: "blank",
    request: "keep",
    openedAt: "keep",
    doneAt: "keep",
    doneBy: "keep",
    version: "keep",
  },
});
