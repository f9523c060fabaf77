import { z } from "zod";
import { clocksSchema, noClocks } from "./clocks.ts";
import { type FileLink, fileLinkSchema } from "./file-link.ts";

export const stages = [
  "new",
  "accepted",
  "in-progress",
  "in-review",
  "delivered",
  "done",
  "cancelled",
] as const;
export type Stage = (typeof stages)[number];

export const holdSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("blocked"),
    on: z.enum(["client", "other"]),
    reason: z.string(),
    solution: z.string(),
    since: z.date(),
  }),
  z.object({ kind: z.literal("snoozed"), until: z.date(), since: z.date() }),
]);
export type Hold = z.infer<typeof holdSchema>;

const moment = z.date().nullable();

/** What a step back restores; kept ten minutes by `undo`. */
const beforeSchema = z.object({
  by: z.string(),
  at: z.date(),
  verb: z.enum(["done", "deliver", "snooze"]),
  stage: z.enum(stages),
  hold: holdSchema.nullable(),
});

/** What a request says of the recurring work it is one of. `rrule` null: it doesn't come again. `at` is wall time at the client. */
const recurringSchema = z.object({ id: z.string(), rrule: z.string().nullable(), at: z.string() });

/** What a message says since `changedAt`, "" where it was taken back, and the addresses of the files that came with it. */
const saidSchema = z.object({
  ref: z.string(),
  text: z.string(),
  files: z.array(z.string()),
  changedAt: z.date().optional(),
});
/** The message it was made from, and later ones that were taken into it; the link is "" where the platform has none. */
const sourceSchema = z.object({
  ref: z.string(),
  link: z.string(),
  also: z.array(z.string()).optional(),
  /** What these messages say, where title and details are nothing but that. */
  said: z.array(saidSchema).optional(),
  /** The version that was last made of them alone: at a later one somebody has had a hand in it. */
  face: z.number().int().optional(),
});
export type Source = z.infer<typeof sourceSchema>;

/** A piece of work. `number` counts per client. Times are instants; `estimate` is whole minutes. */
export const requestSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  number: z.number().int().positive(),
  title: z.string(),
  details: z.string(),
  links: z.array(z.string()),
  files: z.array(fileLinkSchema),
  source: sourceSchema.nullable().default(null),
  due: z.object({ at: z.date(), hasTime: z.boolean() }).nullable(),
  estimate: z.number().int().positive().nullable(),
  /** Set by hand; null lets the due date decide. */
  urgent: z.boolean().nullable(),
  important: z.boolean(),
  stage: z.enum(stages),
  hold: holdSchema.nullable(),
  /** `private`: only its requester, `people`, and the members who serve the client. */
  audience: z.enum(["client", "private"]),
  requester: z.string(),
  requesterName: z.string(),
  people: z.array(z.string()),
  assignee: z.string().nullable(),
  delivery: z.object({ link: z.string(), at: z.date(), by: z.string() }).nullable(),
  /** What the client asked to be changed, newest last. */
  changes: z.array(z.object({ text: z.string(), by: z.string(), at: z.date() })),
  openedAt: z.date(),
  acceptedAt: moment,
  startedAt: moment,
  deliveredAt: moment,
  doneAt: moment,
  cancelledAt: moment,
  /** When the client was last reminded of an unanswered delivery. */
  remindedAt: moment,
  before: beforeSchema.nullable(),
  repeat: recurringSchema.nullable().default(null),
  /** How long the client has waited for a word, and for the work. */
  clocks: clocksSchema.default(noClocks),
  /** When a promise next asks for a warning or breaks. */
  promiseAt: moment.default(null),
  /** The version since which nothing that shows has changed: buttons drawn for it still hold. Null: the present one. */
  face: z.number().int().nullable().default(null),
  version: z.number().int(),
});
export type Request = z.infer<typeof requestSchema>;

/** The part of a request that people at the client may see. Views for clients take only this, so a leak doesn't compile. */
export type ClientRequest = Pick<
  Request,
  | "id"
  | "client"
  | "number"
  | "title"
  | "details"
  | "links"
  | "files"
  | "source"
  | "due"
  | "stage"
  | "audience"
  | "requesterName"
  | "delivery"
  | "changes"
  | "openedAt"
  | "deliveredAt"
  | "doneAt"
  | "repeat"
  | "version"
> & {
  hold: { on: "client" | "other"; reason: string; solution: string; since: Date } | null;
  assigneeName: string | null;
};

/** Keeps what a client may see; a snooze is the desk's own business. */
export function forClient(request: Request, assigneeName: string | null): ClientRequest {
  const { id, client, number, title, details, links, files, source, due, stage, audience, requesterName } =
    request;
  const { delivery, changes, openedAt, deliveredAt, doneAt, repeat, version, hold } = request;
  const shown = {
    id,
    client,
    number,
    title,
    details,
    links,
    files,
    source,
    due,
    stage,
    audience,
    requesterName,
  };
  return {
    ...shown,
    delivery,
    changes,
    openedAt,
    deliveredAt,
    doneAt,
    repeat,
    version,
    assigneeName,
    hold:
      hold?.kind === "blocked"
        ? { on: hold.on, reason: hold.reason, solution: hold.solution, since: hold.since }
        : null,
  };
}

export const isOpen = (stage: Stage): boolean => stage !== "done" && stage !== "cancelled";
/** Those in which something is still to be done or answered. */
export const openStages: readonly Stage[] = stages.filter(isOpen);

/** `ACME-12` */
export const requestName = (code: string, request: { number: number }): string => `${code}-${request.number}`;

/** What somebody said about a request. `internal` never leaves the desk. */
export const commentSchema = z.object({
  id: z.string(),
  desk: z.string(),
  client: z.string(),
  request: z.string(),
  author: z.string(),
  authorName: z.string(),
  text: z.string(),
  files: z.array(fileLinkSchema),
  internal: z.boolean(),
  at: z.date(),
  /** When its author made of it what it is, where they said it. */
  changedAt: z.date().optional(),
  /** Whoever said it took it back; nobody is shown it any more. */
  removedAt: moment,
  version: z.number().int(),
});
export type Comment = z.infer<typeof commentSchema>;

/** Files that came with it or with what was said of it where the client can read it. */
export const filesWith = (
  { files }: Pick<Request, "files">,
  comments: readonly Pick<Comment, "internal" | "files">[],
): FileLink[] => [
  ...files,
  ...comments.filter(({ internal }) => !internal).flatMap((comment) => comment.files),
];
