import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "../domain/actor.ts";
import { DOWNLOADS_PATH, type Download } from "../domain/download.ts";
import { type Handle, pathOf, plain } from "../http/listener.ts";
import { localeOf, messages } from "../i18n/index.ts";
import type { Log } from "../log.ts";
import { loadPromises } from "../promise-report.ts";
import { loadSurveys } from "../satisfaction.ts";
import type { Stores } from "../store/index.ts";
import type { Clock } from "../time/clock.ts";
import { weekOfDate } from "../time/zones.ts";
import { loadSheet } from "../timesheet.ts";
import { promisesCsv } from "./promises-csv.ts";
import { satisfactionCsv } from "./satisfaction-csv.ts";
import { timesheetCsv } from "./timesheet-csv.ts";

export interface DownloadsDeps {
  stores: Stores;
  clock: Clock;
  log: Log;
}

/** Serves what was offered to whoever has its link, as long as the person it was offered to may still see it. */
export function createDownloads(deps: DownloadsDeps): Handle {
  return (req, res) => {
    if (req.method !== "GET" && req.method !== "HEAD") {
      res.setHeader("allow", "GET, HEAD");
      plain(res, 405, "only GET");
      return;
    }
    serve(deps, req, res).catch((error: unknown) => {
      deps.log.error({ err: error }, "a download failed");
      if (res.headersSent) res.destroy();
      else plain(res, 503, messages(languageOf(req)).time.downloadFailed);
    });
  };
}

async function serve(deps: DownloadsDeps, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const token = pathOf(req).slice(DOWNLOADS_PATH.length + 1);
  const now = deps.clock.now();
  const download = /^[\w-]{32}$/.test(token) ? await deps.stores.downloads.find(token, now) : undefined;
  const actor = download && (await actorOf(deps, download));
  if (!download || !actor) {
    plain(res, 404, messages(languageOf(req)).time.downloadGone);
    return;
  }
  const { desk, person, from } = download;
  const store = deps.stores.forDesk(desk, actor, { key: download.id, by: person, platform: "", now });
  const csv = Buffer.from(await csvIn(store, download, now));
  res.writeHead(200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${download.what}-${download.what === "timesheet" ? weekOfDate(from).key : from.slice(0, 7)}.csv"`,
    "content-length": csv.length,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  });
  res.end(req.method === "HEAD" ? undefined : csv);
}

async function csvIn(store: ReturnType<Stores["forDesk"]>, download: Download, now: Date): Promise<string> {
  const { what, reader } = download;
  const m = messages(reader.locale);
  switch (what) {
    case "timesheet":
      return timesheetCsv(await loadSheet(store, download), reader, m);
    case "satisfaction": {
      const { zone } = await store.desk();
      return satisfactionCsv(await loadSurveys(store, download, zone), zone, m);
    }
    case "promises": {
      const { zone } = await store.desk();
      return promisesCsv(await loadPromises(store, download, zone, now), m);
    }
    default:
      return what satisfies never;
  }
}

/** The part in which it was offered; undefined if they are no longer on the team, or no longer may see another's time. */
async function actorOf(
  { stores }: DownloadsDeps,
  { desk, person: id, who }: Download,
): Promise<Actor | undefined> {
  const { system } = stores;
  const [person, { members }] = await Promise.all([system.person(id), system.memberships(id)]);
  const member = members.find((one) => one.desk === desk);
  if (!person || !member || (who !== id && member.role !== "owner")) return undefined;
  return { kind: "member", person, desk, role: member.role, member };
}

const languageOf = (req: IncomingMessage) => localeOf(req.headers["accept-language"]?.split(",")[0]) ?? "en";
