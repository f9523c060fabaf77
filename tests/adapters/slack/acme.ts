import { expect } from "vitest";
import type { OutboxRow } from "../../../src/domain/outbox.ts";
import { collectionOf, fromStored } from "../../../src/store/collection.ts";
import { outbox } from "../../../src/store/collections.ts";
import { openSlackWorld, type SlackWorld } from "./world.ts";

export interface AcmeWorld extends SlackWorld {
  /** Asha's desk in T1, and her client Acme in T2, where she has an account too (U5). Acme's own channel there; Jane (U1) is in it. */
  openDesk(query?: string): Promise<{ channel: string }>;
  /** Asha files a request of Acme's in a channel. */
  request(channel: string, title: string): Promise<void>;
  rows(): Promise<OutboxRow[]>;
  /** What the owner heard with these words in it, wherever. */
  notices(words: string): string[];
  /** So many minutes go by, with everything that falls due in them. */
  pass(minutes: number): Promise<void>;
}

export async function openAcmeWorld(by?: "http" | "socket"): Promise<AcmeWorld> {
  const world = await openSlackWorld(by);
  const { slack, acme } = world;
  slack.addUser({ id: "U1", name: "asha", tz: "Asia/Kolkata" });
  acme.addUser({ id: "U1", name: "jane" });
  acme.addUser({ id: "U5", name: "asha-va" });

  async function typed(channel: string, text: string, answer: string): Promise<void> {
    const { answer: said } = await acme.command({ user: "U5", channel, text });
    expect(said?.text).toContain(answer);
  }

  /** By the client's own app nobody adds a client: that is done at home, and a code links the channel. */
  async function addedAtHome(channel: string, line: string): Promise<void> {
    const direct = slack.direct("U1").id;
    await slack.command({ user: "U1", channel: direct, text: line });
    const { answer } = await slack.command({ user: "U1", channel: direct, text: "link ACME" });
    const code = /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(JSON.stringify(answer?.blocks))?.[0] ?? "";
    await typed(channel, code, "Acme Ltd");
  }

  return {
    ...world,
    async openDesk(query = "") {
      await world.install(slack, "U1");
      await slack.dm({ user: "U1", text: 'setup "Asha Desk" zone:Kolkata' });
      await expect
        .poll(() => world.heard(slack, "U1").at(-1), { timeout: 30_000 })
        .toContain("Asha Desk is ready");
      await world.install(acme, "U1", query);
      const channel = acme.addChannel({ name: "acme", members: ["U1", "U5"] }).id;
      await world.link(slack, "U1", acme, "U5");
      const line = 'client add "Acme Ltd" code:ACME zone:London';
      if (query === "") await typed(channel, line, "Acme Ltd is a client now");
      else await addedAtHome(channel, line);
      await world.settle();
      return { channel };
    },
    request: (channel, title) => typed(channel, `request ${title}`, "ACME-"),
    async rows() {
      const found = await collectionOf(world.database.db, outbox).find().sort({ order: 1 }).toArray();
      return found.map((row) => fromStored(outbox, row));
    },
    notices: (words) =>
      [...world.heard(slack, "U1"), ...world.heard(acme, "U5")].filter((text) => text.includes(words)),
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.clock.advance(1);
        await world.settle();
      }
    },
  };
}
