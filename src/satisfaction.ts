import type { Client } from "./domain/desk.ts";
import { type Request, requestName } from "./domain/request.ts";
import type { Survey } from "./domain/survey.ts";
import type { DeskStore } from "./store/desk.ts";
import { addDays, startOfLocalDay } from "./time/zones.ts";

/** Surveys asked in these local days, both included, with what they are about. */
export interface SurveysShown {
  surveys: readonly Survey[];
  clientOf(id: string): Client | undefined;
  /** `ACME-12`, or a project's name; "" for the quarter's and where it can't be seen. */
  aboutOf(survey: Survey): string;
}

export async function loadSurveys(
  store: DeskStore,
  { from, to, client }: { from: string; to: string; client: string | null },
  zone: string,
): Promise<SurveysShown> {
  const [surveys, clients] = await Promise.all([
    store.surveys.asked({
      from: startOfLocalDay(from, zone),
      to: startOfLocalDay(addDays(to, 1), zone),
      ...(client === null ? {} : { client }),
    }),
    store.clients.list({ archived: true }),
  ]);
  const ids = [...new Set(surveys.flatMap(({ request }) => request ?? []))];
  const requests = new Map<string, Request>((await store.requests.byIds(ids)).map((one) => [one.id, one]));
  const clientOf = (id: string) => clients.find((one) => one.id === id);
  return {
    surveys,
    clientOf,
    aboutOf({ request, about: project, client: id }) {
      if (request === null) return project;
      const about = requests.get(request);
      return about ? requestName(clientOf(id)?.code ?? "?", about) : "";
    },
  };
}
