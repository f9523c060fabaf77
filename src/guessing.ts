import type { Desk, Person } from "./domain/desk.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import type { LinkCode } from "./domain/place.ts";
import { DuplicateError } from "./errors.ts";
import { messages } from "./i18n/index.ts";
import type { Stores } from "./store/index.ts";
import { write } from "./store/writes.ts";
import { text } from "./view/build.ts";

/** So many wrong codes within an hour, and no more are taken for an hour. */
const MOST_WRONG = 10;

export interface Guess {
  /** Whose guesses are counted: an account, or where a browser is that nobody is signed in with. */
  who: string;
  platform: string;
  /** How the owners hear of them; undefined: nobody knows who it is. */
  name: string | undefined;
  /** The act that carries the code. */
  act: string;
  now: Date;
}

/**
 * The code somebody typed, if it may be used; `locked` once they have typed ten wrong ones, a right one too then. The owners whose codes
 * they may have been after hear of it once.
 */
export async function codeTyped(
  stores: Stores,
  words: string,
  guess: Guess,
): Promise<LinkCode | "locked" | undefined> {
  const { system, guesses } = stores;
  const { who, act, now } = guess;
  if (await guesses.lockedOut(who, now)) return "locked";
  const code = await system.code(words, act, now);
  if (code) return code;
  if ((await guesses.wrongCode(who, act, now)) < MOST_WRONG) return undefined;
  await tellOwners(stores, guess);
  await guesses.lockOut(who, now);
  return "locked";
}

async function tellOwners({ system, guesses, forDesk }: Stores, guess: Guess): Promise<void> {
  const { who, act, now, platform } = guess;
  const atStake = await guesses.desksWithCodes(now);
  const desks = atStake.length > 0 ? await system.desksById(atStake) : await system.desks();
  for (const desk of desks.filter(({ demo }) => !demo)) {
    const by = { key: `${act}|guesses`, by: who, platform, now };
    const store = forDesk(desk.id, null, by);
    const members = await store.members.list();
    const owners = await Promise.all(
      members.filter(({ role }) => role === "owner").map((member) => system.person(member.person)),
    );
    const says = owners.flatMap((owner) => (owner ? [warning(owner, desk, guess)] : []));
    try {
      await store.commit({ writes: [write.desk.replace(await store.desk())], says });
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
    }
  }
}

function warning(owner: Person, desk: Desk, { name, platform }: Guess): Say {
  const reader = { locale: owner.locale ?? desk.locale, zone: owner.zone ?? desk.zone };
  const words = messages(reader.locale).desk;
  return {
    kind: "message",
    topic: "notice",
    conversation: directTo(owner.id),
    guard: { kind: "member", person: owner.id, client: null },
    pressing: "account",
    reader,
    view: {
      title: words.codesGuessed(name ?? words.somebody),
      body: [text(words.codesGuessedText(platform))],
    },
  };
}
