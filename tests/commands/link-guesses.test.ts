import { afterEach, beforeEach, expect, it } from "vitest";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
});
afterEach(() => world.close());

const guess = async (n: number, key?: string) =>
  (await world.say("mallory", "dm", `link AAAAA-AAA${String(n).padStart(2, "0")}`, key ? { key } : {})).text;

async function guessTen(): Promise<string> {
  for (let n = 1; n < 10; n += 1) expect(await guess(n)).toContain("unknown, used or expired");
  return guess(10);
}

async function codeOfAsha(): Promise<string> {
  const { text } = await world.say("asha", "dm", "link");
  const code = /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(text)?.[0];
  if (!code) throw new Error(`no code in ${text}`);
  return code;
}

it("ten wrong codes lock the account out, for right ones too, and its owner hears once", async () => {
  const code = await codeOfAsha();
  expect(await guessTen()).toContain("I take none from you for the next hour");
  expect(await guess(11)).toContain("I take none from you");
  expect((await world.say("mallory", "dm", code)).text).toContain("I take none from you");
  await world.settle();
  const warned = world.platform
    .in("fake|w|dm-asha")
    .filter(({ view }) => view.title.includes("typed ten wrong codes"));
  expect(warned).toHaveLength(1);
  // The code itself is still good for whoever it is for.
  expect((await world.say("jane", "dm", code)).text).not.toContain("unknown, used or expired");
});

it("somebody else is not locked out with them, and an hour later nobody is", async () => {
  await guessTen();
  expect((await world.say("jane", "dm", "link AAAAA-AAA00")).text).toContain("unknown, used or expired");
  world.clock.advance(61);
  expect(await guess(1)).toContain("unknown, used or expired");
});

it("the same act delivered again is one guess", async () => {
  for (let n = 0; n < 12; n += 1)
    expect(await guess(1, "the-same-act")).toContain("unknown, used or expired");
});

it("ten wrong codes over many hours lock nobody out", async () => {
  for (let n = 1; n <= 12; n += 1) {
    expect(await guess(n)).toContain("unknown, used or expired");
    world.clock.advance(10);
  }
});

it("a code for a desk of one's own is guarded the same way", async () => {
  for (let n = 1; n < 10; n += 1) await world.say("mallory", "dm", `setup "Mine" code:AAAAA-AAA0${n}`);
  expect((await world.say("mallory", "dm", 'setup "Mine" code:AAAAA-AAA99')).text).toContain(
    "I take none from you",
  );
});
