import type { Person, Posted } from "../../fakes/teams/index.ts";
import { type Answer, type Bench, objectsIn, personal } from "./bench.ts";

export const words = (posted: Posted | undefined): string => JSON.stringify(posted?.activity ?? "");

/** The newest message of a conversation in which this stands. */
export function found(bench: Bench, conversation: string, text: string): Posted {
  const posted = bench.fake.in(conversation).findLast((one) => words(one).includes(text));
  if (!posted) throw new Error(`nobody said “${text}”`);
  return posted;
}

function buttonOf(posted: Posted, title: string) {
  const button = objectsIn(posted.activity).find(
    ({ type, title: label }) => /^Action\.(Execute|Submit)$/.test(String(type)) && label === title,
  );
  if (!button) throw new Error(`no button “${title}” in ${words(posted)}`);
  return button as { type: string; data: { msteams?: object } };
}

/** Presses the button that is called so, in personal chat. */
export function pressed(bench: Bench, who: Person, on: Posted, title: string): Promise<Answer> {
  const { type, data } = buttonOf(on, title);
  return data.msteams === undefined
    ? bench.invoke(
        who,
        personal,
        "adaptiveCard/action",
        { action: { type, verb: "va-desk", data }, trigger: "manual" },
        on.id,
      )
    : bench.invoke(who, personal, "task/fetch", { data, context: { theme: "default" } }, on.id);
}
