import { isJson, objects, text, words } from "../json.ts";
import { checked, pushOn, replace } from "../methods/views.ts";
import { fileShape, viewShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeView, Json } from "../types.ts";
import type { Delivered, Delivery, Signing } from "./delivery.ts";
import { actor, FORM, interaction, payloadForm } from "./people.ts";
import { heldValue, initialOf } from "./values.ts";

export interface SubmitAct {
  user: string;
  view: FakeView;
  /** By block id or label; fields left out keep what they were opened with. Files are named by the ids of uploaded ones. */
  values: Record<string, string>;
  signing?: Signing;
}

export interface Submitted extends Delivered {
  /** What is on the screen afterwards; undefined when the form closed and nothing is below it. */
  view: FakeView | undefined;
  /** By block id, as the app refused the fields. */
  errors: Record<string, string>;
  triggerId: string;
}

/** Somebody fills in and submits a form; the answer is carried out as Slack would. */
export async function submit(state: State, delivery: Delivery, act: SubmitAct): Promise<Submitted> {
  const { view } = act;
  const user = actor(state, act.user);
  if (!view.open || view.user !== user.id) throw new Error(`${user.id} has no such form open`);
  if (view.body["submit"] === undefined) throw new Error("this form has no button to submit it");
  if (view.body["submit_disabled"] === true) throw new Error("this form's button is switched off");
  const values = filledIn(state, view, act.values);
  const triggerId = state.trigger(user.id, view.id);
  const payload = {
    ...interaction(state, "view_submission", user, triggerId),
    // In a shared channel that is where somebody belongs; the app's workspace stands in the view.
    team: { id: user.team, domain: state.options.teamDomain ?? "example" },
    view: viewShape(state, view, values),
    response_urls: [],
  };
  const delivered = await delivery.raw(payloadForm(payload), {
    contentType: FORM,
    ...(act.signing ? { signing: act.signing } : {}),
  });
  if (delivered.status === 200) apply(state, view, delivered);
  return { ...delivered, view: onScreen(state, view), errors: { ...view.errors }, triggerId };
}

function filledIn(state: State, view: FakeView, given: Record<string, string>): Json {
  const values: Record<string, Json> = {};
  const unused = new Set(Object.keys(given));
  for (const block of objects(view.body["blocks"])) {
    const element = block["element"];
    if (block["type"] !== "input" || !isJson(element)) continue;
    const blockId = text(block["block_id"]);
    const name = [blockId, words(block["label"])].find((one) => one in given);
    if (name !== undefined) unused.delete(name);
    const chosen = name === undefined ? initialOf(element) : (given[name] ?? "");
    if (chosen === "" && block["optional"] !== true) {
      throw new Error(`Slack keeps the form open: "${words(block["label"])}" is required`);
    }
    values[blockId] = { [text(element["action_id"])]: held(state, element, chosen) };
  }
  if (unused.size > 0) throw new Error(`no such field: ${[...unused].join(", ")}`);
  return values;
}

function held(state: State, element: Json, chosen: string): Json {
  if (element["type"] !== "file_input") return heldValue(state, element, chosen);
  const ids = chosen === "" ? [] : chosen.split(",");
  const files = ids.map((id) => {
    const file = state.files.get(id.trim());
    if (!file) throw new Error(`no file ${id}`);
    return fileShape(state, file);
  });
  return { type: "file_input", files };
}

function apply(state: State, view: FakeView, { body, json }: Delivered): void {
  view.errors = {};
  if (body.trim() === "" || (json && json["response_action"] === undefined)) {
    view.open = false;
    return;
  }
  const refuse = (why: string): Error => new Error(`Slack shows "trouble connecting": ${why}\n${body}`);
  if (!json) throw refuse("the answer is no JSON");
  try {
    switch (json["response_action"]) {
      case "errors":
        view.errors = fieldErrors(view, json["errors"]);
        return;
      case "update":
        replace(state, "submission ack", view, checked(state, json["view"], "modal", view));
        return;
      case "push":
        pushOn(state, "submission ack", view, checked(state, json["view"], "modal"), view.user);
        return;
      case "clear":
        for (const one of state.views.values()) if (one.rootId === view.rootId) one.open = false;
        return;
      default:
        throw refuse("unknown response_action");
    }
  } catch (error) {
    if (error instanceof SlackError) throw refuse(error.message);
    throw error;
  }
}

function fieldErrors(view: FakeView, errors: unknown): Record<string, string> {
  if (!isJson(errors) || Object.keys(errors).length === 0) throw new SlackError("missing errors");
  const inputs = objects(view.body["blocks"]).filter((block) => block["type"] === "input");
  const found: Record<string, string> = {};
  for (const [blockId, said] of Object.entries(errors)) {
    if (!inputs.some((block) => block["block_id"] === blockId)) {
      throw new SlackError("errors name a block that is no input", { block_id: blockId });
    }
    if (typeof said !== "string" || said === "") throw new SlackError("an error must be a text");
    found[blockId] = said;
  }
  return found;
}

function onScreen(state: State, view: FakeView): FakeView | undefined {
  const above = [...state.views.values()].filter((one) => one.open && one.rootId === view.rootId);
  return above.at(-1);
}
