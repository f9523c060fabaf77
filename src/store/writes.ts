import type { Ballots, CheckIn, Part } from "../domain/check-in.ts";
import type { Client, Contact, Desk, Member, Person } from "../domain/desk.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import type { OutboxRow } from "../domain/outbox.ts";
import { type Channel, conversationIn } from "../domain/place.ts";
import type { Repeat } from "../domain/repeat.ts";
import type { Comment, Request } from "../domain/request.ts";
import type { Risk } from "../domain/risk.ts";
import type { OccurrenceRow, Schedule } from "../domain/schedule.ts";
import type { StatusDraft } from "../domain/status-draft.ts";
import type { Survey } from "../domain/survey.ts";
import type { TimeEntry, Timer } from "../domain/time-entry.ts";
import * as c from "./collections.ts";
import type { Write } from "./commit.ts";

type Versioned = { id: string; version: number };

function versioned<T extends Versioned>(spec: Write["in"]) {
  return {
    insert: (doc: T): Write => ({ op: "insert", in: spec, doc }),
    /** `doc` is what was read, changed; it holds only while the stored version is still `doc.version`. */
    replace: (doc: T): Write => ({ op: "replace", in: spec, doc }),
    remove: (doc: T): Write => ({ op: "remove", in: spec, doc }),
  };
}

/** The documents a command can write, by name. */
export const write = {
  person: versioned<Person>(c.people),
  desk: versioned<Desk>(c.desks),
  member: versioned<Member>(c.members),
  client: versioned<Client>(c.clients),
  contact: versioned<Contact>(c.contacts),
  request: versioned<Request>(c.requests),
  timeEntry: versioned<TimeEntry>(c.timeEntries),
  timer: versioned<Timer>(c.timers),
  checkIn: versioned<CheckIn>(c.checkIns),
  part: versioned<Part>(c.checkInParts),
  ballots: versioned<Ballots>(c.ballots),
  survey: versioned<Survey>(c.surveys),
  followUp: versioned<FollowUp>(c.followUps),
  status: versioned<StatusDraft>(c.statusDrafts),
  repeat: versioned<Repeat>(c.repeats),
  risk: versioned<Risk>(c.risks),
  occurrence: { replace: (doc: OccurrenceRow): Write => ({ op: "replace", in: c.occurrences, doc }) },
  comment: versioned<Comment>(c.comments),
  revision: {
    insert: (doc: {
      id: string;
      desk: string;
      subject: string;
      by: string;
      at: Date;
      before: Record<string, string>;
    }): Write => ({
      op: "insert",
      in: c.revisions,
      doc,
    }),
  },
  schedule: {
    put: (doc: Schedule): Write => ({ op: "put", in: c.schedules, doc }),
    drop: (doc: { id: string }): Write => ({ op: "drop", in: c.schedules, doc }),
  },
  /** A digest has told of a message that was held back. */
  held: {
    told: (row: OutboxRow): Write => ({ op: "turn", in: c.outbox, doc: row, from: "held", to: "told" }),
    /** No digest will tell of it, so it is said by itself after all. */
    freed: (row: OutboxRow): Write => ({ op: "turn", in: c.outbox, doc: row, from: "held", to: "queued" }),
  },
  channel: {
    insert: (doc: Omit<Channel, "conversation">): Write => ({
      op: "insert",
      in: c.channels,
      doc: { ...doc, conversation: conversationIn(doc.id) },
    }),
    put: (doc: Channel): Write => ({ op: "put", in: c.channels, doc }),
    drop: (doc: { id: string }): Write => ({ op: "drop", in: c.channels, doc }),
  },
};
