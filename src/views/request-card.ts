import { isRunning } from "../domain/clocks.ts";
import { formatDuration } from "../domain/duration.ts";
import { type FileLink, markClosed } from "../domain/file-link.ts";
import {
  type ClientRequest,
  type Comment,
  filesWith,
  forClient,
  isOpen,
  type Request,
  requestName,
} from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Action, Node, Text, View } from "../view/nodes.ts";
import { fileList, fileSpan } from "./file-links.ts";
import { rruleInWords } from "./rhythm.ts";

/** A button about one request, drawn for its present version. */
export function requestAction(
  request: { id: string; version: number },
  verb: string,
  label: string,
  style?: Action["style"],
): Action {
  // Delivering asks for the link first.
  const input = { ref: request.id, ...(verb === "deliver" ? { ask: "yes" } : {}) };
  return { label, verb, input, revision: request.version, ...(style ? { style } : {}) };
}

/** The live card in a client's channel. Client and team both see it; buttons authorise who presses. */
export const clientCard = (request: ClientRequest, code: string, m: Messages): View =>
  clientView(request, code, sharedChoices(request, m), m);

/**
 * The live card of a client's channel as one of its readers alone sees it: with the buttons of their part. It says what everybody may
 * know there, so that nothing is given away wherever it ends up.
 */
export function ownCard(
  request: Request,
  assigneeName: string | null,
  part: "contact" | "member",
  code: string,
  m: Messages,
): View {
  const shown = forClient(request, assigneeName);
  const choices = part === "member" ? memberChoices(request, m) : contactChoices(shown, m);
  return clientView(shown, code, choices, m);
}

type Subject = Pick<ClientRequest, "id" | "version" | "stage">;

const buttonsFor = (request: Subject) => (verb: string, label: string, style?: Action["style"]) =>
  requestAction(request, verb, label, style);

function sharedChoices(request: Subject, m: Messages): Action[] {
  const { buttons } = m.request;
  const press = buttonsFor(request);
  const next =
    request.stage === "new"
      ? [press("take", buttons.take, "primary")]
      : request.stage === "accepted"
        ? [press("start", buttons.start, "primary")]
        : request.stage === "in-progress" || request.stage === "in-review"
          ? [press("deliver", buttons.deliver, "primary")]
          : [];
  return [...next, ...contactChoices(request, m)];
}

function contactChoices(request: Subject, m: Messages): Action[] {
  const { buttons } = m.request;
  const press = buttonsFor(request);
  const details = press("show", buttons.details);
  if (request.stage === "delivered")
    return [press("approve", buttons.approve, "primary"), press("changes", buttons.changes), details];
  return isOpen(request.stage)
    ? [press("edit", buttons.edit), details]
    : [press("reopen", buttons.reopen), details];
}

function memberChoices(request: Subject & Pick<Request, "hold">, m: Messages): Action[] {
  const { buttons } = m.request;
  const press = buttonsFor(request);
  return isOpen(request.stage)
    ? [
        ...(request.stage === "new" ? [press("take", buttons.take)] : []),
        press("start", buttons.start, "primary"),
        ...(request.stage === "in-progress" ? [press("stop", buttons.stop)] : []),
        press("deliver", buttons.deliver),
        press("done", buttons.done),
        request.hold ? press("unblock", buttons.unblock) : press("snooze", buttons.snooze),
        press("edit", buttons.edit),
        press("show", buttons.details),
      ]
    : [press("reopen", buttons.reopen), press("show", buttons.details)];
}

function clientView(request: ClientRequest, code: string, choices: readonly Action[], m: Messages): View {
  return {
    title: titleOf(request, code),
    body: [
      v.fields([
        v.field(m.request.stageLabel, v.bold(m.request.stage[request.stage])),
        v.field(m.request.due, ...dueSpans(request, m)),
        v.field(m.request.who, request.assigneeName ?? m.request.nobody),
        v.field(m.request.from, request.requesterName),
      ]),
      ...holdOf(request, m),
      ...deliveryOf(request, m),
      ...sourceOf(request, m),
      ...repeatOf(request, m),
      v.actions(...choices),
    ],
  };
}

/** The same request as the team sees it, in a DM. */
export function memberCard(request: Request, code: string, assigneeName: string | null, m: Messages): View {
  const closed = request.files.filter((file) => file.closed);
  return {
    title: titleOf(request, code),
    body: [
      v.fields(memberFields(request, assigneeName, m)),
      ...promisesOf(request, m),
      ...memberHold(request, m),
      ...deliveryOf(request, m),
      ...sourceOf(request, m),
      ...repeatOf(request, m),
      ...closedOf(request, closed, m),
      v.actions(...memberChoices(request, m)),
    ],
  };
}

/** All there is to a request, for one of the team. */
export function memberDetails(
  request: Request,
  code: string,
  assigneeName: string | null,
  comments: readonly Comment[],
  /** Worked on it so far, and where they who read it have accounts. */
  { minutes, workspaces }: { minutes: number; workspaces: ReadonlySet<string> },
  m: Messages,
): View {
  const files = markClosed(filesWith(request, comments), workspaces);
  const card = memberCard({ ...request, files }, code, assigneeName, m);
  const [facts, ...rest] = card.body;
  return {
    title: card.title,
    body: [
      ...(facts ? [facts] : []),
      ...textsOf(request, m),
      ...(minutes > 0 ? [v.context(`${m.request.history}: ${formatDuration(minutes)}`)] : []),
      ...talk(comments, m),
      ...rest,
    ],
  };
}

/** All a client may see of it. */
export function clientDetails(
  request: ClientRequest,
  code: string,
  comments: readonly Comment[],
  m: Messages,
): View {
  const card = clientCard(request, code, m);
  const [facts, ...rest] = card.body;
  return {
    title: card.title,
    body: [
      ...(facts ? [facts] : []),
      ...textsOf(request, m),
      ...(request.audience === "private" ? [v.context(m.request.private)] : []),
      ...talk(
        comments.filter((comment) => !comment.internal),
        m,
      ),
      ...rest,
    ],
  };
}

const titleOf = (request: { number: number; title: string }, code: string): string =>
  `${requestName(code, request)} · ${request.title}`;

export function dueSpans(request: { due: ClientRequest["due"] }, m: Messages): Text {
  return request.due
    ? [v.when(request.due.at, request.due.hasTime ? "date-time" : "date")]
    : v.spans(m.request.noDue);
}

function memberFields(request: Request, assigneeName: string | null, m: Messages) {
  const marks = [request.urgent ? m.request.urgent : "", request.important ? m.request.important : ""].filter(
    Boolean,
  );
  return [
    v.field(m.request.stageLabel, v.bold(m.request.stage[request.stage])),
    v.field(m.request.due, ...dueSpans(request, m)),
    v.field(m.request.who, assigneeName ?? m.request.nobody),
    v.field(m.request.from, request.requesterName),
    ...(request.estimate === null ? [] : [v.field(m.request.estimate, formatDuration(request.estimate))]),
    ...(marks.length > 0 ? [v.field(m.request.priority, marks.join(", "))] : []),
    ...(request.audience === "private" ? [v.field("", m.request.privateMember)] : []),
  ].map((entry) => (entry.label === "" ? { ...entry, label: "🔒" } : entry));
}

function holdOf(request: ClientRequest, m: Messages): Node[] {
  const { hold } = request;
  if (!hold) return [];
  const whom = hold.on === "client" ? m.request.waitingOnYou : m.request.waitingOnOther;
  return [
    v.text(v.bold(`${whom}: `), hold.reason),
    ...(hold.solution === "" ? [] : [v.text(`${m.request.proposed}: `, hold.solution)]),
  ];
}

function memberHold(request: Request, m: Messages): Node[] {
  const { hold } = request;
  if (hold?.kind === "snoozed") return [v.text(`${m.request.snoozedUntil} `, v.when(hold.until))];
  return hold ? holdOf({ ...request, assigneeName: null, hold } as ClientRequest, m) : [];
}

function deliveryOf(request: Pick<ClientRequest, "delivery" | "stage">, m: Messages): Node[] {
  const { delivery } = request;
  if (!delivery || delivery.link === "") return [];
  return [v.text(`${m.request.delivery}: `, linkOr(delivery.link))];
}

/** Back to the message that it was made from. */
const sourceOf = ({ source }: Pick<ClientRequest, "source">, m: Messages): Node[] =>
  source === null || source.link === "" ? [] : [v.context(v.link(m.request.theMessage, source.link))];

const repeatOf = ({ repeat }: Pick<ClientRequest, "repeat">, m: Messages): Node[] =>
  repeat?.rrule == null ? [] : [v.context(`🔁 ${m.repeat.comes(rruleInWords(repeat.rrule, m))}`)];

const linkOr = (words: string) => (/^https?:\/\//.test(words) ? v.link(words, words) : v.plain(words));

/** What this reader can't open, with a way to ask for it. */
function closedOf({ id, version }: Subject, closed: readonly FileLink[], m: Messages): Node[] {
  if (closed.length === 0) return [];
  const names = closed.map(({ name }) => name || m.request.aFile).join(", ");
  const unasked = closed.some(({ asked }) => !asked);
  const ask = requestAction({ id, version }, "askfile", m.request.buttons.askFile);
  return [
    v.context(unasked ? m.request.cantOpen(names) : m.request.askedFor(names)),
    ...(unasked ? [v.actions(ask)] : []),
  ];
}

function textsOf(
  request: Pick<ClientRequest, "details" | "links" | "files" | "changes">,
  m: Messages,
): Node[] {
  return [
    ...(request.details === "" ? [] : [v.quote(request.details)]),
    ...(request.links.length === 0 ? [] : [v.list(request.links.map((link) => [v.link(link, link)]))]),
    ...fileList(request.files, m),
    ...(request.changes.length === 0
      ? []
      : [
          v.heading(m.request.changes),
          v.list(request.changes.slice(-5).map((change) => v.spans(change.text))),
        ]),
  ];
}

function talk(comments: readonly Comment[], m: Messages): Node[] {
  if (comments.length === 0) return [];
  return [
    v.heading(m.request.comments),
    v.list(
      comments
        .slice(-10)
        .map((comment) => [
          v.bold(comment.authorName),
          v.plain(comment.internal ? ` (${m.request.internal}): ` : ": "),
          v.plain(comment.text),
          ...comment.files.flatMap((file) => [v.plain(" · "), fileSpan(file, m)]),
        ]),
    ),
  ];
}

/** What the client is promised and still waits for. */
function promisesOf({ clocks, stage }: Request, m: Messages): Node[] {
  if (!isOpen(stage)) return [];
  return [clocks.answer, clocks.finish].flatMap((clock): Node[] => {
    if (!isRunning(clock) || (clock.minutes === null && clock.due === null)) return [];
    const what = m.promise.clocks[clock.of];
    if (clock.by === null)
      return clock.stands ? [v.context(`${what} ${m.promise.standsStill} `, v.when(clock.stands.from))] : [];
    return clock.brokenAt === null
      ? [v.context(`${m.promise.by(what)} `, v.when(clock.by))]
      : [v.context(`🔴 ${what}: ${m.promise.brokenSince} `, v.when(clock.by))];
  });
}
