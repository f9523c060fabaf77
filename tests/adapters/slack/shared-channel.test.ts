import { afterEach, beforeEach, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/index.ts";
import { type AcmeWorld, openAcmeWorld } from "./acme.ts";

let world: AcmeWorld;
let slack: FakeSlack;

beforeEach(async () => {
  world = await openAcmeWorld();
  ({ slack } = world);
  await world.openDesk();
});
afterEach(() => world.close());

it("somebody of another company in a shared channel says who they are, and sees that client alone", async () => {
  slack.addUser({ id: "U9", name: "greta", team: "T9" });
  const shared = slack.addChannel({ name: "beta", members: ["U1", "U9"], shared: true }).id;
  await slack.command({ user: "U1", channel: shared, text: 'client add "Beta" code:BETA' });
  await slack.dm({ user: "U1", text: "request Secret plan client:ACME" });
  await world.settle();

  // They can't run commands there, so they call the bot by its name.
  await slack.mention({ user: "U9", channel: shared, text: "request Translate the flyer" });
  const asked = () => slack.ephemerals("U9", shared).at(-1);
  await expect.poll(() => asked()?.text, { timeout: 30_000 }).toContain("Are you with the client");
  const message = asked();
  if (!message) throw new Error("they were not asked");
  await slack.click({ user: "U9", message, label: "I'm with Beta" });
  await world.settle();
  expect(slack.messages(shared).some(({ text }) => text.includes("Translate the flyer"))).toBe(true);

  await slack.openHome("U9");
  await expect.poll(() => JSON.stringify(slack.home("U9")?.body), { timeout: 30_000 }).toContain("BETA-1");
  await slack.mention({ user: "U9", channel: shared, text: "show ACME-1" });
  await expect.poll(() => asked()?.text, { timeout: 30_000 }).toContain("ACME-1");
  const seen = JSON.stringify([slack.home("U9")?.body, slack.ephemerals("U9"), slack.messages(shared)]);
  expect(seen).not.toMatch(/Secret plan|Acme Ltd/);
});
