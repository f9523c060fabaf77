import { createHash } from "node:crypto";
import { SURVEY } from "./care-jobs.ts";
import { type Ctx, newId } from "./ctx.ts";
import { type Client, type Contact, hoursOf } from "./domain/desk.ts";
import { cardId, directTo, type Guard, type Say } from "./domain/outbox.ts";
import type { Request } from "./domain/request.ts";
import { type Schedule, scheduleFor, scheduleId } from "./domain/schedule.ts";
import {
  askSurvey,
  asks,
  coolSince,
  type NewSurvey,
  quarterOf,
  reminderDay,
  type Survey,
} from "./domain/survey.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { tellingOf } from "./telling.ts";
import type { WorkingHours } from "./time/business-hours.ts";
import type { Rule } from "./time/occurrences.ts";
import { localDate, localTime } from "./time/zones.ts";
import type { Reader } from "./view/nodes.ts";

const REMIND_AT = "10:00";

export interface Asking {
  writes: Write[];
  says: Say[];
}
const nothing: Asking = { writes: [], says: [] };

/** What happens once, at this instant. */
export function onceAt(of: { desk: string; job: string; subject: string }, at: Date, now: Date): Schedule {
  // A minute that has begun is not asked for again; and no hour of UTC comes twice.
  const minute = new Date(Math.ceil(at.getTime() / 60_000) * 60_000);
  const rule: Rule = { kind: "once", local: `${localDate(minute, "UTC")}T${localTime(minute, "UTC")}` };
  return scheduleFor(of, rule, "UTC", now);
}

/** When a survey is brought to mind, on a working day by the clock of who is asked, and then when it ends. */
export function surveySchedule(survey: Survey, hours: WorkingHours, now: Date): Schedule {
  const of = { desk: survey.desk, job: SURVEY, subject: survey.id };
  if (survey.remindedAt !== null) return onceAt(of, survey.expiresAt, now);
  const day = reminderDay(hours, localDate(survey.askedAt, hours.zone));
  return scheduleFor(of, { kind: "once", local: `${day}T${REMIND_AT}` }, hours.zone, now);
}

/** Where a survey stands, and for whom it is meant there. */
const guardOf = ({ conversation, person, client }: Survey): Guard =>
  conversation === directTo(person) ? { kind: "contact", person, client } : { kind: "channel", client };

/** The survey's live message, brought to this version. */
export const surveySay = (survey: Survey, version: number): Say => ({
  kind: "card",
  topic: "card",
  conversation: survey.conversation,
  guard: guardOf(survey),
  audience: "client",
  request: survey.id,
  version,
  follows: "survey",
  asks: survey.person,
  unasked: true,
});

/** Everything it takes to ask. */
function asking(of: NewSurvey, hours: WorkingHours, now: Date): Asking & { survey: Survey } {
  const survey = askSurvey(of, now);
  return {
    survey,
    writes: [write.survey.insert(survey), write.schedule.put(surveySchedule(survey, hours, now))],
    says: [surveySay(survey, 0)],
  };
}

/** What it takes when a survey ends, however it does. */
export function ending(survey: Survey, after: Partial<Survey>): Asking {
  return {
    writes: [
      write.survey.replace({ ...survey, ...after }),
      write.schedule.drop({ id: scheduleId(survey.desk, SURVEY, survey.id) }),
    ],
    says: [surveySay(survey, survey.version + 1)],
  };
}

/** What asking takes, of a command or a job. */
export interface Asker extends Pick<Ctx, "desk" | "store" | "now"> {
  readerOf(person: string, fallback?: Partial<Reader>): Promise<Reader>;
}
export const askerOf = (ctx: Ctx): Asker => ({ ...tellingOf(ctx), desk: ctx.desk, store: ctx.store });

/** Asks a contact how a finished piece of work was, unless they were asked a short while ago or want to be left alone. */
export async function surveyAfter(
  asker: Asker,
  { request, client }: { request: Request; client: Client },
  person: string,
): Promise<Asking> {
  const { desk, store, now } = asker;
  const contact = await store.contacts.byPerson(client.id, person);
  if (!contact || !asks(desk.surveys, "csat", client.id, person)) return nothing;
  if (await store.surveys.askedSince(person, "csat", coolSince(desk.surveys, now))) return nothing;
  return surveyAbout(asker, contact, client, { request });
}

/** Asks this contact, whatever the rhythm, about a piece of work or a project by its name. */
export async function surveyAbout(
  { desk, now, readerOf }: Asker,
  { person, name }: Contact,
  client: Client,
  about: { request: Request } | { project: string },
): Promise<Asking & { survey: Survey }> {
  const request = "request" in about ? about.request : undefined;
  return asking(
    {
      id: newId(desk.id),
      desk: desk.id,
      client: client.id,
      kind: "csat",
      request: request?.id ?? null,
      about: "project" in about ? about.project : "",
      quarter: "",
      person,
      personName: name,
      conversation: placeOf(request, client, person),
    },
    { ...hoursOf(client), zone: (await readerOf(person, { zone: client.zone })).zone },
    now,
  );
}

/** Where the work was talked about: what was private stays so. */
const placeOf = (request: Request | undefined, client: Client, person: string): string =>
  request?.audience === "private" || client.channel === null ? directTo(person) : client.channel;

/** Work that is opened again is not asked about. */
export async function withdrawn(ctx: Pick<Ctx, "store">, request: string): Promise<Asking> {
  const open = await ctx.store.surveys.askedAbout(request);
  const each = open.map((survey) => ending(survey, { state: "withdrawn" }));
  return { writes: each.flatMap((one) => one.writes), says: each.flatMap((one) => one.says) };
}

/** The quarter's question to one contact; the same id whoever asks, so that it comes once. */
export function quarterly(
  contact: Contact,
  client: Client,
  hours: WorkingHours,
  now: Date,
): Asking & { survey: Survey } {
  const { desk, person, name } = contact;
  const quarter = quarterOf(localDate(now, client.zone));
  const id = createHash("sha256").update(`${client.id}|${person}|${quarter}`).digest("hex").slice(0, 16);
  return asking(
    {
      id: `${desk}.${id}`,
      desk,
      client: client.id,
      kind: "nps",
      request: null,
      quarter,
      person,
      personName: name,
      conversation: directTo(person),
    },
    hours,
    now,
  );
}

export const surveyThread = (survey: Survey): string => cardId(survey.id, survey.conversation);
