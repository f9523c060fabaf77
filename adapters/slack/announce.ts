import type { Invocation, Outcome } from "../../src/invocation.ts";
import { type Deps, oneReader, originOf, readerBefore } from "./act.ts";
import { inTime } from "./in-time.ts";
import { resultModal } from "./render/modal.ts";
import { open, type Way } from "./reply.ts";
import { loading } from "./saving.ts";

/** A line of a verb and a name at most may well want a form; one with more in it hardly does. */
const FEW_WORDS = 2;

/**
 * While an act that may end in a form takes long, opens an empty modal in its place before the trigger is too old. Resolves to the way back with
 * or without that modal.
 */
export async function announce(
  deps: Deps,
  invocation: Invocation,
  work: Promise<Outcome>,
  way: Way,
): Promise<Way> {
  const { trigger, ...rest } = way;
  if (trigger === undefined || way.modal !== undefined || !mayAsk(invocation)) return way;
  if (await inTime(work, deps.timing.loadingMs)) return way;
  const reader = readerBefore(deps, invocation);
  const view = resultModal(loading(reader.locale), oneReader(deps, reader), originOf(deps, invocation));
  const modal = await open(deps, invocation.place.workspace, trigger, view);
  return { ...rest, modal };
}

function mayAsk({ input }: Invocation): boolean {
  switch (input.kind) {
    case "action":
    case "open":
      return true;
    case "line":
      return input.text.trim().split(/\s+/).length <= FEW_WORDS;
    case "form":
    case "talk":
    case "reaction":
    case "changed":
      return false;
    default:
      return input satisfies never;
  }
}
