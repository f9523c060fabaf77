import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addressOf } from "../../../adapters/web/codec.ts";
import type { Outcome } from "../../../src/invocation.ts";
import { MORNING_DIGEST } from "../../../src/schedules.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { TENANT } from "../../fakes/teams/index.ts";
import { ACME, acme, asha, type Bench, direct, openTeamsDesk, personal } from "./bench.ts";

let bench: Bench;
let acts = 0;
beforeAll(async () => {
  bench = await openTeamsDesk();
  const { chat } = bench.desk;
  await chat.addPerson({ id: "asha-web", name: "Asha Rao", zone: "Asia/Kolkata", locale: null, demo: false });
  await chat.addChannel({ id: "acme-web", name: "acme-web", members: ["asha-web"] });
}, 60_000);
afterAll(() => bench.stop());

/** Asha types in the web chat. */
async function typed(where: string, text: string): Promise<Outcome> {
  acts += 1;
  return bench.desk.dispatch({
    key: `web-${acts}`,
    actor: { platform: "web", workspace: "local", user: "asha-web" },
    place: {
      platform: "web",
      workspace: "local",
      address: addressOf(where),
      kind: where.startsWith("dm-") ? "dm" : "channel",
      name: where,
    },
    input: { kind: "line", text },
  });
}
const inWeb = async (channel: string) => JSON.stringify(await bench.desk.chat.log(channel, "asha-web"));

test("a person of Teams and of the web chat become one, and get a digest once, where they want it", async () => {
  const { fake } = bench;
  await bench.say(asha, personal, "link");
  const code = /link ([A-Z0-9]{5}-[A-Z0-9]{5})/;
  await bench.seen(direct(asha), code);
  const [, words] = code.exec(JSON.stringify(fake.in(direct(asha)))) ?? [];
  expect(JSON.stringify(await typed("dm-asha-web", `link ${words}`))).toContain("Confirm it there");
  await bench.seen(direct(asha), "Was that you?");
  const question = fake
    .in(direct(asha))
    .find(({ activity }) => JSON.stringify(activity).includes("Was that you?"));
  expect(JSON.stringify(await bench.press(asha, personal, question, "link"))).toContain("Welcome");
  expect(JSON.stringify(await typed("dm-asha-web", "requests"))).toContain("ACME-1");

  const person = (await bench.desk.stores.system.identity(`teams:${TENANT}:aad-Asha`))?.person ?? "";
  const digests = async () => ({
    teams: JSON.stringify(fake.in(direct(asha))).split("Asha's Desk · ").length,
    web: (await inWeb("dm-asha-web")).split("Asha's Desk · ").length,
  });
  for (const [platform, other, daysAgo] of [
    ["web", "teams", 0],
    ["teams", "web", 4],
  ] as const) {
    await typed("dm-asha-web", `settings platform:${platform}`);
    const before = await digests();
    const at = new Date(systemClock.now().getTime() - daysAgo * 86_400_000);
    expect(await bench.desk.scheduler.runNow(MORNING_DIGEST, person, at)).toMatchObject([{ state: "done" }]);
    await vi.waitFor(async () => expect((await digests())[platform]).toBeGreaterThan(before[platform]), {
      timeout: 15_000,
    });
    expect((await digests())[other]).toBe(before[other]);
  }
});

test("a client in a channel of Teams and in one of the web chat sees one live card in both", async () => {
  expect(JSON.stringify(await typed("acme-web", "link ACME"))).toContain("Acme Ltd");
  await typed("acme-web", 'request "Order new badges"');
  await vi.waitFor(async () => expect(await inWeb("acme-web")).toContain("Order new badges"), {
    timeout: 15_000,
  });
  await bench.seen(ACME, "Order new badges");
  const there = bench.fake
    .in(ACME)
    .find(({ activity }) => JSON.stringify(activity).includes("Order new badges"));
  await bench.press(asha, acme, there, "take");
  await vi.waitFor(async () => expect(await inWeb("acme-web")).toContain("Accepted"), { timeout: 15_000 });
  await vi.waitFor(() => expect(JSON.stringify(there?.activity)).toContain("Accepted"), {
    timeout: 15_000,
  });
});
