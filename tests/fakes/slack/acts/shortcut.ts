import { messageShape } from "../shapes.ts";
import type { State } from "../state.ts";
import type { FakeMessage, Json } from "../types.ts";
import type { Delivered, Delivery } from "./delivery.ts";
import { actor, FORM, interaction, nameFor, openChannel, payloadForm } from "./people.ts";

export interface ShortcutAct {
  user: string;
  callbackId: string;
  /** The message in whose menu it is; from anywhere without one. */
  message?: FakeMessage;
}

/** Somebody chooses a shortcut. The app needs no seat in the channel. Slack doesn't say which app is meant. */
export function shortcut(state: State, delivery: Delivery, act: ShortcutAct): Promise<Delivered> {
  const { message, callbackId } = act;
  const user = actor(state, act.user);
  const type = message ? "message_action" : "shortcut";
  const { api_app_id: _, user: __, ...common } = interaction(state, type, user, state.trigger(user.id));
  const payload: Json = {
    ...common,
    user: { id: user.id, name: user.name, team_id: user.team },
    callback_id: callbackId,
    action_ts: state.ts(),
    ...(message ? onMessage(state, message, user.id) : {}),
  };
  return delivery.raw(payloadForm(payload), { contentType: FORM });
}

function onMessage(state: State, message: FakeMessage, user: string): Json {
  const channel = openChannel(state, message.channel, user);
  return {
    channel: { id: channel.id, name: nameFor(channel) },
    message_ts: message.ts,
    message: messageShape(state, message),
    response_url: state.responseUrl(channel.id, user),
  };
}
