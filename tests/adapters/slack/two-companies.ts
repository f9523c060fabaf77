import { expect } from "vitest";
import type { FakeMessage, FakeSlack } from "../../fakes/slack/index.ts";
import { openSlackWorld, type SlackWorld } from "./world.ts";

export const asha = "U11";
export const jane = "U21";

export interface TwoCompanies {
  world: SlackWorld;
  /** The assistant's workspace, T1, and the client's, T2. */
  home: FakeSlack;
  acme: FakeSlack;
  /** One channel, of both. */
  shared: string;
  settle(): Promise<void>;
  press(who: FakeSlack, user: string, message: FakeMessage | undefined, label: string): Promise<void>;
  /** Jane says who she is. */
  meetJane(): Promise<void>;
}

export const words = (message: FakeMessage | undefined): string => JSON.stringify(message?.blocks ?? null);

/** Asha's desk, with a channel shared with Acme, whose workspace has this app of ours. */
export async function openTwoCompanies(by: "http" | "socket", app: "A1" | "A2"): Promise<TwoCompanies> {
  const world = await openSlackWorld(by);
  const { slack: home, acme } = world;
  home.addUser({ id: asha, name: "asha", tz: "Asia/Kolkata" });
  acme.addUser({ id: jane, name: "jane", tz: "America/New_York" });
  await world.install(home, asha);
  await home.dm({ user: asha, text: 'setup "Asha Desk" zone:Kolkata' });
  await expect
    .poll(() => world.heard(home, asha).at(-1), { timeout: 30_000 })
    .toContain("Asha Desk is ready");
  await world.install(acme, jane, `?app=${app}`);
  const shared = home.addChannel({ name: "acme-and-asha", members: [asha] }).id;
  home.share(shared, { team: "T2", members: [jane], bot: true });
  const two: TwoCompanies = {
    world,
    home,
    acme,
    shared,
    async settle() {
      await world.main.intake.stop();
      await world.settle();
    },
    async press(who, user, message, label) {
      if (!message) throw new Error(`nothing to press "${label}" on`);
      expect((await who.click({ user, message, label })).status).toBe(200);
      await two.settle();
    },
    async meetJane() {
      await acme.say({ user: jane, channel: shared, text: "@U0BOT requests" });
      await two.settle();
      await two.press(acme, jane, home.ephemerals(jane, shared).at(-1), "I'm with Acme Ltd");
    },
  };
  await home.command({ user: asha, channel: shared, text: 'client add "Acme Ltd" code:ACME zone:London' });
  await two.settle();
  return two;
}
