import type { Person } from "../domain/desk.ts";
import type { Messages } from "../i18n/index.ts";
import type { Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import type { Action } from "../view/nodes.ts";
import { bare, type Spoken } from "./bare.ts";

/** A button that takes what was said in a direct message for the answer to what was asked there, if anything was. */
export async function asAnswer(
  services: Services,
  invocation: Invocation,
  person: Person,
  { line, files }: Pick<Spoken, "line" | "files">,
  m: Messages,
): Promise<Action[]> {
  if (invocation.place.kind !== "dm" || line === "") return [];
  const asked = await services.stores.system.questionFor(person.id, services.clock.now());
  if (!asked) return [];
  const answer = { ...bare(asked.verb, { id: asked.id, reply: line }), line, files };
  const draft = await services.keepDraft(person, invocation, answer);
  const label = asked.verb === "checkin" ? m.errors.answersCheckIn : m.errors.answersSurvey;
  return [{ label, verb: "draft", input: { draft } }];
}
