import type { types } from "@slack/bolt";
import { PlatformError } from "../../src/errors.ts";
import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Form } from "../../src/view/nodes.ts";
import { type Deps, oneReader, originOf } from "./act.ts";
import { answerOf, metadataOf } from "./find-sent.ts";
import { shownNow } from "./platform.ts";
import type { Look } from "./render/look.ts";
import { messageOf } from "./render/message.ts";
import { formModal, resultModal } from "./render/modal.ts";
import { respond } from "./response-url.ts";

type ViewOutcome = Extract<Outcome, { kind: "view" }>;

/** The ways back to where something was typed or pressed. */
export interface Way {
  /** For messages beside what was typed or pressed. */
  responseUrl?: string | undefined;
  /** Opens one modal, within three seconds. */
  trigger?: string | undefined;
  /** A modal that is open already. */
  modal?: string | undefined;
  /** The thread it was pressed in. */
  thread?: string | undefined;
  /** What was pressed stands on a page, so an answer gets a modal of its own. */
  onPage?: boolean;
  /** What was pressed is seen by one person alone, so an answer may take its place. */
  mayReplace?: boolean;
}

export const lookFor = (deps: Deps, { reader, to }: ViewOutcome, { place }: Invocation): Look => ({
  ...oneReader(deps, reader),
  readers: to === "channel" && place.kind === "channel" ? "many" : "one",
});

/** Brings an outcome back by the best way that is still open; in the end as a message. Never rejects. */
export async function reply(deps: Deps, invocation: Invocation, outcome: Outcome, way: Way): Promise<void> {
  try {
    switch (outcome.kind) {
      case "none":
        return;
      case "form":
        if (await showForm(deps, invocation, outcome.form, outcome, way)) return;
        return await say(deps, invocation, shownNow(outcome), way);
      case "view": {
        const shown = await showResult(deps, invocation, outcome, way);
        if (!shown || outcome.to === "channel") await say(deps, invocation, outcome, way);
        return;
      }
      default:
        outcome satisfies never;
    }
  } catch (error) {
    deps.log.error({ err: error, key: invocation.key }, "an answer could not be brought back to Slack");
  }
}

async function showForm(
  deps: Deps,
  invocation: Invocation,
  form: Form,
  { reader, errors }: Extract<Outcome, { kind: "form" }>,
  way: Way,
): Promise<boolean> {
  const { place } = invocation;
  const view = formModal(form, oneReader(deps, reader), originOf(deps, invocation), errors);
  if (way.modal !== undefined) return update(deps, place.workspace, way.modal, view);
  return way.trigger !== undefined && (await open(deps, place.workspace, way.trigger, view)) !== undefined;
}

async function showResult(
  deps: Deps,
  invocation: Invocation,
  outcome: ViewOutcome,
  way: Way,
): Promise<boolean> {
  const { modal, trigger, onPage } = way;
  if (modal === undefined && !onPage) return false;
  const { place } = invocation;
  const view = resultModal(outcome.view, oneReader(deps, outcome.reader), originOf(deps, invocation));
  if (modal === undefined)
    return trigger !== undefined && (await open(deps, place.workspace, trigger, view)) !== undefined;
  return update(deps, place.workspace, modal, view);
}

/** Opens a modal; its id, or undefined if Slack didn't. */
export async function open(
  { call, log }: Deps,
  workspace: string,
  trigger: string,
  view: types.ModalView,
): Promise<string | undefined> {
  try {
    const { view: shown } = await call(workspace, (client) =>
      client.views.open({ trigger_id: trigger, view }),
    );
    return shown?.id;
  } catch (error) {
    log.warn({ err: error }, "a form could not be opened");
    return undefined;
  }
}

/** False if it isn't there any more. */
async function update(
  { call, log }: Deps,
  workspace: string,
  modal: string,
  view: types.ModalView,
): Promise<boolean> {
  try {
    await call(workspace, (client) => client.views.update({ view_id: modal, view }));
    return true;
  } catch (error) {
    log.debug({ err: error }, "a form was closed before its answer came");
    return false;
  }
}

/** As a message, beside what was typed or pressed; if that way is closed, where the bot may write. */
async function say(deps: Deps, invocation: Invocation, outcome: ViewOutcome, way: Way): Promise<void> {
  const { responseUrl, thread, mayReplace = false } = way;
  if (responseUrl !== undefined) {
    const at = deps.clock.now();
    const toAll = outcome.to === "channel";
    try {
      return await respond(responseUrl, {
        ...messageOf(outcome.view, lookFor(deps, outcome, invocation)),
        response_type: toAll ? "in_channel" : "ephemeral",
        replace_original: mayReplace && (outcome.replaces ?? false),
        ...(thread === undefined ? {} : { thread_ts: thread }),
        // What all see can be asked for.
        ...(toAll ? { metadata: metadataOf(answerOf(invocation)) } : {}),
      });
    } catch (error) {
      deps.log.warn({ err: error, key: invocation.key }, "a response url was of no use");
      const lost = error instanceof PlatformError && error.failure.kind === "unknown";
      // It may have arrived, and all would read it twice.
      if (lost && toAll) return deps.intake.answer(invocation, outcome, { at, error });
    }
  }
  await deps.intake.answer(invocation, outcome);
}
