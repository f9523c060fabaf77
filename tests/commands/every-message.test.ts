import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Request } from "../../src/domain/request.ts";
import type { FileLink, Invocation } from "../../src/invocation.ts";
import { collectionOf, fromStored } from "../../src/store/collection.ts";
import { requests } from "../../src/store/collections.ts";
import { openDesk, postedIn, viewOf, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.say("asha", "acme", "settings messages:every");
});
afterEach(() => world.close());

const START = new Date("2026-11-24T10:00:00Z").getTime();

/** Somebody says something in a channel, so many seconds from the start. */
function message(
  who: string,
  text: string,
  seconds = 0,
  more: { where?: string; files?: FileLink[]; thread?: string } = {},
): Invocation {
  const { where = "acme", files, thread } = more;
  const ref = `fake|w|${where}|${who}-${seconds}-${text}`;
  return {
    key: `fake:msg:${ref}`,
    actor: { platform: "fake", workspace: "w", user: who },
    place: {
      platform: "fake",
      workspace: "w",
      address: `fake|w|${where}`,
      kind: "channel",
      name: where,
      ...(thread === undefined ? {} : { thread }),
    },
    input: { kind: "talk", text, ...(files ? { files } : {}) },
    message: { ref, at: new Date(START + seconds * 1000) },
  };
}

async function stored(): Promise<Request[]> {
  const found = await collectionOf(world.database.db, requests)
    .find()
    .sort({ openedAt: 1, number: 1 })
    .toArray();
  return found.map((row) => fromStored(requests, row));
}
const wordsOf = ({ title, details }: Request): string => [title, details].filter(Boolean).join("\n\n");

describe("in a channel where every message is a request", () => {
  it("a contact's words are filed, summed up to them alone, with a card for all", async () => {
    const said = await world.invoke(
      message("jane", "Fix the footer by Friday 5pm\nit says 2025", 0, {
        files: [{ name: "footer.png", url: "https://x.test/1" }],
      }),
    );
    expect(said.text).toContain("Got it: ACME-1");
    expect(said.outcome).toMatchObject({ to: "actor" });
    expect(await stored()).toMatchObject([
      {
        title: "Fix the footer by Friday 5pm",
        details: "it says 2025",
        files: [{ name: "footer.png" }],
        due: { hasTime: true },
        audience: "client",
      },
    ]);
    await world.settle();
    expect(postedIn(world, "fake|w|acme", "ACME-1").title).toContain("Fix the footer");
  });

  it("what the same person adds within two minutes goes with it, files too, and the card follows in place", async () => {
    await world.invoke(message("jane", "Fix the footer"));
    await world.settle();
    expect((await world.invoke(message("jane", "and the header", 60))).text).toContain("Added to ACME-1");
    const file = { name: "a.png", url: "https://x.test/a" };
    await world.invoke(message("jane", "a.png https://x.test/see", 120, { files: [file] }));
    await world.invoke(message("jane", "Something else", 121));
    const [first, second, ...more] = await stored();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      title: "Fix the footer",
      details: "and the header\n\na.png https://x.test/see",
      files: [file],
      links: ["https://x.test/see"],
    });
    expect(second).toMatchObject({ title: "Something else" });
    await world.settle();
    expect(
      world.platform.in("fake|w|acme").filter(({ view }) => view.title.includes("Fix the footer")),
    ).toHaveLength(1);
  });

  it("two people's words are two requests, and so are one person's in two channels", async () => {
    await world.say("asha", "beta", "settings messages:every");
    await world.press("jane", "beta", "join", { as: "contact" });
    for (const act of [message("jane", "One"), message("raj", "Two", 1, { where: "beta" })])
      await world.invoke(act);
    await world.invoke(message("jane", "Three", 2, { where: "beta" }));
    expect((await stored()).map(({ title }) => title).sort()).toEqual(["One", "Three", "Two"]);
  });

  it("what belongs to a request that is closed meanwhile is a new one", async () => {
    await world.invoke(message("jane", "Fix the footer"));
    await world.say("asha", "acme", "done 1");
    await world.invoke(message("jane", "One more thing", 30));
    await world.invoke(message("jane", "and another", 40));
    expect((await stored()).map(wordsOf)).toEqual(["Fix the footer", "One more thing\n\nand another"]);
  });

  it("the team's words, replies in a thread and words elsewhere are just talk", async () => {
    for (const act of [
      message("asha", "Good morning"),
      message("jane", "thanks", 1, { thread: "fake|w|acme|999" }),
      message("raj", "hello", 2, { where: "beta" }),
      message("jane", "   ", 3),
    ]) {
      expect((await world.invoke(act)).outcome).toEqual({ kind: "none" });
    }
    await world.say("asha", "acme", "client archive ACME");
    expect((await world.invoke(message("jane", "Anybody there?", 4))).outcome).toEqual({ kind: "none" });
    expect(await stored()).toEqual([]);
  });

  it("an emoji on a message that was taken in, or filed, says which request it is", async () => {
    await world.invoke(message("jane", "Fix the footer"));
    const later = message("jane", "and the header", 10);
    await world.invoke(later);
    const again = await world.press("jane", "acme", "request", {
      title: "and the header",
      message: later.message?.ref ?? "",
    });
    expect(again.text).toContain("That message is ACME-1 already");
    expect(await stored()).toHaveLength(1);
  });

  it("by name, what is no command is a request as well; what is one is carried out", async () => {
    const named = (text: string, seconds: number): Invocation => ({
      ...message("jane", text, seconds),
      input: { kind: "line", text, loose: true },
    });
    expect((await world.invoke(named("please fix the footer", 0))).text).toContain("Got it: ACME-1");
    expect((await world.invoke(named("requests", 5))).text).toContain("Open requests");
    expect(await stored()).toHaveLength(1);
  });

  it("somebody we haven't met is asked once, and then everything they said meanwhile is one request", async () => {
    const asked = await world.invoke(message("kim", "Fix the footer"));
    expect(asked.text).toContain("Are you with the client");
    expect((await world.invoke(message("kim", "and the header", 20))).outcome).toEqual({ kind: "none" });
    expect((await world.invoke(message("kim", "today please", 40))).outcome).toEqual({ kind: "none" });
    expect(await stored()).toEqual([]);
    await world.pressLabel("kim", "acme", asked, "I'm with Acme Ltd");
    expect((await stored()).map(wordsOf)).toEqual(["Fix the footer\n\nand the header\n\ntoday please"]);
    await world.invoke(message("kim", "thanks", 50));
    expect(await stored()).toHaveLength(1);
    await world.pressLabel("kim", "acme", asked, "I'm with Acme Ltd");
    expect((await stored()).map(wordsOf)).toEqual([
      "Fix the footer\n\nand the header\n\ntoday please\n\nthanks",
    ]);
  });

  it("however words overtake each other or come again, each is in exactly one request", {
    timeout: 120_000,
  }, async () => {
    let round = 0;
    const within = (max: number) =>
      fc.array(
        fc.record({
          who: fc.constantFrom("jane", "kim"),
          seconds: fc.integer({ min: 0, max }),
          times: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 1, maxLength: 8 },
      );
    await world.press("kim", "acme", "join", { as: "contact" });
    await fc.assert(
      fc.asyncProperty(fc.oneof(within(120), within(300)), async (said) => {
        round += 1;
        // Far enough from the rounds before.
        const acts = said.map(({ who, seconds, times }, n) => ({
          times,
          act: message(who, `r${round}w${n}.`, round * 10_000 + seconds),
        }));
        await Promise.all(
          acts.flatMap(({ act, times }) => Array.from({ length: times }, () => world.invoke(act))),
        );
        const all = (await stored()).map(wordsOf);
        for (const [n, { who }] of said.entries()) {
          const word = `r${round}w${n}.`;
          expect(all.join("\n").split(word)).toHaveLength(2);
          // One person's within two minutes of each other's are not on their own, and nobody's are with another's.
          const own = all.find((text) => text.includes(word)) ?? "";
          const others = said.flatMap((one, i) => (one.who === who ? [] : [`r${round}w${i}.`]));
          expect(others.some((other) => own.includes(other))).toBe(false);
        }
        if (said.every(({ seconds }) => seconds <= 120))
          expect(all.filter((text) => text.includes(`r${round}w`)).length).toBe(
            new Set(said.map(({ who }) => who)).size,
          );
      }),
      { numRuns: 12 },
    );
  });
});

describe("which messages are requests", () => {
  it("is the owner's choice, told to all in the channel, and shown", async () => {
    expect((await world.say("jane", "acme", "settings messages:asked")).text).toContain("Only the owner");
    expect((await world.say("asha", "dm", "settings messages:asked")).text).toContain(
      "in a client's channel",
    );
    expect((await world.say("jane", "acme", "settings")).text).toContain("Every message here is a request");
    const back = await world.say("asha", "acme", "settings messages:asked");
    expect(back.outcome).toMatchObject({ to: "channel" });
    expect(viewOf(back).title).toBe("Messages here are just talk");
    expect((await world.invoke(message("jane", "Fix the footer"))).outcome).toEqual({ kind: "none" });
    expect((await world.say("asha", "beta", "settings")).text).toContain("just talk");
  });
});
