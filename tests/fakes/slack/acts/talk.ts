import { threadHead } from "../lookup.ts";
import { messageShape } from "../shapes.ts";
import type { State } from "../state.ts";
import type { FakeFile, FakeMessage, Json } from "../types.ts";
import type { Delivered, Events } from "./delivery.ts";
import { actor, openChannel } from "./people.ts";
import { onTheWire } from "./wire.ts";

export interface TalkAct {
  user: string;
  channel: string;
  /** As typed; see `onTheWire`. */
  text: string;
  /** The message whose thread it is said in. */
  thread?: FakeMessage;
  files?: { name: string; content: string | Buffer; locked?: boolean }[];
}

export interface Talked {
  message: FakeMessage;
  /** What the app hears of it, without envelopes: for `deliver`. */
  events: Json[];
  /** One for each event the app is subscribed to; none where it hears nothing. */
  deliveries: Delivered[];
}

/** Somebody says something. A mention of the bot reaches the app twice, as `app_mention` and as `message`, with different event ids, at once. */
export async function say(state: State, events: Events, act: TalkAct): Promise<Talked> {
  const message = write(state, act);
  const heard = eventsOf(state, events, message);
  return { message, events: heard, deliveries: await tellAll(state, message, eventsOf) };
}

/** Every workspace that a message is seen in hears of it, each in its own words. */
async function tellAll(
  state: State,
  message: FakeMessage,
  eventsIn: (state: State, events: Events, message: FakeMessage) => Json[],
): Promise<Delivered[]> {
  const all = state
    .hearers(message.channel)
    .map((one) => one.events.tell(eventsIn(one.state, one.events, message)));
  return (await Promise.all(all)).flat();
}

/** Somebody changes what they said; the app hears `message_changed`. */
export async function edit(
  state: State,
  events: Events,
  act: { message: FakeMessage; text: string },
): Promise<Talked> {
  const { message } = act;
  const before = messageShape(state, message);
  message.text = onTheWire(state, act.text, "message");
  message.edits += 1;
  const heard = [events.changed("message_changed", message, before)];
  return { message, events: heard, deliveries: await tellAll(state, message, () => heard) };
}

/** Somebody takes back what they said; the app hears `message_deleted`, or, where it has replies, that a tombstone stands there now. */
export async function retract(state: State, events: Events, message: FakeMessage): Promise<Talked> {
  const before = messageShape(state, message);
  if ("reply_count" in before) {
    const stone = { ...message, user: "USLACKBOT", text: "This message was deleted.", files: [], blocks: [] };
    const event = events.changed("message_changed", stone, before);
    const shape = { ...(event["message"] as Json), subtype: "tombstone", hidden: true };
    const heard = [{ ...event, message: shape }];
    state.messages.splice(state.messages.indexOf(message), 1, stone);
    return { message: stone, events: heard, deliveries: await tellAll(state, message, () => heard) };
  }
  state.messages.splice(state.messages.indexOf(message), 1);
  const heard = [events.changed("message_deleted", message, before)];
  return { message, events: heard, deliveries: await tellAll(state, message, () => heard) };
}

/** Writes a message into the channel without telling the app; returns it with the events that would tell it. */
export function write(state: State, act: TalkAct): FakeMessage {
  const user = actor(state, act.user);
  const channel = openChannel(state, act.channel, user.id);
  const head = act.thread && threadHead(state, channel.id, act.thread.ts);
  const files = (act.files ?? []).map((file) => uploaded(state, user.id, channel.id, file));
  const message: FakeMessage = {
    channel: channel.id,
    ts: state.ts(),
    user: user.id,
    own: false,
    text: onTheWire(state, act.text, "message"),
    blocks: [],
    files,
    edits: 0,
    ...(head ? { threadTs: head.ts } : {}),
  };
  state.messages.push(message);
  return message;
}

function uploaded(
  state: State,
  user: string,
  channel: string,
  { name, content, locked = false }: { name: string; content: string | Buffer; locked?: boolean },
): FakeFile {
  const bytes = Buffer.from(content);
  const file: FakeFile = {
    id: state.id("F"),
    name,
    title: name,
    user,
    length: bytes.length,
    content: bytes,
    complete: true,
    processed: true,
    channels: [channel],
    team: state.options.team,
    locked,
  };
  state.files.set(file.id, file);
  return file;
}

function eventsOf(state: State, events: Events, message: FakeMessage): Json[] {
  const event = events.said(message);
  const mentioned = message.text.includes(`<@${state.options.botUser}>`);
  if (!mentioned || state.channels.get(message.channel)?.kind === "im") return [event];
  const { channel_type: _, subtype: __, ...rest } = event;
  return [{ ...rest, type: "app_mention" }, event];
}
