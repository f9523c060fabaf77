import { actingFor } from "../../src/domain/away.ts";
import { type Client, type Desk, type Member, serves } from "../../src/domain/desk.ts";
import type { EventDraft } from "../../src/domain/event.ts";
import { directTo, type Say } from "../../src/domain/outbox.ts";
import { type Due, promisesDue, promisesTold } from "../../src/domain/promise.ts";
import { isOpen, type Request } from "../../src/domain/request.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { messages } from "../../src/i18n/index.ts";
import { defineSystemJob, type SystemJobCtx } from "../../src/job.ts";
import { owes, writeClocks } from "../../src/promise-keeping.ts";
import { promisesView } from "../../src/views/promise-notice.ts";

const EVERY_MINUTES = 5;
/** So many are looked at together, and so many of one desk are written in one step; so many times in one round. */
const TOGETHER = 1000;
const AT_ONCE = 100;
const TIMES = 10;

/** Something to be said about a request's promise, to whom. */
interface Said extends Due {
  request: Request;
  to: string;
}

/**
 * Warns who owes a client something before a promise breaks, and tells the owners when it did: each once, since saying it and noting that it
 * was said are one step.
 */
export const promises = defineSystemJob({
  name: "promises",
  catchUpMinutes: EVERY_MINUTES,
  rule: { kind: "interval", minutes: EVERY_MINUTES, anchor: "1970-01-01T00:00:00Z" },
  async run(ctx) {
    const failed: unknown[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const due = await ctx.upkeep.promisesDue(ctx.now, TOGETHER);
      const desks = await ctx.system.desksById([...new Set(due.map(({ desk }) => desk))]);
      for (const desk of desks) {
        const theirs = due.filter((request) => request.desk === desk.id);
        failed.push(...(await lookAfter(ctx, desk, theirs)));
      }
      if (due.length < TOGETHER || failed.length > 0) break;
    }
    // The others have been looked after; this round is tried again.
    if (failed.length > 0) throw failed[0];
    return "done";
  },
});

/** What went wrong, if anything did: one desk holds up no other. */
async function lookAfter(ctx: SystemJobCtx, desk: Desk, requests: readonly Request[]): Promise<unknown[]> {
  const failed: unknown[] = [];
  const lots = Array.from({ length: Math.ceil(requests.length / AT_ONCE) }, (_, i) =>
    requests.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  for (let lot = lots.shift(); lot; lot = lots.shift()) {
    try {
      await atDesk(ctx, desk, lot);
    } catch (error) {
      // Somebody answered one of them this very moment: the others don't wait for the next round. Or this was said before a crash.
      const disturbed = error instanceof ConflictError || error instanceof DuplicateError;
      if (disturbed && lot.length > 1) lots.push(...lot.map((request) => [request]));
      if (disturbed) continue;
      ctx.log.error({ err: error, desk: desk.id }, "the promises of a desk could not be looked after");
      failed.push(error);
    }
  }
  return failed;
}

async function atDesk(ctx: SystemJobCtx, desk: Desk, requests: readonly Request[]): Promise<void> {
  const [first] = requests;
  if (!first) return;
  const act = `${desk.id}|promises|${ctx.occurrence.period}|${first.id}${requests.length > 1 ? "+" : ""}`;
  const store = ctx.at(desk.id, act);
  const [clients, members] = await Promise.all([store.clients.list(), store.members.list()]);
  const byId = new Map(clients.map((client) => [client.id, client]));
  const said: Said[] = [];
  const writes = requests.map((request) => {
    const client = byId.get(request.client);
    // Of a client who is archived, or of work that is closed, nothing is owed.
    if (!client || !isOpen(request.stage)) return writeClocks(request, { ...request, promiseAt: null });
    const due = promisesDue(request, ctx.now);
    said.push(...due.flatMap((one) => toWhom(one, request, client, members, ctx.now)));
    return writeClocks(request, promisesTold(request, due, ctx.now));
  });
  await store.commit({
    writes,
    events: said.filter(isFirst).flatMap(brokenEvent),
    says: await notices(ctx, desk, byId, said),
  });
}

/** A warning is for who does it, or covers for them; where nobody does, and for what is broken, for the owners. */
function toWhom(due: Due, request: Request, client: Client, members: readonly Member[], now: Date): Said[] {
  const who = owes(request, client);
  const doer = who === null ? undefined : actingFor(members, who, now);
  const warned = members.filter((one) => one.person === doer && serves(one, client.id));
  const owners = members.filter((one) => one.role === "owner");
  const readers = due.what === "warn" && warned.length > 0 ? warned : owners;
  return readers.map(({ person }) => ({ ...due, request, to: person }));
}

/** What several owners are told has happened once. */
const isFirst = (one: Said, at: number, all: readonly Said[]): boolean =>
  all.findIndex(({ clock }) => clock === one.clock) === at;

function brokenEvent({ clock, what, request }: Said): EventDraft[] {
  if (what === "warn") return [];
  const data = { client: request.client, clock: clock.of, started: clock.startedAt.getTime() };
  return [{ subject: request.id, kind: "promise-broken", data }];
}

/**
 * One message for each reader and client, however many promises there are: whether they still serve that client is asked when it goes out.
 */
async function notices(
  ctx: SystemJobCtx,
  desk: Desk,
  clients: ReadonlyMap<string, Client>,
  said: readonly Said[],
): Promise<Say[]> {
  const messagesTo = new Map<string, Said[]>();
  for (const one of said) {
    const whose = `${one.to} ${one.request.client}`;
    messagesTo.set(whose, [...(messagesTo.get(whose) ?? []), one]);
  }
  return Promise.all(
    [...messagesTo.values()].flatMap((theirs) => {
      const [first] = theirs;
      return first ? [notice(ctx, desk, clients, first, theirs)] : [];
    }),
  );
}

async function notice(
  ctx: SystemJobCtx,
  desk: Desk,
  clients: ReadonlyMap<string, Client>,
  { to: person, request: { client } }: Said,
  theirs: readonly Said[],
): Promise<Say> {
  const reader = await ctx.readerOf(person, desk);
  const look = { desk: desk.name, clients, reader, now: ctx.now, m: messages(reader.locale) };
  return {
    kind: "message",
    topic: "notice",
    conversation: directTo(person),
    guard: { kind: "member", person, client },
    pressing: "promise",
    reader,
    view: promisesView(theirs, look),
  };
}
