import { afterEach, beforeEach, expect, it } from "vitest";
import { createServices } from "../src/services.ts";
import { createWebAccounts } from "../src/web-accounts.ts";
import { codeIn, openDesk, type World } from "./support/desk.ts";

let world: World;
let accounts: ReturnType<typeof createWebAccounts>;
beforeEach(async () => {
  world = await openDesk();
  const { stores, clock, platform } = world;
  const services = createServices({
    stores,
    platforms: new Map([[platform.name, platform]]),
    clock,
    measured: () => undefined,
    publicUrl: () => "https://va.example.com",
  });
  accounts = createWebAccounts(stores, services);
});
afterEach(() => world.close());

it("ten wrong codes at the web chat's door lock that caller out, for right ones too, and the owner hears once", async () => {
  const code = codeIn(await world.say("asha", "dm", "link"));
  for (let n = 1; n < 10; n += 1) expect(await accounts.redeem(`AAAAA-AAA0${n}`, "10.0.0.1")).toBeUndefined();
  expect(await accounts.redeem("AAAAA-AAA10", "10.0.0.1")).toBe("locked");
  expect(await accounts.redeem(code, "10.0.0.1")).toBe("locked");
  await world.relay.drain();
  await world.settle();
  const warned = world.platform
    .in("fake|w|dm-asha")
    .filter(({ view }) => view.title.includes("ten wrong codes"));
  expect(warned).toHaveLength(1);
  expect(await accounts.redeem(code, "10.0.0.2")).toMatchObject({ name: "Asha" });
});

it("an hour later they may try again", async () => {
  for (let n = 0; n < 10; n += 1) await accounts.redeem(`AAAAA-AAA${10 + n}`, "10.0.0.1");
  world.clock.advance(61);
  const code = codeIn(await world.say("asha", "dm", "link"));
  expect(await accounts.redeem(code, "10.0.0.1")).toMatchObject({ name: "Asha" });
});
