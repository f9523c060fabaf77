import { workdaysOf } from "../time/business-hours.ts";
import type { Rule, Workdays } from "../time/occurrences.ts";
import { type Client, hoursOf } from "./desk.ts";

/** The days on which people at a client work. */
export const workdaysOfClient = (client: Pick<Client, "zone" | "hours">): Workdays =>
  workdaysOf(hoursOf(client));

/** When a client's status comes, in the client's zone: on the working day before, where its day is a holiday of theirs. */
export const statusRule = (client: Pick<Client, "status" | "zone" | "hours">) =>
  ({
    kind: "weekly",
    weekday: client.status.weekday,
    at: client.status.at,
    workdays: workdaysOfClient(client),
  }) as const satisfies Rule;
