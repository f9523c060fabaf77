import type { State } from "../state.ts";
import type { FakeMessage } from "../types.ts";
import type { Delivered, Repeats } from "./delivery.ts";
import { actor, openChannel } from "./people.ts";

export interface ReactAct extends Repeats {
  user: string;
  message: FakeMessage;
  /** Its name, without colons. */
  emoji: string;
}

/** Somebody puts an emoji on a message. */
export async function react(state: State, act: ReactAct): Promise<Delivered[]> {
  const { message, emoji, ...repeats } = act;
  const user = actor(state, act.user);
  const channel = openChannel(state, message.channel, user.id);
  const event = {
    type: "reaction_added",
    user: user.id,
    reaction: emoji,
    item_user: message.user,
    item: { type: "message", channel: channel.id, ts: message.ts },
    event_ts: state.ts(),
  };
  const all = state
    .hearers(channel.id)
    .map((one) => (one.events.hears(event) ? one.events.deliver(event, repeats) : []));
  return (await Promise.all(all)).flat();
}
