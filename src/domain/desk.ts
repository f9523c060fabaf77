import { z } from "zod";
import { defaultWorkingHours, type WorkingHours, workingHoursSchema } from "../time/business-hours.ts";
import { daysOffSchema, noDaysOff, type WorkingTime } from "../time/days-off.ts";
import { absenceSchema } from "./away.ts";
import { calmSchema } from "./calm.ts";
import { promiseSchema } from "./clocks.ts";
import { emojiSchema, usualEmoji } from "./emoji.ts";
import { surveySettingsSchema, usualSurveys } from "./survey.ts";

export const roles = ["owner", "assistant", "subcontractor", "contact"] as const;
export type Role = (typeof roles)[number];
export const localeSchema = z.enum(["en", "hi"]);
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.number().int().min(1).max(7);

/** Someone we know, on whatever platforms. `zone` and `locale` are null until known or set. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string().nullable(),
  locale: localeSchema.nullable(),
  /** The zone was guessed from the platform or the client, and says so when shown. */
  zoneGuessed: z.boolean(),
  /** Where unasked messages go; null: where they last spoke to us. */
  platform: z.string().nullable(),
  mergedInto: z.string().nullable(),
  /** Where they belong, if that isn't the company in whose channel they were met. */
  from: z
    .object({
      /** "" if it isn't known. */
      company: z.string().optional(),
      guest: z.boolean(),
      /** Known by the word of a client's own app alone, so never more than a contact. */
      hearsay: z.boolean(),
    })
    .optional(),
  /** How much they may be spoken to unasked; null: as usual. */
  calm: calmSchema.nullable().default(null),
  version: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

export const deskSchema = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  locale: localeSchema,
  demo: z.boolean(),
  /** A timer longer than this many minutes asks "still working?". */
  timerLimit: z.number().int().min(15).max(1440),
  emoji: emojiSchema.default(usualEmoji),
  /** Null: Monday to Friday, nine to five, in the desk's zone. */
  hours: workingHoursSchema.nullable().default(null),
  off: daysOffSchema.default(noDaysOff),
  surveys: surveySettingsSchema.default(usualSurveys),
  createdAt: z.date(),
  version: z.number().int(),
});
export type Desk = z.infer<typeof deskSchema>;

const digestSettingsSchema = z.object({
  on: z.boolean(),
  at: wallTime,
  weekdays: z.array(weekday).max(7),
});

/** A person who works at the desk. */
export const memberSchema = z.object({
  id: z.string(),
  desk: z.string(),
  person: z.string(),
  name: z.string(),
  role: z.enum(["owner", "assistant", "subcontractor"]),
  /** Clients served; null is all. */
  clients: z.array(z.string()).nullable(),
  hours: workingHoursSchema,
  off: daysOffSchema.default(noDaysOff),
  digest: digestSettingsSchema,
  /** Days off, past ones too for a while. */
  away: z.array(absenceSchema).default([]),
  removedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Member = z.infer<typeof memberSchema>;

const packageSchema = z.object({
  minutes: z.number().int().positive(),
  per: z.enum(["week", "month"]),
});
const statusSettingsSchema = z.object({
  on: z.boolean(),
  mode: z.enum(["auto", "review"]),
  weekday,
  at: wallTime,
});

/** A company the desk serves. `code` names it in requests (`ACME-12`); former codes resolve for ever. */
export const clientSchema = z.object({
  id: z.string(),
  desk: z.string(),
  code: z.string(),
  formerCodes: z.array(z.string()),
  name: z.string(),
  zone: z.string(),
  currency: z.string().length(3),
  language: localeSchema,
  package: packageSchema.nullable(),
  goals: z.string(),
  /** The member whose digest shows unassigned work. */
  lead: z.string().nullable(),
  /** The main channel: cards and status go there. */
  channel: z.string().nullable(),
  status: statusSettingsSchema,
  /** When people there work; null: Monday to Friday, nine to five, in the client's zone. */
  hours: workingHoursSchema.nullable().default(null),
  off: daysOffSchema.default(noDaysOff),
  promise: promiseSchema.nullable().default(null),
  archivedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Client = z.infer<typeof clientSchema>;

/** A person at a client. */
export const contactSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  person: z.string(),
  name: z.string(),
  approver: z.boolean(),
  removedAt: z.date().nullable(),
  version: z.number().int(),
});
export type Contact = z.infer<typeof contactSchema>;

/** True if this member serves that client and may see its work. */
export function serves(member: Member, client: string): boolean {
  return member.removedAt === null && (member.clients === null || member.clients.includes(client));
}

/** The working hours of a desk or a client, in its own zone. */
export const hoursOf = ({ hours, zone }: { hours: WorkingHours | null; zone: string }): WorkingHours =>
  hours === null ? defaultWorkingHours(zone) : { ...hours, zone };

/** The same with the days that make them. */
export const workingTimeOf = (of: {
  hours: WorkingHours | null;
  zone: string;
  off: WorkingTime["off"];
}): WorkingTime => ({ hours: hoursOf(of), off: of.off });

/** Whoever has public holidays. */
export type Calendared =
  | { kind: "desk"; whose: Desk }
  | { kind: "member"; whose: Member }
  | { kind: "client"; whose: Client };
