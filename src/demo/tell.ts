import { invocationOf } from "../../adapters/web/invocation.ts";
import { directChannel, type WebChannel, type WebChat, type WebPerson } from "../../adapters/web/port.ts";
import { ALL_DESKS } from "../domain/schedule.ts";
import type { Input, Outcome } from "../invocation.ts";
import type { ManualClock } from "../time/clock.ts";
import { renderText } from "../view/render-text.ts";
import type { Aside } from "./aside.ts";
import { type ChannelName, channelNames, channels, type Name, names, people } from "./cast.ts";
import type { Deed, Known, Moment } from "./moment.ts";
import { dueIn, instantOf } from "./times.ts";

/** What the people and channels of the story are called in this web chat. */
export interface Called {
  people: Readonly<Record<Name, string>>;
  channels: Readonly<Record<ChannelName, string>>;
}

/** So little time passes as one: what is to be said is said at its end, and no job that falls into it is late. */
const SHORT_MS = 10 * 60_000;

/** Lets a story happen by the clock given, whose end is `now`: each line goes through the dispatcher, each job runs in its time. */
export async function tell(
  story: readonly Moment[],
  aside: Aside,
  called: Called,
  clock: ManualClock,
  now: Date,
): Promise<void> {
  const { stores, chat, dispatch, platform, scheduler, settle } = aside;
  const { actors, directs, conversations } = await enter(chat, called);
  // Desks that are the first of their database would all have one id, and this one is to move in beside others.
  const deskCode = await stores.system.issueCode({
    kind: "desk",
    issuer: "story",
    desk: null,
    client: null,
    expiresAt: now,
  });

  /** Jobs run at their very times on the way. */
  async function passTo(to: Date): Promise<void> {
    if (to.getTime() - clock.now().getTime() < SHORT_MS) return clock.set(to);
    await settle();
    const coming = await scheduler.preview(clock.now(), to);
    const times = coming.filter(({ desk }) => desk !== ALL_DESKS).map(({ utc }) => utc);
    for (const utc of new Set(times)) {
      clock.set(utc);
      await scheduler.tick();
      if ((await scheduler.runDue()) > 0) await settle();
    }
    clock.set(to);
  }

  async function happen({ who, where, deed }: Moment, key: string): Promise<void> {
    const author = actors[who];
    const channel = where === "dm" ? directs[who] : conversations[where];
    const say = (text: string, to: string | null) => {
      const content = { kind: "text", text, files: [] } as const;
      const by = { channel: channel.id, author: author.id, thread: null, to };
      return chat.say({ ...by, content, key: `said:${key}` });
    };
    if (deed.kind === "talks") {
      await say(deed.text, null);
      return;
    }
    const known = { due: dueIn(now, people[who].zone), deskCode };
    const input = inputOf(deed, called, known);
    const invocation = invocationOf(author, channel, key, input);
    const outcome = await dispatch(invocation);
    mustBeAccepted(outcome, input, clock.now());
    if (input.kind !== "line" || (deed.kind === "types" && deed.quiet)) return;
    await (where === "dm" ? say(input.text, null) : say(`/va ${input.text}`, author.id));
    await platform.answer(invocation, outcome);
  }

  for (const [n, moment] of story.entries()) {
    await passTo(instantOf(moment.when, now, people.asha.zone));
    await happen(moment, `demo:${n}`);
  }
  await passTo(now);
  await settle();
}

/** Makes the people and channels. */
async function enter(chat: WebChat, called: Called) {
  const actors = mapped(
    names,
    (name): WebPerson => ({ id: called.people[name], ...people[name], demo: true }),
  );
  const directs = mapped(
    names,
    (name): WebChannel => ({
      id: directChannel(called.people[name]),
      name: people[name].name,
      kind: "dm",
      members: [called.people[name]],
    }),
  );
  const conversations = mapped(
    channelNames,
    (name): WebChannel => ({
      id: called.channels[name],
      name: called.channels[name],
      kind: "channel",
      members: channels[name].map((member) => called.people[member]),
    }),
  );
  for (const person of Object.values(actors)) await chat.addPerson(person);
  for (const channel of Object.values(conversations)) await chat.addChannel(channel);
  return { actors, directs, conversations };
}

const mapped = <K extends string, V>(keys: readonly K[], make: (key: K) => V): Record<K, V> =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;

function inputOf(deed: Exclude<Deed, { kind: "talks" }>, called: Called, known: Known): Input {
  if (deed.kind === "presses") return { kind: "action", verb: deed.verb, values: deed.values };
  const line = typeof deed.line === "string" ? deed.line : deed.line(known);
  return { kind: "line", text: line.replace(/@([a-z]+)/g, (at, name) => `@${calledAs(called, name) ?? at}`) };
}

const calledAs = (called: Called, name: string): string | undefined =>
  Object.hasOwn(called.people, name) ? called.people[name as Name] : undefined;

/** The story was written for the commands as they are. @throws Error if one of its lines is refused or asks back */
function mustBeAccepted(outcome: Outcome, input: Input, now: Date): void {
  if (outcome.kind === "view" && !outcome.refused) return;
  const why = outcome.kind === "view" ? renderText(outcome.view, outcome.reader, now) : outcome.kind;
  throw new Error(`the sample desk could not be told: ${JSON.stringify(input)} led to ${why}`);
}
