import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Comment, Request } from "../../src/domain/request.ts";
import type { FileLink, Invocation } from "../../src/invocation.ts";
import { collectionOf, fromStored } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import { openDesk, type World } from "../support/desk.ts";

let world: World;
beforeEach(async () => {
  world = await openDesk();
  await world.say("asha", "acme", "settings messages:every");
});
afterEach(() => world.close());

const START = new Date("2026-11-24T10:00:00Z").getTime();
const refOf = (where: string, id: string) => `fake|w|${where}|${id}`;

interface Where {
  where?: string;
  seconds?: number;
  files?: FileLink[];
  /** The message whose thread it is said in. */
  under?: string;
}

function act(who: string, id: string, input: Invocation["input"], { where = "acme", ...more }: Where) {
  const ref = refOf(where, id);
  return world.invoke({
    key: `fake:${ref}${input.kind === "changed" ? `:${input.text}` : ""}`,
    actor: { platform: "fake", workspace: "w", user: who },
    place: {
      platform: "fake",
      workspace: "w",
      address: `fake|w|${where}`,
      kind: "channel",
      name: where,
      ...(more.under === undefined ? {} : { thread: refOf(where, more.under) }),
    },
    input,
    message: { ref, at: new Date(START + (more.seconds ?? 0) * 1000) },
  });
}
const says = (who: string, id: string, text: string, more: Where = {}) =>
  act(who, id, { kind: "talk", text, ...(more.files ? { files: more.files } : {}) }, more);
let changed = 0;
const changes = (who: string, id: string, text: string, more: Where & { at?: number } = {}) => {
  const at = new Date(START + (more.at ?? 3600 + ++changed) * 1000);
  return act(who, id, { kind: "changed", said: `fake:${refOf(more.where ?? "acme", id)}`, text, at }, more);
};

async function stored(): Promise<Request[]> {
  const found = await collectionOf(world.database.db, c.requests).find().sort({ number: 1 }).toArray();
  return found.map((row) => fromStored(c.requests, row));
}
async function comments(): Promise<Comment[]> {
  const found = await collectionOf(world.database.db, c.comments).find().sort({ at: 1 }).toArray();
  return found.map((row) => fromStored(c.comments, row));
}
const said = async () => (await comments()).filter(({ text }) => text !== "").map(({ text }) => text);
const heardIn = (where: string): string => JSON.stringify(world.platform.in(`fake|w|${where}`));

describe("a reply under the message that became a request", () => {
  it("is talk about that request, with its files, and reaches the team but not the same channel again", async () => {
    await says("jane", "1", "Fix the footer");
    await world.settle();
    const file = { name: "logo.png", url: "https://x.test/logo" };
    expect((await says("jane", "2", "with the new logo", { under: "1", files: [file] })).text).toContain(
      "Noted on ACME-1",
    );
    await says("asha", "3", "Will do", { under: "1" });
    await world.settle();
    expect(await comments()).toMatchObject([
      { text: "with the new logo", authorName: "Jane", internal: false, files: [file] },
      { text: "Will do", authorName: "Asha", internal: false },
    ]);
    expect(heardIn("dm-asha")).toContain("with the new logo");
    expect(heardIn("acme")).not.toContain("with the new logo");
    expect(await stored()).toHaveLength(1);
  });

  it("is followed when it is changed or taken back", async () => {
    await says("jane", "1", "Fix the footer");
    await says("jane", "2", "use the blue one", { under: "1" });
    await changes("jane", "2", "use the green one", { under: "1" });
    expect(await said()).toEqual(["use the green one"]);
    await changes("jane", "2", "", { under: "1" });
    expect(await said()).toEqual([]);
    expect(await stored()).toMatchObject([{ title: "Fix the footer", stage: "new" }]);
  });

  it("is so too where the message was filed by pointing at it", async () => {
    await world.say("asha", "acme", "settings messages:asked");
    await world.press("asha", "acme", "request", { title: "Fix it", message: refOf("acme", "7") });
    await says("jane", "8", "thanks, by Friday please", { under: "7" });
    expect(await said()).toEqual(["thanks, by Friday please"]);
  });

  it("stays talk in the team's own channel, in another client's, and under what became nothing", async () => {
    await world.press("asha", "acme", "request", { title: "Fix it", message: refOf("team", "7") });
    await world.press("asha", "acme", "request", { title: "Mend it", message: refOf("beta", "7") });
    for (const more of [{ where: "team", under: "7" }, { where: "beta", under: "7" }, { under: "9" }])
      expect((await says("asha", "8", "they are slow payers", more)).outcome).toEqual({ kind: "none" });
    expect(await said()).toEqual([]);
  });
});

describe("the message that became a request, when it is changed", () => {
  it("brings its words, links and date along while nobody has had a hand in it, and the team hears", async () => {
    await says("jane", "1", "Fix the footer by Friday 5pm");
    await world.settle();
    await changes("jane", "1", "Fix the header by Thursday 5pm\nsee https://x.test/see");
    const [request] = await stored();
    expect(request).toMatchObject({
      title: "Fix the header by Thursday 5pm",
      details: "see https://x.test/see",
      links: ["https://x.test/see"],
      stage: "new",
    });
    expect(request?.due?.at).toEqual(new Date("2026-11-26T22:00:00Z"));
    await world.settle();
    expect(heardIn("dm-asha")).toContain("Jane changed ACME-1");
    expect(await said()).toEqual([]);
  });

  it("is one of several that are one request: any of them may be changed, and one taken back, with its file", async () => {
    const file = { name: "a.png", url: "https://x.test/a" };
    await says("jane", "1", "Fix the footer");
    await says("jane", "2", "and the header", { seconds: 30, files: [file] });
    await says("jane", "3", "today", { seconds: 60 });
    await changes("jane", "3", "tomorrow", { seconds: 60 });
    await changes("jane", "1", "Fix the menu");
    expect(await stored()).toMatchObject([
      { title: "Fix the menu", details: "and the header\n\ntomorrow", files: [file] },
    ]);
    await changes("jane", "2", "");
    await changes("jane", "1", "");
    expect(await stored()).toMatchObject([{ title: "tomorrow", details: "", files: [], stage: "new" }]);
    await says("jane", "4", "before noon", { seconds: 80 });
    await changes("jane", "4", "after noon");
    expect(await stored()).toMatchObject([{ title: "tomorrow", details: "after noon" }]);
  });

  it("may have been said about another request: it changes there too", async () => {
    await says("jane", "1", "Fix the footer");
    await says("jane", "2", "and mend the menu", { under: "1" });
    await world.press("asha", "acme", "request", { title: "Mend the menu", message: refOf("acme", "2") });
    await changes("jane", "2", "and mend the map", { under: "1" });
    expect(await said()).toEqual([
      "and mend the map",
      "The message that this was made from now says:\nand mend the map",
    ]);
  });

  it("says each time what it says now, and is never too long to be heard", async () => {
    await says("jane", "1", "Fix the footer");
    await world.say("asha", "acme", "take 1");
    await changes("jane", "1", "Fix the header");
    await changes("jane", "1", "Fix the footer");
    expect((await said()).at(-1)).toBe("The message that this was made from now says:\nFix the footer");
    await says("jane", "2", "Sort the drawer", { seconds: 600 });
    await changes("jane", "2", "ठीक".repeat(4000));
    expect((await stored())[1]?.details.length).toBeGreaterThan(9000);
  });

  it("wants no answer once it is taken back, and gives none where the team changes its own", async () => {
    await world.say("asha", "acme", 'promise ACME answer:"24h"');
    await says("jane", "1", "Fix the footer");
    await world.say("asha", "acme", "comment 1 On it");
    await world.say("asha", "acme", "take 1");
    const answered = (await stored())[0]?.clocks.answer;
    await changes("jane", "1", "");
    expect((await said()).at(-1)).toContain("I deleted it");
    expect((await stored())[0]?.clocks.answer).toEqual(answered);
  });

  it("is many things at once, and the last of them counts", async () => {
    await says("jane", "1", "Fix the footer");
    await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => changes("jane", "1", `Fix it ${n}`, { at: 100 + n })),
    );
    expect(await stored()).toMatchObject([{ title: "Fix it 8" }]);
  });

  it("comes back as it was when it is taken back no longer", async () => {
    await says("jane", "1", "Fix the footer");
    await says("jane", "2", "and the header", { seconds: 30 });
    await changes("jane", "2", "");
    expect(await stored()).toMatchObject([{ title: "Fix the footer", details: "" }]);
    await changes("jane", "2", "and the header");
    expect(await stored()).toMatchObject([{ title: "Fix the footer", details: "and the header" }]);
  });

  it("follows what was done last, in whatever order it arrives, and nothing after it is gone", async () => {
    await says("jane", "1", "Fix the footer");
    await changes("jane", "1", "Fix the header", { at: 200 });
    await changes("jane", "1", "Fix the feeter", { at: 100 });
    expect(await stored()).toMatchObject([{ title: "Fix the header" }]);
    await says("jane", "2", "soon", { under: "1" });
    await changes("jane", "2", "today", { under: "1", at: 400 });
    await changes("jane", "2", "tomorrow", { under: "1", at: 300 });
    expect(await said()).toEqual(["today"]);
    await says("jane", "3", "Call the bank", { seconds: 600 });
    await changes("jane", "3", "", { at: 900 });
    await changes("jane", "3", "Call the bink", { at: 800 });
    expect(await stored()).toMatchObject([{ stage: "new" }, { title: "Call the bank", stage: "cancelled" }]);
    expect(await said()).toEqual(["today"]);
  });

  it("changes nothing under somebody's hands: once the team has it, the new words are a comment", async () => {
    await says("jane", "1", "Fix the footer");
    await world.say("asha", "acme", "take 1");
    await changes("jane", "1", "Fix the header");
    expect(await stored()).toMatchObject([{ title: "Fix the footer", stage: "accepted" }]);
    expect(await said()).toEqual(["The message that this was made from now says:\nFix the header"]);
    await world.settle();
    expect(heardIn("dm-asha")).toContain("Fix the header");
  });

  it("leaves alone what somebody has put in other words", async () => {
    await says("jane", "1", "Fix the footer");
    await world.say("asha", "acme", 'edit 1 title:"Rework the page"');
    await says("jane", "2", "and the header", { seconds: 30 });
    await changes("jane", "2", "and the menu");
    expect(await stored()).toMatchObject([{ title: "Rework the page", details: "and the header" }]);
    expect(await said()).toEqual(["The message that this was made from now says:\nand the menu"]);
  });

  it("is said as a comment, never written over, where somebody filed it by pointing at it", async () => {
    await world.say("asha", "acme", "settings messages:asked");
    await world.press("asha", "acme", "request", { title: "Fix it", message: refOf("acme", "7") });
    await changes("jane", "7", "Fix the other one");
    expect(await stored()).toMatchObject([{ title: "Fix it", stage: "new" }]);
    expect(await said()).toEqual(["The message that this was made from now says:\nFix the other one"]);
  });

  it("is nothing where no word changed, and nobody else's to change", async () => {
    await says("jane", "1", "Fix the footer");
    const [before] = await stored();
    await changes("jane", "1", "Fix the footer");
    expect(await stored()).toEqual([before]);
    await world.press("kim", "acme", "join", { as: "contact" });
    await world.say("kim", "acme", `reword 1 x message:${refOf("acme", "1")}`);
    await world.say("kim", "acme", `reword 1 x "Pay Kim" message:${refOf("acme", "1")}`);
    expect(await stored()).toMatchObject([{ title: "Fix the footer", stage: "new" }]);
  });
});

describe("the message that became a request, when it is taken back", () => {
  it("cancels it while it is nobody's work yet; the team hears, and it can be opened again", async () => {
    await says("jane", "1", "Fix the footer");
    await world.settle();
    await changes("jane", "1", "");
    expect(await stored()).toMatchObject([{ title: "Fix the footer", stage: "cancelled" }]);
    await world.settle();
    expect(heardIn("dm-asha")).toContain("Jane cancelled ACME-1");
    await world.say("jane", "acme", "reopen 1");
    expect(await stored()).toMatchObject([{ title: "Fix the footer", stage: "accepted" }]);
  });

  it.each([
    ["taken", "take 1"],
    ["timed", "log 30m 1 looked at it"],
    ["talked about in the team", "comment 1 for:internal I know what this is"],
    ["talked about", "comment 1 Which footer?"],
    ["assigned", "assign 1 @asha"],
  ])("of one that was %s it says so, and cancels nothing", async (_, line) => {
    await says("jane", "1", "Fix the footer");
    await world.say("asha", "acme", line);
    await changes("jane", "1", "");
    const [request] = await stored();
    expect(request).toMatchObject({ title: "Fix the footer", cancelledAt: null });
    expect((await said()).at(-1)).toBe("The message that this was made from is gone: I deleted it.");
  });
});

describe("the message of somebody we haven't met, changed before they say who they are", () => {
  it("waits in its present words, and not at all once it is taken back; nobody else's word changes it", async () => {
    const asked = await says("kim", "1", "Fix the footer");
    await says("kim", "2", "my password is hunter2", { seconds: 20 });
    await says("kim", "3", "today", { seconds: 40 });
    await changes("kim", "1", "Fix the header");
    await changes("jane", "1", "Pay Jane");
    await changes("kim", "2", "", { seconds: 20 });
    await world.pressLabel("kim", "acme", asked, "I'm with Acme Ltd");
    expect(await stored()).toMatchObject([{ title: "Fix the header", details: "today" }]);
    await changes("kim", "3", "tomorrow");
    expect(await stored()).toMatchObject([{ title: "Fix the header", details: "tomorrow" }]);
  });
});
