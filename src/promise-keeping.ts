import { actingMember } from "./acting.ts";
import type { Ctx } from "./ctx.ts";
import { actingFor, awayAt, awaySpans } from "./domain/away.ts";
import { isRunning } from "./domain/clocks.ts";
import { type Client, type Desk, hoursOf, type Member, serves } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import { clocksAfter, clocksAnew, type Kept, type Terms, wordOf } from "./domain/promise.ts";
import type { Request } from "./domain/request.ts";
import { type WorkClock, workClock } from "./domain/work-clock.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";

type Doer = Pick<Member, "person" | "hours" | "away">;

/** Who owes the client a word: who does the work, else who looks after the client. */
export const owes = (request: Pick<Request, "assignee">, client: Pick<Client, "lead">): string | null =>
  request.assignee ?? client.lead;

/** The working time that a promise is counted in: that of who owes it, without days away that nobody covers; else the desk's. */
export function countedIn(desk: Pick<Desk, "hours" | "zone">, doer: Doer | undefined, from: Date): WorkClock {
  const away = doer ? awaySpans(doer).filter((span) => span.cover === null) : [];
  const pauses = away.map((span) => ({ from: span.from.getTime(), to: span.to.getTime() }));
  return workClock(doer?.hours ?? hoursOf(desk), pauses, from);
}

/** When the oldest clock of a request began. */
export function sinceOf({ clocks, stage, openedAt }: Request, now: Date): Date {
  const { answer, finish } = clocks;
  const times = [answer?.startedAt ?? (stage === "new" ? openedAt : now), finish?.startedAt ?? now, now];
  return new Date(Math.min(...times.map((at) => at.getTime())));
}

type Keeping = Pick<Ctx, "store" | "desk" | "now" | "actor">;

/** What a client is promised about a request, and in whose time. */
async function termsFor(ctx: Keeping, request: Request, client: Client): Promise<Terms> {
  const { actor, desk, now, store } = ctx;
  const who = owes(request, client);
  const own = actor.kind === "member" && actor.person.id === who ? actor.member : undefined;
  const doer = own && !awayAt(own, now) ? own : await actingMember(store, who, client, now);
  return { promise: client.promise, work: countedIn(desk, doer, sinceOf(request, now)), now };
}

/** The clocks of a request after what just happened to it, and what that ended. Reads nothing where no clock is concerned. */
export async function clocksKept(
  ctx: Keeping,
  { request, client }: { request: Request; client: Client },
  after: Request,
  happened: EventDraft,
): Promise<Kept> {
  const { answer, finish } = request.clocks;
  const by = ctx.actor.kind;
  // Who gives it to themselves takes it.
  const taken = happened.kind === "assigned" && happened.data?.["to"] === ctx.actor.person.id;
  const event = taken ? { ...happened, kind: "take" } : happened;
  const idle = !isRunning(answer) && !isRunning(finish) && client.promise?.finish == null;
  if (idle && wordOf(event, by) !== "question")
    return { clocks: request.clocks, promiseAt: request.promiseAt, events: [] };
  return clocksAfter(request, after, event, by, await termsFor(ctx, request, client));
}

/** The write of clocks alone: nothing else of the request has changed, so buttons drawn for it still hold. */
export const writeClocks = (request: Request, kept: Pick<Kept, "clocks" | "promiseAt">): Write =>
  write.request.replace({
    ...request,
    clocks: kept.clocks,
    promiseAt: kept.promiseAt,
    face: faceOf(request),
  });

/** The version a button must have been drawn for at least. */
export const faceOf = ({ face, version }: Pick<Request, "face" | "version">): number => face ?? version;

export interface Anew {
  desk: Pick<Desk, "hours" | "zone">;
  members: readonly Member[];
  now: Date;
}

/** The writes by which open requests follow what their client is promised now, and whoever owes it works when. */
export function clocksRenewed(
  { desk, members, now }: Anew,
  client: Client,
  requests: readonly Request[],
): Write[] {
  const works = new Map<string | null, WorkClock>();
  const first = requests.reduce(
    (at, request) => Math.min(at, sinceOf(request, now).getTime()),
    now.getTime(),
  );
  return requests.map((request) => {
    const doer = acting(owes(request, client), client, members, now);
    const who = doer?.person ?? null;
    const work = works.get(who) ?? countedIn(desk, doer, new Date(first));
    works.set(who, work);
    const byClient = members.every(({ person }) => person !== request.requester);
    return writeClocks(request, clocksAnew(request, byClient, { promise: client.promise, work, now }));
  });
}

/** As `actingMember`, of a team that is known. */
function acting(
  who: string | null,
  client: Client,
  members: readonly Member[],
  now: Date,
): Member | undefined {
  if (who === null) return undefined;
  const of = (person: string) => members.find((one) => one.person === person);
  const cover = of(actingFor(members, who, now));
  return cover && (cover.person === who || serves(cover, client.id)) ? cover : of(who);
}
