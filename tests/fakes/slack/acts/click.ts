import { isJson, objects, text, words } from "../json.ts";
import { elementsOf } from "../schema/check.ts";
import { messageShape, viewShape } from "../shapes.ts";
import type { State } from "../state.ts";
import type { FakeMessage, FakeView, Json } from "../types.ts";
import type { Delivered, Delivery, Signing } from "./delivery.ts";
import { actor, FORM, interaction, nameFor, payloadForm } from "./people.ts";
import { heldValue } from "./values.ts";

export interface ClickAct {
  user: string;
  /** Where the button is: a message or ephemeral of this fake, or an open view. */
  message?: FakeMessage;
  view?: FakeView;
  /** Which one: by its id or by what is written on it. */
  actionId?: string;
  label?: string;
  /** What is chosen, where it isn't a button but a menu: an option's value or label, a user's id, a date, … */
  choose?: string;
  signing?: Signing;
}

export interface Clicked extends Delivered {
  triggerId: string;
  /** None for a view. */
  responseUrl: string | undefined;
}

/** Somebody presses a button or chooses from a menu, and confirms if they are asked to. */
export async function click(state: State, delivery: Delivery, act: ClickAct): Promise<Clicked> {
  const { message, view } = act;
  const user = actor(state, act.user);
  const { block, element } = find(objects(message?.blocks ?? view?.body["blocks"]), act);
  const triggerId = state.trigger(user.id, view?.id);
  const responseUrl = message && state.responseUrl(message.channel, user.id, message);
  const action: Json = {
    action_id: element["action_id"],
    block_id: block["block_id"],
    type: element["type"],
    action_ts: state.ts(),
    ...(element["type"] === "button"
      ? {
          text: element["text"],
          ...(element["value"] === undefined ? {} : { value: element["value"] }),
          ...(element["style"] === undefined ? {} : { style: element["style"] }),
        }
      : heldValue(state, element, act.choose ?? "")),
  };
  const payload: Json = {
    ...interaction(state, "block_actions", user, triggerId),
    ...(message ? messagePart(state, message, user.id, responseUrl) : {}),
    ...(view ? { container: { type: "view", view_id: view.id }, view: viewShape(state, view) } : {}),
    ...(message ? { state: { values: {} } } : {}),
    actions: [action],
  };
  const delivered = await delivery.raw(payloadForm(payload), {
    contentType: FORM,
    ...(act.signing ? { signing: act.signing } : {}),
  });
  return { ...delivered, triggerId, responseUrl };
}

function find(blocks: readonly Json[], act: ClickAct): { block: Json; element: Json } {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const found = all.find(({ element }) =>
    act.actionId === undefined
      ? words(element["text"]) === act.label
      : text(element["action_id"]) === act.actionId,
  );
  if (found) return found;
  const there = all.map(({ element }) => words(element["text"]) || text(element["action_id"])).join(", ");
  throw new Error(`nothing to press called "${act.actionId ?? act.label}"; there is: ${there || "nothing"}`);
}

/** Of an ephemeral message Slack sends only where it was. */
function messagePart(
  state: State,
  message: FakeMessage,
  user: string,
  responseUrl: string | undefined,
): Json {
  const channel = state.channels.get(message.channel);
  const ephemeral = message.ephemeralFor !== undefined;
  const sees = ephemeral ? message.ephemeralFor === user : channel?.members.has(user);
  const present = (ephemeral ? state.ephemerals : state.messages).includes(message);
  if (!channel || !sees || !present) throw new Error(`${user} can't see the message ${message.ts}`);
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: nameFor(channel) },
    ...(ephemeral ? {} : { message: messageShape(state, message) }),
    response_url: responseUrl,
  };
}

/** The labels of everything that can be pressed. */
export function labels(shown: FakeMessage | FakeView): string[] {
  const blocks = "blocks" in shown ? shown.blocks : objects(shown.body["blocks"]);
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => isJson(element["text"]))
      .map((element) => words(element["text"])),
  );
}
