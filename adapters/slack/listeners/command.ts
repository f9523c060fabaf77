import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from "@slack/bolt";
import type { Invocation } from "../../../src/invocation.ts";
import { type Deps, dispatched, oneReader, readerBefore } from "../act.ts";
import { announce } from "../announce.ts";
import { inTime } from "../in-time.ts";
import { messageOf } from "../render/message.ts";
import { lookFor, reply, type Way } from "../reply.ts";
import { stillSaving } from "../saving.ts";
import { typedText } from "../typed.ts";
import { placeOf } from "../who.ts";

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** A slash command: answered in the acknowledgement, or after it if that takes too long. */
export const onCommand =
  (deps: Deps) =>
  async ({ command, context, ack }: Args): Promise<void> => {
    const workspace = context.teamId ?? command.team_id;
    const invocation: Invocation = {
      key: `slack:cmd:${command.trigger_id}`,
      actor: await deps.whose.speaker({ workspace, user: command.user_id, name: command.user_name }),
      place: placeOf(workspace, command.channel_id, { name: command.channel_name }),
      input: { kind: "line", text: typedText(command.text ?? "", workspace) },
    };
    const way: Way = { responseUrl: command.response_url, trigger: command.trigger_id };
    const work = dispatched(deps, invocation);
    const announced = announce(deps, invocation, work, way);
    const outcome = await inTime(work, deps.timing.answerMs);
    if (!outcome) {
      const reader = readerBefore(deps, invocation);
      await ack({
        response_type: "ephemeral",
        ...messageOf(stillSaving(invocation.input, reader.locale), oneReader(deps, reader)),
      });
      return reply(deps, invocation, await work, await announced);
    }
    const back = await inTime(announced, deps.timing.showMs);
    if (outcome.kind === "view" && back && back.modal === undefined) {
      await ack({
        response_type: outcome.to === "channel" ? "in_channel" : "ephemeral",
        ...messageOf(outcome.view, lookFor(deps, outcome, invocation)),
      });
      return;
    }
    const shown = announced.then((ways) => reply(deps, invocation, outcome, ways));
    await inTime(shown, deps.timing.showMs);
    await ack();
    await shown;
  };
