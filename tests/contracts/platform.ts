import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Address, MessageRef } from "../../src/domain/ids.ts";
import { PlatformError, type PlatformFailure } from "../../src/errors.ts";
import type { Invocation, Profile } from "../../src/invocation.ts";
import type { Platform, SendOptions } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Form, View } from "../../src/view/nodes.ts";

/** A platform with people in it, and what they see. */
export interface PlatformBench {
  platform: Platform;
  clock: Clock;
  workspace: string;
  /** Two channels; both people and the bot are in both. */
  channel: Address;
  elsewhere: Address;
  one: { user: string } & Required<Pick<Profile, "name" | "zone">>;
  other: { user: string };
  /** What this person is shown in a conversation, oldest first. */
  seen(user: string, address: Address): Promise<Seen[]>;
  stop(): Promise<void>;
}

/** A message as somebody sees it. */
export interface Seen {
  /** Its words, as they are read. */
  text: string;
  buttons: readonly string[];
  /** The message that heads the thread it stands in. */
  thread: MessageRef | undefined;
  /** What in it is more than words to the platform: pings, links, formatting, parts of a page. */
  active: readonly string[];
}

const reader = { locale: "en", zone: "Europe/London" } as const;
const said = (title: string, ...body: View["body"]): View => ({ title, body });

/** What every chat platform promises the outbox and the dispatcher, whatever it is made of. */
export function platformContract(name: string, open: () => Promise<PlatformBench>): void {
  describe(`${name} as a platform`, () => {
    let bench: PlatformBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.stop());

    const send = (view: View, more: Partial<SendOptions> = {}, to = bench.channel) =>
      bench.platform.send(to, view, { key: `key-${view.title}`, reader, ...more });
    const find = (key: string, thread?: MessageRef, address = bench.channel) => {
      const now = bench.clock.now().getTime();
      const within = { from: new Date(now - 60_000), to: new Date(now + 60_000) };
      return bench.platform.findSent(address, { key, ...within, ...(thread ? { thread } : {}) });
    };
    const texts = async (user: string, address = bench.channel) =>
      (await bench.seen(user, address)).map(({ text }) => text);
    const invocation = (address = bench.channel): Invocation => ({
      key: "act-1",
      actor: { platform: bench.platform.name, workspace: bench.workspace, user: bench.one.user },
      place: {
        address,
        platform: bench.platform.name,
        workspace: bench.workspace,
        kind: "channel",
        name: "acme",
      },
      input: { kind: "line", text: "help" },
    });

    test("what is sent is seen by everybody in the channel, and nowhere else", async () => {
      await send(said("Good news"));
      for (const { user } of [bench.one, bench.other]) {
        expect(await texts(user)).toEqual([expect.stringContaining("Good news")]);
        expect(await texts(user, bench.elsewhere)).toEqual([]);
      }
    });

    test("what was sent is found by its key and by no other, or the platform says that it can't be asked", async () => {
      const ref = await send(said("First"));
      await send(said("Second"));
      const found = await find("key-First");
      if (found === "cannot-ask") return;
      expect(found).toBe(ref);
      expect(await find("key-Third")).toBe("not-found");
      expect(await find("key-First", undefined, bench.elsewhere)).toBe("not-found");
    });

    test("a reply stands in its thread, and is found there", async () => {
      const head = await send(said("Card"));
      const reply = await send(said("Comment"), { thread: head });
      const [card, comment] = await bench.seen(bench.other.user, bench.channel);
      expect(card?.thread).toBeUndefined();
      expect(comment).toMatchObject({ thread: head, text: expect.stringContaining("Comment") });
      expect(["cannot-ask", reply]).toContain(await find("key-Comment", head));
    });

    test("a thread of another conversation is not written into", async () => {
      const head = await send(said("Card"));
      await send(said("Comment"), { thread: head }, bench.elsewhere);
      expect(await texts(bench.one.user)).toHaveLength(1);
      expect(await bench.seen(bench.one.user, bench.elsewhere)).toMatchObject([{ thread: undefined }]);
    });

    test("an update changes the message in place", async () => {
      const ref = await send(said("New"));
      await send(said("Other"));
      await bench.platform.update(ref, said("Taken"), { reader });
      expect(await texts(bench.other.user)).toEqual([
        expect.stringContaining("Taken"),
        expect.stringContaining("Other"),
      ]);
    });

    test("a message that may be a repeat says so, in the reader's language", async () => {
      await send(said("Once"));
      await send(said("Twice"), { repeat: true });
      await send(said("Hindi"), { repeat: true, reader: { ...reader, locale: "hi" } });
      const [once, twice, hindi] = await texts(bench.one.user);
      expect(once).not.toContain("may be a repeat");
      expect(twice).toContain("may be a repeat");
      expect(hindi).toMatch(/[\u0900-\u097f]/);
    });

    test("a person has one direct conversation, and nobody else sees it", async () => {
      const { platform, workspace, one, other } = bench;
      const address = await platform.directAddress(workspace, one.user);
      expect(await platform.directAddress(workspace, one.user)).toBe(address);
      const theirs = await platform.directAddress(workspace, other.user);
      expect(theirs).not.toBe(address);
      await send(said("For you"), {}, address);
      expect(await texts(one.user, address)).toEqual([expect.stringContaining("For you")]);
      expect(await texts(other.user, theirs)).toEqual([]);
      expect(await texts(other.user)).toEqual([]);
    });

    test("a person has a name and a zone; somebody unknown is nobody", async () => {
      const { platform, workspace, one } = bench;
      expect(await platform.person(workspace, one.user)).toMatchObject({ name: one.name, zone: one.zone });
      expect(await platform.person(workspace, "UNKNOWN1")).toBeUndefined();
    });

    test("a private answer is seen by the one who asked, an answer for the channel by all", async () => {
      const answer = (view: View, to: "actor" | "channel") =>
        bench.platform.answer({ ...invocation(), key: `act-${to}` }, { kind: "view", to, view, reader });
      await answer(said("Only you"), "actor");
      await answer(said("All of you"), "channel");
      await bench.platform.answer(invocation(), { kind: "none" });
      const forAll = expect.stringContaining("All of you");
      const seen = await texts(bench.one.user);
      expect(seen).toHaveLength(2);
      expect(seen).toEqual(expect.arrayContaining([forAll, expect.stringContaining("Only you")]));
      expect(await texts(bench.other.user)).toEqual([forAll]);
    });

    test("a form that can't be shown now becomes a button for the one who asked", async () => {
      const form: Form = { verb: "request", title: "New request", submit: "File", fields: [], preset: {} };
      await bench.platform.answer(invocation(), { kind: "form", form, reader });
      expect(await bench.seen(bench.one.user, bench.channel)).toMatchObject([{ buttons: ["New request"] }]);
      expect(await bench.seen(bench.other.user, bench.channel)).toEqual([]);
    });

    test("there is no sending to what isn't there, and that is final", async () => {
      const ref = await send(said("Here"));
      const nowhere = [
        send(said("Lost"), {}, "nowhere|w|c"),
        bench.platform.update(`nowhere${ref}`, said("There"), { reader }),
      ];
      for (const attempt of nowhere) expect(await failureOf(attempt)).toMatchObject({ kind: "final" });
    });
  });
}

/** What a platform says of an attempt that didn't work out. */
export async function failureOf(attempt: Promise<unknown>): Promise<PlatformFailure> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlatformError)) throw new Error("no failure of the platform's", { cause: error });
  return error.failure;
}
