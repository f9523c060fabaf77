import type { Ctx } from "./ctx.ts";
import type { Member } from "./domain/desk.ts";
import { formatDuration } from "./domain/duration.ts";
import type { FollowUp } from "./domain/follow-up.ts";
import type { Say } from "./domain/outbox.ts";
import { openStages } from "./domain/request.ts";
import { cardsFollow } from "./request-says.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import { stopping } from "./timers.ts";

interface HandedBack {
  writes: Write[];
  says: Say[];
  /** How many open requests are unassigned now. */
  requests: number;
  /** What the stopped timer had run for. */
  stopped: string | undefined;
}

/**
 * What a member leaves behind at the clients they no longer serve: their open work is unassigned, an owner looks after the
 * clients they led and what they were to follow up, and their timer becomes time.
 */
export async function handedBack(
  ctx: Ctx,
  member: Member,
  leaves: (client: string) => boolean,
  leadsOn: boolean,
): Promise<HandedBack> {
  const [heir, assigned, clients, timer, open, members] = await Promise.all([
    heirOf(ctx, member),
    ctx.store.requests.list({ assignee: member.person, stages: openStages }),
    ctx.store.clients.list({ archived: true }),
    ctx.store.timers.of(member.person),
    ctx.store.followUps.leftBy(member.person),
    ctx.store.members.list(),
  ]);
  const seesTo = open.filter((one) => leaves(one.client ?? ""));
  const owners = members.filter(({ role, person }) => role === "owner" && person !== member.person);
  const theirs = assigned.filter((request) => leaves(request.client));
  const led = clients.filter((client) => client.lead === member.person && (!leadsOn || leaves(client.id)));
  const runs = timer?.desk === ctx.desk.id && leaves(timer.client) ? timer : undefined;
  const time = runs && stopping(ctx, runs, member.hours.zone);
  const minutes = time?.entries.reduce((sum, entry) => sum + entry.minutes, 0);
  const follow = await Promise.all(theirs.map((request) => cardsFollow(ctx, request, request.version + 1)));
  return {
    writes: [
      ...theirs.map((request) => write.request.replace({ ...request, assignee: null, face: null })),
      ...led.map((client) => write.client.replace({ ...client, lead: heir })),
      ...seesTo.map((one) => write.followUp.replace(handedOn(one, heir, owners))),
      ...(time?.writes ?? []),
    ],
    says: follow.flat(),
    requests: theirs.length,
    stopped: minutes === undefined ? undefined : formatDuration(minutes),
  };
}

/** The owner who sends them; who leaves on their own leaves it to another owner. */
async function heirOf(ctx: Ctx, member: Member): Promise<string> {
  const me = ctx.actor.person.id;
  if (member.person !== me) return me;
  const others = await ctx.store.members.list();
  return others.find((one) => one.role === "owner" && one.person !== me)?.person ?? me;
}

/** To the heir; what was said of them in confidence to another owner, and only where there is no other one left to them all the same. */
function handedOn(one: FollowUp, heir: string, owners: readonly Member[]): FollowUp {
  if (one.hiddenFrom !== heir) return { ...one, owner: heir };
  const other = owners.find(({ person }) => person !== heir);
  return other ? { ...one, owner: other.person } : { ...one, owner: heir, hiddenFrom: null };
}
