import { createHash } from "node:crypto";
import { z } from "zod";
import { messages } from "../../../src/i18n/index.ts";
import type { Input, Invocation, Outcome } from "../../../src/invocation.ts";
import { clip } from "../../../src/view/limits.ts";
import { renderText } from "../../../src/view/render-text.ts";
import { type Deps, inPatience, oneReader, readerBefore } from "../act.ts";
import type { Activity } from "../activity.ts";
import { readButton } from "../render/button.ts";
import { dialogMessage, dialogOf, resultDialog } from "../render/dialog.ts";
import { readForm } from "../render/form.ts";
import { placeOf, speakerOf } from "../who.ts";
import { extensionInput } from "./extension.ts";

/** What Teams gets in answer to an invoke. */
export interface InvokeAnswer {
  status: number;
  body?: object;
}

const execute = z.object({ action: z.object({ type: z.string(), data: z.unknown() }) });
const submitted = z.object({ data: z.unknown(), commandId: z.string().optional() });
const MOST_WORDS = 1_000;

/** Buttons, dialogs and message extensions, answered while Teams waits. What is none of ours is answered 501 or 400. */
export async function onInvoke(deps: Deps, tenant: string, activity: Activity): Promise<InvokeAnswer> {
  switch (activity.name) {
    case "adaptiveCard/action": {
      const read = execute.safeParse(activity.value);
      const pressed = read.success ? readButton(read.data.action.data) : undefined;
      if (!pressed) return { status: 400 };
      return executed(
        deps,
        invocationOf(tenant, activity, { kind: "action", ...pressed }, pressKey(activity, pressed)),
      );
    }
    case "task/fetch": {
      const read = submitted.safeParse(activity.value);
      const pressed = read.success ? readButton(read.data.data) : undefined;
      if (!pressed) return { status: 400 };
      return dialog(
        deps,
        invocationOf(tenant, activity, { kind: "action", ...pressed }, pressKey(activity, pressed)),
      );
    }
    case "composeExtension/fetchTask": {
      const input = extensionInput(activity);
      if (!input) return { status: 400 };
      return dialog(deps, invocationOf(tenant, activity, input, `teams:ext:${activity.id ?? ""}`));
    }
    case "task/submit":
    case "composeExtension/submitAction": {
      const read = submitted.safeParse(activity.value);
      const filled = read.success ? readForm(read.data.data) : undefined;
      const pressed = read.success && !filled ? readButton(read.data.data) : undefined;
      if (pressed) {
        return dialog(
          deps,
          invocationOf(tenant, activity, { kind: "action", ...pressed }, pressKey(activity, pressed)),
        );
      }
      if (!filled) return { status: 400 };
      const { verb, values, preset, once } = filled;
      const key = `teams:form:${tenant}:${once}:${digest(values)}`;
      return dialog(deps, invocationOf(tenant, activity, { kind: "form", verb, values, preset }, key));
    }
    default:
      return { status: 501 };
  }
}

const invocationOf = (tenant: string, activity: Activity, input: Input, key: string): Invocation => ({
  key,
  actor: speakerOf(tenant, activity),
  place: placeOf(tenant, activity),
  input,
});

/** The same button on the same state of the same card, by the same person, is one act. */
function pressKey(activity: Activity, pressed: { verb: string; values: object; revision?: number }): string {
  const { conversation, replyToId, from } = activity;
  const what = `${pressed.verb}:${digest(pressed.values)}:${pressed.revision ?? "-"}`;
  return `teams:click:${conversation.id}:${replyToId ?? "-"}:${what}:${from.aadObjectId ?? from.id}`;
}

const digest = (value: object): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);

/** A press without a dialog: its outcome in a few words; what takes a form, or much to read, follows in the person's own chat. */
async function executed(deps: Deps, invocation: Invocation): Promise<InvokeAnswer> {
  const outcome = await inPatience(deps, invocation);
  const say = (words: string): InvokeAnswer => ({
    status: 200,
    body: {
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: clip(words, MOST_WORDS),
    },
  });
  if (outcome === "late") return say(messages(readerBefore(invocation).locale).common.saving);
  switch (outcome.kind) {
    case "none":
      return say("");
    case "form":
      await deps.platform.answer(invocation, outcome);
      return say(messages(outcome.reader.locale).teams.seeChat);
    case "view":
      if (outcome.to === "channel") await deps.platform.answer(invocation, outcome);
      return say(renderText(withoutButtons(outcome), outcome.reader, deps.clock.now()));
    default:
      return outcome satisfies never;
  }
}

const withoutButtons = ({ view }: Extract<Outcome, { kind: "view" }>) => ({
  ...view,
  body: view.body.filter((node) => node.kind !== "actions"),
});

/** The outcome as a dialog: a form, or what there is to read. Said to a channel, it closes the dialog. */
async function dialog(deps: Deps, invocation: Invocation): Promise<InvokeAnswer> {
  const outcome = await inPatience(deps, invocation);
  const body = (task: object | undefined): InvokeAnswer => ({ status: 200, body: task ? { task } : {} });
  if (outcome === "late") return body(dialogMessage(messages(readerBefore(invocation).locale).common.saving));
  switch (outcome.kind) {
    case "none":
      return body(undefined);
    case "form": {
      const look = { ...oneReader(deps.clock, outcome.reader), asks: deps.asks };
      return body(dialogOf(outcome.form, look, newOnce(invocation), outcome.errors));
    }
    case "view": {
      if (outcome.to === "channel") {
        await deps.platform.answer(invocation, outcome);
        return body(undefined);
      }
      return body(resultDialog(outcome.view, { ...oneReader(deps.clock, outcome.reader), asks: deps.asks }));
    }
    default:
      return outcome satisfies never;
  }
}

/** Each showing of a form has a name of its own; the same one when Teams asks for it again. */
const newOnce = ({ key }: Invocation): string =>
  createHash("sha256").update(key).digest("base64url").slice(0, 22);
