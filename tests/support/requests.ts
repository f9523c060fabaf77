import type { Client, Member } from "../../src/domain/desk.ts";
import { type FollowUp, type NewFollowUp, openFollowUp } from "../../src/domain/follow-up.ts";
import { openRequest } from "../../src/domain/open-request.ts";
import type { Request } from "../../src/domain/request.ts";
import type { TimeEntry } from "../../src/domain/time-entry.ts";
import { defaultWorkingHours } from "../../src/time/business-hours.ts";
import { noDaysOff } from "../../src/time/days-off.ts";

/** Tuesday, 10:00 in UTC, 15:30 in Kolkata. */
export const NOW = new Date("2026-11-24T10:00:00Z");

let made = 0;
/** An accepted request of ACME with nothing special about it. */
export function aRequest(changes: Partial<Request> = {}): Request {
  made += 1;
  const number = changes.number ?? made;
  const opened = openRequest(
    {
      id: `d1.${String(number).padStart(6, "0")}`,
      desk: "d1",
      client: "acme",
      number,
      title: `Job ${number}`,
      details: "",
      due: null,
      estimate: null,
      urgent: null,
      important: false,
      audience: "client",
      requester: { id: "jane", name: "Jane" },
      assignee: "asha",
      files: [],
    },
    new Date("2026-11-23T05:00:00Z"),
  );
  return { ...opened, stage: "accepted", ...changes };
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
    hours: null,
    off: noDaysOff,
    promise: null,
    archivedAt: null,
    version: 0,
    ...changes,
  };
}

/** Asha, who owns the desk and works from nine to five in Kolkata. */
export function aMember(changes: Partial<Member> = {}): Member {
  return {
    id: `d1:${changes.person ?? "asha"}`,
    desk: "d1",
    person: "asha",
    name: "Asha",
    role: "owner",
    clients: null,
    hours: defaultWorkingHours("Asia/Kolkata"),
    off: noDaysOff,
    digest: { on: true, at: "08:00", weekdays: [1, 2, 3, 4, 5] },
    away: [],
    removedAt: null,
    version: 0,
    ...changes,
  };
}

/** What Jane said in confidence, for Asha to see to. */
export function aFollowUp(changes: Partial<FollowUp> = {}): FollowUp {
  made += 1;
  const from: NewFollowUp = {
    id: `d1.f${String(made).padStart(6, "0")}`,
    desk: "d1",
    code: `f-${made}`,
    client: "acme",
    source: "feedback",
    of: "",
    what: "Answers come late",
    score: null,
    from: "jane",
    fromName: "Jane",
    owner: "asha",
    audience: "owners",
    hiddenFrom: null,
  };
  return { ...openFollowUp(from, aMember(), NOW), ...changes };
}

/** Half an hour logged by Asha for ACME, without clock times. */
export function anEntry(changes: Partial<TimeEntry> = {}): TimeEntry {
  made += 1;
  return {
    id: `d1.e${String(made).padStart(6, "0")}`,
    desk: "d1",
    code: `t-${made}`,
    client: "acme",
    request: null,
    person: "asha",
    date: "2026-11-24",
    minutes: 30,
    start: null,
    end: null,
    note: "",
    kind: "",
    source: "log",
    trimmed: false,
    createdAt: NOW,
    deletedAt: null,
    version: 0,
    ...changes,
  };
}
