import { z } from "zod";
import { isWorkingDay, type WorkingHours } from "../time/business-hours.ts";
import { addDays } from "../time/zones.ts";

export const surveyKinds = ["csat", "nps"] as const;
export type SurveyKind = (typeof surveyKinds)[number];

/** The scores that can be given: 1 to 5 for a piece of work, 0 to 10 for recommending the desk. */
export const scales: Record<SurveyKind, { from: number; to: number; low: number }> = {
  csat: { from: 1, to: 5, low: 3 },
  nps: { from: 0, to: 10, low: 6 },
};

/** A survey is open for so many days, and brought to mind once after so many. */
const OPEN_DAYS = 7;
const REMIND_DAYS = 3;
const DAY_MS = 86_400_000;

/** A question after a piece of work or a project is done, or once a quarter, to one contact. It is answered once. */
export const surveySchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  kind: z.enum(surveyKinds),
  /** The request it is about; null for a project's and the quarter's. */
  request: z.string().nullable(),
  /** The project it is about, by its name; "" for anything else. */
  about: z.string().default(""),
  /** `2026-Q4` for the quarter's, "" otherwise. */
  quarter: z.string(),
  /** Who is asked. */
  person: z.string(),
  personName: z.string(),
  /** Where it was asked. */
  conversation: z.string(),
  state: z.enum(["asked", "answered", "withdrawn", "expired"]),
  score: z.number().int().nullable(),
  words: z.string(),
  askedAt: z.date(),
  expiresAt: z.date(),
  remindedAt: z.date().nullable(),
  answeredAt: z.date().nullable(),
  version: z.number().int(),
});
export type Survey = z.infer<typeof surveySchema>;

export type NewSurvey = Pick<
  Survey,
  "id" | "desk" | "client" | "kind" | "request" | "quarter" | "person" | "personName" | "conversation"
> & { about?: string };

export function askSurvey(of: NewSurvey, now: Date): Survey {
  return {
    about: "",
    ...of,
    state: "asked",
    score: null,
    words: "",
    askedAt: now,
    expiresAt: new Date(now.getTime() + OPEN_DAYS * DAY_MS),
    remindedAt: null,
    answeredAt: null,
    version: 0,
  };
}

/** Its job may be late; its time is not. */
export const isOpenSurvey = ({ state, expiresAt }: Pick<Survey, "state" | "expiresAt">, now: Date): boolean =>
  state === "asked" && now < expiresAt;

export const isLow = ({ kind, score }: Pick<Survey, "kind" | "score">): boolean =>
  score !== null && score <= scales[kind].low;

/** A number on the survey's scale; undefined for anything else. */
export function scoreMeant(kind: SurveyKind, words: string): number | undefined {
  const { from, to } = scales[kind];
  const score = /^\d{1,2}$/.test(words.trim()) ? Number(words) : Number.NaN;
  return score >= from && score <= to ? score : undefined;
}

/** A reply in words: a score first, if it begins with one, and what is said beside it. */
export function replyMeant(kind: SurveyKind, text: string): { score: number | undefined; words: string } {
  const [, first = "", rest = ""] = /^\s*(\d{1,2})(?![\d.,/])\s*[-–—:.,)]?\s*([\s\S]*)$/.exec(text) ?? [];
  const score = first === "" ? undefined : scoreMeant(kind, first);
  return score === undefined ? { score, words: text.trim() } : { score, words: rest.trim() };
}

/** How a desk asks. `days`: no two surveys about work reach one person within so many; 0 asks nobody. */
export const surveySettingsSchema = z.object({
  days: z.number().int().min(0).max(365),
  nps: z.boolean(),
  /** Clients and people who are not asked. */
  off: z.array(z.string()),
});
export type SurveySettings = z.infer<typeof surveySettingsSchema>;
export const usualSurveys: SurveySettings = { days: 14, nps: true, off: [] };

/** Is this person of this client asked at all? */
export const asks = (settings: SurveySettings, kind: SurveyKind, client: string, person: string): boolean =>
  (kind === "nps" ? settings.nps : settings.days > 0) &&
  !settings.off.includes(client) &&
  !settings.off.includes(person);

/** Asked after this, somebody is left in peace. */
export const coolSince = ({ days }: SurveySettings, now: Date): Date =>
  new Date(now.getTime() - days * DAY_MS);

/** The local day on which it is brought to mind: a working day, if there is one before. */
export function reminderDay(hours: WorkingHours, asked: string): string {
  const due = addDays(asked, REMIND_DAYS);
  for (let day = due; day > asked; day = addDays(day, -1)) if (isWorkingDay(hours, day)) return day;
  return due;
}

/** `2026-Q4` of a local day. */
export const quarterOf = (day: string): string =>
  `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
