import type { Reply } from "./command.ts";
import type { Ctx } from "./ctx.ts";
import type { Client } from "./domain/desk.ts";
import { healthSince, troublesOf } from "./domain/health.ts";
import { openStages } from "./domain/request.ts";
import { loadPromises } from "./promise-report.ts";
import { startOfLocalDay } from "./time/zones.ts";
import { healthView } from "./views/health.ts";
import { promiseReport } from "./views/promise-report.ts";

/** Which report: local days of the desk, both included; null is every client. */
export interface Asked {
  from: string;
  to: string;
  client: string | null;
}

/** Promises kept and broken; `same` makes the button for the same as a CSV. */
export async function promisesReport(
  ctx: Ctx,
  asked: Asked,
  title: string,
  same: Readonly<Record<string, string>>,
): Promise<Reply> {
  const { m, desk, now, store } = ctx;
  const { clientOf, ...found } = await loadPromises(store, asked, desk.zone, now);
  const actions = [{ label: m.time.csv, verb: "report", input: { ...same, as: "csv" } }];
  const shown = { ...found, title, actions, clientOf: (id: string) => clientOf(id)?.name ?? "?" };
  return { to: "actor", view: promiseReport(shown, m) };
}

/** How clients are, or one of them, with the reasons. */
export async function healthReport(ctx: Ctx, client: Client | undefined): Promise<Reply> {
  const { m, desk, now, store } = ctx;
  const of = client ? { client: client.id } : {};
  const from = startOfLocalDay(healthSince(now, desk.zone), desk.zone);
  const upToNow = { from, to: new Date(now.getTime() + 1), ...of };
  const [outcomes, surveys, requests, clients] = await Promise.all([
    store.promises.outcomes(upToNow),
    store.surveys.asked(upToNow),
    store.requests.list({ stages: openStages, ...of }),
    client ? [client] : store.clients.list(),
  ]);
  const known = { zone: desk.zone, now, outcomes, surveys, requests };
  const health = clients.map((one) => ({
    client: one,
    troubles: troublesOf({ ...known, client: one.id }),
  }));
  return { to: "actor", view: healthView(health, m) };
}
