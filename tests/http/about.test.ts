import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../commands/index.ts";
import { teamsManifest } from "../../manifest/teams/manifest.ts";
import { edgeHandler } from "../../src/http/edge.ts";
import { type Listener, listen } from "../../src/http/listener.ts";

let edge: Listener;
beforeAll(async () => {
  edge = await listen(edgeHandler({ ready: async () => true } as never, {}), { port: 0, variable: "PORT" });
});
afterAll(() => edge.close());

test("every address that the Teams manifest gives for people to read can be read", async () => {
  const url = "https://desk.example.com";
  const { developer } = teamsManifest({
    url,
    appId: "11111111-2222-4333-8444-555555555555",
    version: "1.0.0",
    commands,
  }) as { developer: Record<string, string> };
  const addresses = Object.values(developer).filter((value) => value.startsWith(url));
  expect(addresses).toHaveLength(3);
  for (const address of addresses) {
    const page = await fetch(address.replace(url, `http://127.0.0.1:${edge.port}`));
    expect([address, page.status, page.headers.get("content-type")]).toEqual([
      address,
      200,
      "text/html; charset=utf-8",
    ]);
    expect(await page.text()).toContain("<h1>");
  }
  expect((await fetch(`http://127.0.0.1:${edge.port}/`)).status).toBe(404);
});
