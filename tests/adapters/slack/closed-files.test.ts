import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { requests } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import type { FakeMessage } from "../../fakes/slack/index.ts";
import { asha, jane, openTwoCompanies, type TwoCompanies, words } from "./two-companies.ts";

let two: TwoCompanies;
beforeEach(async () => {
  two = await openTwoCompanies("http", "A1");
  await two.meetJane();
});
afterEach(() => two.world.close());

const stored = () => collectionOf(two.world.database.db, requests).findOne({ number: 1 });

/** Jane hands over a file of her company's; `locked`, it is shown to nobody else. */
async function filed(locked: boolean): Promise<FakeMessage> {
  const { acme, home, shared } = two;
  const message = acme.write({
    user: jane,
    channel: shared,
    text: "Fix the footer",
    files: [{ name: "footer.png", content: "a", locked }],
  });
  await home.react({ user: asha, message, emoji: "ticket" });
  await two.settle();
  const card = home.messages(shared).find((one) => one.own && one.text.includes("ACME-1"));
  if (!card) throw new Error("no card");
  return card;
}
const show = async () =>
  (await two.home.command({ user: asha, channel: two.home.direct(asha).id, text: "show ACME-1" })).answer;

describe("a file of another company", () => {
  it("goes along by its name where that company shows it, though the event tells no more than its id", async () => {
    await filed(false);
    expect((await stored())?.["files"]).toMatchObject([
      { name: "footer.png", url: expect.stringContaining("http") },
    ]);
    expect(words(await show())).not.toContain("can't open");
  });

  it("that isn't shown is asked for under the client's card by one press, and not twice", async (test) => {
    await needsJudge(test);
    const card = await filed(true);
    const answer = await show();
    expect(words(answer)).toContain("You can't open a file");
    await two.press(two.home, asha, answer, "Ask them to share it");
    const talk = two.home.messages(two.shared).filter((one) => one.threadTs === card.ts);
    expect(talk.map(words).join()).toContain("asha can't open what came with ACME-1");
    expect(talk).toHaveLength(1);
    expect(words(await show())).toContain("was asked to share a file");
    expect(two.home.labels((await show()) ?? card)).not.toContain("Ask them to share it");
    await two.press(two.home, asha, answer, "Ask them to share it");
    await two.home.command({ user: asha, channel: two.home.direct(asha).id, text: "askfile ACME-1" });
    await two.settle();
    expect(two.home.messages(two.shared).filter((one) => one.threadTs === card.ts)).toHaveLength(1);
    expect(await judge(two.home.everything)).toEqual([]);
  });

  it("in a client's own channel is out of reach for who has no account there", async () => {
    const { acme, home, world } = two;
    acme.addUser({ id: "U25", name: "asha-va" });
    const theirs = acme.addChannel({ name: "acme", members: [jane, "U25"] }).id;
    const issued = await home.command({ user: asha, channel: home.direct(asha).id, text: "link ACME" });
    const code = /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(words(issued.answer))?.[0] ?? "";
    await acme.command({ user: jane, channel: theirs, text: code });
    const message = acme.write({
      user: jane,
      channel: theirs,
      text: "Fix the header",
      files: [{ name: "header.png", content: "a" }],
    });
    await acme.react({ user: jane, message, emoji: "ticket" });
    await two.settle();
    expect(words(await show())).toContain("You can't open header.png");
    await world.link(home, asha, acme, "U25");
    expect(words(await show())).not.toContain("You can't open");
  });
});
