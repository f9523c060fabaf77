import { riskSchema } from "../../domain/risk.ts";
import { defineCollection } from "../collection.ts";
import { carrier } from "./carrier.ts";

export const risks = defineCollection({
  name: "risks",
  schema: riskSchema,
  indexes: [
    ...carrier,
    { key: { desk: 1, code: 1 }, unique: true },
    { key: { desk: 1, closedAt: 1, client: 1 } },
  ],
  erase: {
    id: "keep",
    desk: "keep",
    client: "keep",
    code: "keep",
    what: "blank",
    solution: "blank",
    likely: "keep",
    audience: "keep",
    openedBy: "keep",
    openedAt: "keep",
    closedAt: "keep",
    version: "keep",
  },
});
