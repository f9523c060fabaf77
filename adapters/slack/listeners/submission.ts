import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, types, ViewSubmitAction } from "@slack/bolt";
import type { Invocation, Outcome } from "../../../src/invocation.ts";
import { clip } from "../../../src/view/limits.ts";
import type { View } from "../../../src/view/nodes.ts";
import { type Deps, dispatched, oneReader, originOf, readerBefore } from "../act.ts";
import { inTime } from "../in-time.ts";
import { FIELD_ERROR } from "../render/limits.ts";
import { formModal, resultModal } from "../render/modal.ts";
import { stateSchema, valuesOf } from "../render/values.ts";
import { reply } from "../reply.ts";
import { formGone, stillSaving } from "../saving.ts";
import { NOWHERE, namedIn, placeOf } from "../who.ts";

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Answer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "update"; view: types.ModalView };

/** A form that was sent: it shows errors at its fields, or becomes the answer, or closes. */
export const onSubmission =
  (deps: Deps) =>
  async ({ body, view, context, ack }: Args): Promise<void> => {
    const workspace = context.teamId ?? body.user.team_id ?? "";
    const actor = await deps.whose.speaker(namedIn(workspace, body.user));
    const carried = deps.origins.read(view.private_metadata, workspace, body.user.id);
    const state = stateSchema.safeParse(view.state?.values ?? {});
    const { values, files } = valuesOf(state.data ?? {}, workspace);
    const invocation: Invocation = {
      // A form that was refused keeps its hash, and nothing was written under this key; one that was changed has another.
      key: `slack:view:${view.id}:${view.hash}`,
      actor,
      place: carried?.place ?? placeOf(workspace, NOWHERE),
      input: {
        kind: "form",
        verb: carried?.verb ?? "",
        values,
        preset: carried?.preset ?? {},
        ...(files.length === 0 ? {} : { files }),
      },
    };
    const reader = carried?.reader ?? readerBefore(deps, invocation);
    const become = (shown: View): Answer => ({
      response_action: "update",
      view: resultModal(shown, oneReader(deps, reader), originOf(deps, invocation)),
    });
    if (!carried || !state.success) {
      deps.log.warn({}, "a form came back that is none of ours");
      return ack(become(formGone(invocation.input, reader.locale)));
    }
    const work = dispatched(deps, invocation);
    const outcome = await inTime(work, deps.timing.answerMs);
    if (!outcome) {
      await ack(become(stillSaving(invocation.input, reader.locale)));
      return reply(deps, invocation, await work, { modal: view.id });
    }
    const inputs = new Set(
      view.blocks.flatMap((block) => (block.type === "input" ? [block.block_id ?? ""] : [])),
    );
    const answer = answerOf(deps, outcome, invocation, inputs);
    await (answer ? ack(answer) : ack());
    // Everybody is to see it; the form itself is closed.
    if (outcome.kind === "view" && outcome.to === "channel") await reply(deps, invocation, outcome, {});
  };

function answerOf(
  deps: Deps,
  outcome: Outcome,
  invocation: Invocation,
  inputs: ReadonlySet<string>,
): Answer | undefined {
  switch (outcome.kind) {
    case "none":
      return undefined;
    case "view":
      if (outcome.to === "channel") return undefined;
      return {
        response_action: "update",
        view: resultModal(outcome.view, oneReader(deps, outcome.reader), originOf(deps, invocation)),
      };
    case "form": {
      const errors = Object.entries(outcome.errors ?? {}).filter(([, words]) => words.trim() !== "");
      if (errors.length > 0 && errors.every(([key]) => inputs.has(key))) {
        const clipped = errors.map(([key, words]) => [key, clip(words, FIELD_ERROR)]);
        return { response_action: "errors", errors: Object.fromEntries(clipped) };
      }
      return {
        response_action: "update",
        view: formModal(
          outcome.form,
          oneReader(deps, outcome.reader),
          originOf(deps, invocation),
          outcome.errors,
        ),
      };
    }
    default:
      return outcome satisfies never;
  }
}
