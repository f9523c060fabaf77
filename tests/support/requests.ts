import type { Client } from "../../src/domain/desk.ts";
import type { Request } from "../../src/domain/request.ts";

/** Tuesday, 10:00 in UTC, 15:30 in Kolkata. */
export const NOW = new Date("2026-11-24T10:00:00Z");

let made = 0;
/** An accepted request of ACME with nothing special about it. */
export function aRequest(changes: Partial<Request> = {}): Request {
  made += 1;
  const number = changes.number ?? made;
  return {
    id: `d1.${String(number).padStart(6, "0")}`,
    desk: "d1",
    client: "acme",
    number,
    title: `Job ${number}`,
    details: "",
    links: [],
    files: [],
    due: null,
    estimate: null,
    urgent: null,
    important: false,
    stage: "accepted",
    hold: null,
    audience: "client",
    requester: "jane",
    requesterName: "Jane",
    people: [],
    assignee: "asha",
    delivery: null,
    changes: [],
    openedAt: new Date("2026-11-23T05:00:00Z"),
    acceptedAt: null,
    startedAt: null,
    deliveredAt: null,
    doneAt: null,
    cancelledAt: null,
    remindedAt: null,
    before: null,
    version: 0,
    ...changes,
  };
}

export const dueAt = (iso: string): Request["due"] => ({ at: new Date(iso), hasTime: true });

export function aClient(changes: Partial<Client> = {}): Client {
  return {
    id: "acme",
    desk: "d1",
    code: "ACME",
    formerCodes: [],
    name: "Acme Ltd",
    zone: "America/New_York",
    currency: "USD",
    language: "en",
    package: null,
    goals: "",
    lead: "asha",
    channel: "fake|w|acme",
    status: { on: true, mode: "auto", weekday: 5, at: "16:00" },
    archivedAt: null,
    version: 0,
    ...changes,
  };
}
