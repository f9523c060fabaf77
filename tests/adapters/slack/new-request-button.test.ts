import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import { requests } from "../../../src/store/collections.ts";
import { judge, needsJudge } from "../../fakes/judge/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
beforeEach(async () => {
  world = await openAcmeWorld();
});
afterEach(() => world.close());

it("somebody of another company in a shared channel hands work over by the button that link posts", async (test) => {
  await needsJudge(test);
  const { acme } = world;
  const { channel } = await world.openDesk();
  acme.addUser({ id: "U8", name: "lee", team: "T8" });
  acme.addChannel({ id: channel, name: "acme", members: ["U1", "U5", "U8"], shared: true });
  await acme.command({ user: "U5", channel, text: "link ACME" });
  await world.settle();
  const message = acme.messages(channel).at(-1);
  if (!message) throw new Error("no message");
  expect(acme.labels(message)).toEqual(["New request"]);

  await acme.click({ user: "U8", message, label: "New request" });
  // In a modal where the answer took so long that one was opened for it.
  const [question] = acme.ephemerals("U8", channel);
  const view = acme.openView("U8");
  const asked = question ? { message: question } : view ? { view } : {};
  await acme.click({ user: "U8", ...asked, label: "I'm with Acme Ltd" });
  const first = acme.openView("U8");
  if (!first) throw new Error("no form");
  await acme.submit({ user: "U8", view: first, values: { title: "From next door" } });

  await acme.click({ user: "U8", message, label: "New request" });
  const again = acme.openView("U8");
  if (!again) throw new Error("no second form");
  await acme.submit({ user: "U8", view: again, values: { title: "And one more" } });
  const filed = await collectionOf(world.database.db, requests).find().sort({ number: 1 }).toArray();
  expect(filed.map(({ title, requesterName }) => [title, requesterName])).toEqual([
    ["From next door", "lee (another company)"],
    ["And one more", "lee (another company)"],
  ]);
  expect(await judge(acme.everything)).toEqual([]);
});

describe("the message with the button", () => {
  it("stands in the channel, pinned, once its client is added, in the client's language", async () => {
    const { channel } = await world.openDesk();
    const [message, ...more] = world.acme.messages(channel);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ pinned: true, text: expect.stringContaining("belongs to Acme Ltd") });
    const hindi = world.acme.addChannel({ name: "hindi", members: ["U5"] }).id;
    await world.acme.command({ user: "U5", channel: hindi, text: 'client add "Indus" code:IND language:hi' });
    await world.settle();
    expect(world.acme.labels(world.acme.messages(hindi)[0] ?? missing())).toEqual(["नया अनुरोध"]);
  });

  it.each([
    ["without the permission", () => world.acme.withoutScope("pins:write")],
    ["where no more can be pinned", () => world.slack.fail("pins.add", { error: "too_many_pins" })],
    ["when Slack breaks off", () => world.slack.fail("pins.add", { status: 500 })],
  ])("stands there once, if unpinned, %s", async (_, trouble) => {
    const { channel } = await world.openDesk();
    trouble();
    await world.acme.command({ user: "U5", channel, text: "link ACME" });
    await world.settle();
    const [, again, ...more] = world.acme.messages(channel);
    expect(more).toEqual([]);
    expect(again?.text).toContain("belongs to Acme Ltd");
    expect(again?.pinned).toBeUndefined();
    expect((await world.rows()).filter(({ state }) => state !== "sent")).toEqual([]);
    expect(world.notices("could not be delivered")).toEqual([]);
  });
});

const missing = (): never => {
  throw new Error("no message");
};
