import { addressOf, PLATFORM, WORKSPACE } from "../../adapters/web/codec.ts";
import type { WebChat } from "../../adapters/web/port.ts";
import type { Desk } from "../domain/desk.ts";
import { write } from "../store/writes.ts";
import { type Clock, manualClock } from "../time/clock.ts";
import type { Aside } from "./aside.ts";
import { channelNames, names, people } from "./cast.ts";
import { story } from "./story.ts";
import { type Called, tell } from "./tell.ts";
import { instantOf } from "./times.ts";

export interface DemoDeps {
  /** The web chat in use. */
  chat: Pick<WebChat, "person" | "channel">;
  desks(): Promise<readonly Pick<Desk, "demo">[]>;
  clock: Clock;
  openAside(clock: Clock): Promise<Aside>;
}

/**
 * Loads the sample desk: a week of Asha's work, told in a database of its own and then moved in whole, so that nobody ever sees half of
 * it. True if it is new; where it is there already, nothing changes.
 */
export async function loadDemo({ chat, desks, clock, openAside }: DemoDeps): Promise<boolean> {
  const isThere = async () => (await desks()).some((desk) => desk.demo);
  if (await isThere()) return false;
  const called = await freeNames(chat);
  const now = clock.now();
  const [first] = story;
  const past = manualClock(first ? instantOf(first.when, now, people.asha.zone) : now);
  const aside = await openAside(past);
  try {
    await tell(story, aside, called, past, now);
    await finish(aside, called, now);
    await aside.moveIn();
    return true;
  } catch (error) {
    // Another process may have been faster.
    if (await isThere()) return false;
    throw error;
  } finally {
    await aside.close();
  }
}

/** What nobody can type: that it is a sample, and which channel is the team's own. */
async function finish({ stores }: Aside, called: Called, now: Date): Promise<void> {
  const [desk] = await stores.system.desks();
  const asha = await stores.system.identity(`${PLATFORM}:${WORKSPACE}:${called.people.asha}`);
  if (!desk || !asha) throw new Error("the sample desk was not set up");
  const act = { key: "demo:finish", by: asha.person, platform: PLATFORM, now };
  const name = called.channels.team;
  await stores.forDesk(desk.id, null, act).commit({
    writes: [
      write.desk.replace({ ...desk, demo: true }),
      write.channel.insert({
        id: addressOf(name),
        desk: desk.id,
        client: null,
        name,
        intake: "asked",
        linkedAt: now,
      }),
    ],
  });
}

/** Somebody or something real that is called like one of the story keeps the name. */
async function freeNames(chat: DemoDeps["chat"]): Promise<Called> {
  return {
    people: await renamed(names, (id) => chat.person(id)),
    channels: await renamed(channelNames, (id) => chat.channel(id)),
  };
}

async function renamed<K extends string>(
  all: readonly K[],
  taken: (id: string) => Promise<unknown>,
): Promise<Record<K, string>> {
  const free = async (name: string): Promise<string> => {
    for (let n = 1; ; n += 1) {
      const id = n === 1 ? name : `${name}-${n}`;
      if ((await taken(id)) === undefined) return id;
    }
  };
  const entries = await Promise.all(all.map(async (name) => [name, await free(name)] as const));
  return Object.fromEntries(entries) as Record<K, string>;
}
