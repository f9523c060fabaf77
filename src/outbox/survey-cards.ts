import type { Card } from "../domain/outbox.ts";
import { messages } from "../i18n/index.ts";
import type { DeskStore } from "../store/desk.ts";
import type { SystemStore } from "../store/system.ts";
import { surveyCard, surveyNames } from "../views/survey.ts";
import type { Rendered } from "./rendered.ts";

/** A survey as it stands; in a channel in the client's language, to a person in theirs. */
export async function renderSurvey(
  store: DeskStore,
  system: SystemStore,
  card: Card,
  now: Date,
): Promise<Rendered | undefined> {
  const survey = await store.surveys.byId(card.request);
  const client = survey && (await store.clients.byId(survey.client));
  if (!survey || !client) return undefined;
  const [request, desk, person] = await Promise.all([
    survey.request === null ? undefined : store.requests.byId(survey.request),
    store.desk(),
    card.guard.kind === "channel" ? undefined : system.person(card.guard.person),
  ]);
  const locale = person?.locale ?? client.language;
  const names = surveyNames(survey, request, client, desk);
  return {
    view: surveyCard(survey, names, now, messages(locale)),
    reader: { locale, zone: person?.zone ?? client.zone },
    version: survey.version,
  };
}
