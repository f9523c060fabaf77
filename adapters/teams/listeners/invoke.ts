import { createHash } from "node:crypto";
import { z } from "zod";
import type { MessageRef } from "../../../src/domain/ids.ts";
import { messages } from "../../../src/i18n/index.ts";
import type { Invocation, Outcome, Place } from "../../../src/invocation.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Reader, View } from "../../../src/view/nodes.ts";
import { renderText } from "../../../src/view/render-text.ts";
import { answerOn, type Deps, inPatience, oneReader, readerBefore } from "../act.ts";
import type { Activity } from "../activity.ts";
import { OWN_VERB } from "../render/button.ts";
import { cardOf } from "../render/card.ts";
import { dialogMessage, dialogOf, resultDialog } from "../render/dialog.ts";
import { readForm } from "../render/form.ts";
import { type Look, typedLine } from "../render/look.ts";
import { CARD_TYPE } from "../render/message.ts";
import { placeOf, speakerOf } from "../who.ts";
import { extensionInput } from "./extension.ts";
import { type Acted, digest, ownMessage, press } from "./press.ts";

/** What Teams gets in answer to an invoke. */
export interface InvokeAnswer {
  status: number;
  body?: object;
}

const execute = z.object({ action: z.object({ verb: z.string().optional(), data: z.unknown() }) });
const submitted = z.object({ data: z.unknown(), commandId: z.string().optional() });
const MOST_WORDS = 1_000;

/** Buttons, dialogs and message extensions, answered while Teams waits. What is none of ours is answered 501 or 400. */
export async function onInvoke(deps: Deps, tenant: string, activity: Activity): Promise<InvokeAnswer> {
  const act = (acted: Acted): Invocation => invocationOf(deps, tenant, activity, acted);
  switch (activity.name) {
    case "adaptiveCard/action": {
      const read = execute.safeParse(activity.value);
      const pressed = read.success ? press(activity, read.data.action.data) : undefined;
      if (!pressed) return { status: 400 };
      const own = read.data?.action.verb === OWN_VERB;
      return own
        ? ownCard(deps, act(pressed), activity.from.id)
        : executed(deps, act(pressed), ownMessage(tenant, activity));
    }
    case "composeExtension/fetchTask": {
      const input = extensionInput(tenant, activity);
      return input
        ? dialog(deps, activity, act({ input, key: `teams:ext:${activity.id ?? ""}` }))
        : { status: 400 };
    }
    case "task/fetch":
    case "task/submit":
    case "composeExtension/submitAction": {
      const read = submitted.safeParse(activity.value);
      const acted = read.success
        ? (submit(tenant, read.data.data) ?? press(activity, read.data.data))
        : undefined;
      return acted ? dialog(deps, activity, act(acted), acted.elsewhere) : { status: 400 };
    }
    default:
      return { status: 501 };
  }
}

function invocationOf(
  deps: Deps,
  tenant: string,
  activity: Activity,
  { input, key, elsewhere }: Acted,
): Invocation {
  const actor = speakerOf(tenant, activity);
  return {
    key,
    actor,
    place: deps.elsewhere.open(elsewhere, actor.user) ?? placeOf(tenant, activity),
    input,
  };
}

function submit(tenant: string, data: unknown): Acted | undefined {
  const filled = readForm(data);
  if (!filled) return undefined;
  const { verb, values, preset, once, elsewhere } = filled;
  const where = elsewhere === undefined ? {} : { elsewhere };
  const key = `teams:form:${tenant}:${once}:${digest(values)}`;
  return { input: { kind: "form", verb, values, preset }, key, ...where };
}

/** What a reader sees in place of the card that all see; where it can't be had, that one stays. */
async function ownCard(deps: Deps, invocation: Invocation, account: string): Promise<InvokeAnswer> {
  const { input } = invocation;
  // Nobody pressed anything, so nobody waits for it.
  const outcome = await inPatience(deps, invocation, async () => undefined);
  const shown = outcome !== "late" && outcome.kind === "view" && !outcome.refused && !outcome.asks;
  if (input.kind !== "action" || !shown) {
    const error = { code: "Unavailable", message: "" };
    return { status: 200, body: { statusCode: 400, type: "application/vnd.microsoft.error", value: error } };
  }
  const own = { press: { verb: input.verb, input: input.values }, accounts: [account] };
  const look = { ...oneReader(deps.clock, outcome.reader), asks: deps.asks, own };
  return { status: 200, body: { statusCode: 200, type: CARD_TYPE, value: cardOf(outcome.view, look) } };
}

/**
 * A press without a dialog: its outcome in a few words. What takes a form, or offers more, follows in the person's own chat; where a question
 * stood there, its answer takes its place.
 */
async function executed(
  deps: Deps,
  invocation: Invocation,
  on: MessageRef | undefined,
): Promise<InvokeAnswer> {
  const outcome = await inPatience(deps, invocation, (late) => answerOn(deps, invocation, late, on));
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
      deps.track(deps.intake.answer(invocation, outcome));
      return say(messages(outcome.reader.locale).teams.seeChat);
    case "view":
      if (isSaidToo(outcome)) deps.track(answerOn(deps, invocation, outcome, on));
      return say(toldIn(outcome, deps.clock.now(), invocation.place.kind));
    default:
      return outcome satisfies never;
  }
}

/** Does it stand in a message of its own? */
const isSaidToo = ({ to, replaces, followed, view }: Extract<Outcome, { kind: "view" }>): boolean =>
  to === "channel" || replaces === true || (followed !== true && offersMore(view));

/** Has it buttons that are not those of the card that was pressed, which follows what happened by itself? */
const offersMore = ({ body }: View): boolean =>
  body.some((node) => node.kind === "actions" && node.actions.some(({ revision }) => revision === undefined));

/** In words, without buttons, nor the facts where they can be read in a message or on the card that was pressed. */
function toldIn(outcome: Extract<Outcome, { kind: "view" }>, now: Date, kind: Place["kind"]): string {
  const { view, reader } = outcome;
  const hasCard = isSaidToo(outcome) || view.body.some((node) => node.kind === "actions");
  const body = view.body.filter((node) => node.kind !== "actions" && !(hasCard && node.kind === "fields"));
  const readers = kind === "dm" ? "one" : "many";
  return renderText({ ...view, body }, reader, now, (span) => typedLine(span, { readers }));
}

/** The outcome as a dialog: a form, or what there is to read. Said to a channel, it closes the dialog. */
async function dialog(
  deps: Deps,
  activity: Activity,
  invocation: Invocation,
  elsewhere?: string,
): Promise<InvokeAnswer> {
  const outcome = await inPatience(deps, invocation);
  const look = (reader: Reader): Look => ({
    ...oneReader(deps.clock, reader),
    dialog: true,
    ...(elsewhere === undefined ? {} : { elsewhere }),
  });
  const body = (task: object | undefined): InvokeAnswer => ({ status: 200, body: task ? { task } : {} });
  if (outcome === "late") return body(dialogMessage(messages(readerBefore(invocation).locale).common.saving));
  switch (outcome.kind) {
    case "none":
      return body(undefined);
    case "form": {
      const { input } = invocation;
      const typed = new Set("values" in input ? Object.keys(input.values) : []);
      const once = newOnce(invocation, activity);
      return body(dialogOf(outcome.form, look(outcome.reader), once, outcome.errors, typed));
    }
    case "view": {
      if (outcome.to === "channel") {
        await deps.intake.answer(invocation, outcome);
        return body(undefined);
      }
      const pictures = await deps.picturesIn(outcome.view);
      return body(resultDialog(outcome.view, { ...look(outcome.reader), pictures }));
    }
    default:
      return outcome satisfies never;
  }
}

/** Each showing of a form has a name of its own; the same one when Teams delivers the same press again. */
const newOnce = ({ key }: Invocation, { id = "" }: Activity): string =>
  createHash("sha256").update(`${id} ${key}`).digest("base64url").slice(0, 22);
