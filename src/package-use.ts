import type { Actor } from "./domain/actor.ts";
import type { Client } from "./domain/desk.ts";
import { type PackageUse, periodOf } from "./domain/hours.ts";
import type { DeskStore } from "./store/desk.ts";

/** Minutes agreed. Subcontractors see their own time, which says nothing of how the package stands. */
export const agreedFor = (actor: Actor, client: Client): number | null =>
  actor.role === "subcontractor" ? null : (client.package?.minutes ?? null);

/** How the packages of these clients stand now. */
export async function usesOf(
  { store, actor, now }: { store: DeskStore; actor: Actor; now: Date },
  clients: readonly Client[],
): Promise<{ client: Client; use: PackageUse }[]> {
  const periods = clients.map((client) => ({ client, period: periodOf(client, now) }));
  const used = await store.time.used(periods.map(({ client, period }) => ({ client: client.id, ...period })));
  return periods.map(({ client, period }) => ({
    client,
    use: { period, used: used.get(client.id) ?? 0, of: agreedFor(actor, client) },
  }));
}
