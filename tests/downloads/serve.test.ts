import { afterEach, beforeEach, expect, test } from "vitest";
import { createDownloads } from "../../src/downloads/serve.ts";
import { edgeHandler } from "../../src/http/edge.ts";
import { type Listener, listen } from "../../src/http/listener.ts";
import { openDesk, silent, type World } from "../support/desk.ts";

let world: World;
let edge: Listener;
beforeEach(async () => {
  world = await openDesk();
  const { stores, clock } = world;
  const downloads = createDownloads({ stores, clock, log: silent });
  const health = { ready: async () => true };
  edge = await listen(edgeHandler(health, { "/download": downloads }), { port: 0, variable: "PORT" });
  await world.say("jane", "acme", "request Write the report");
  await world.say("asha", "dm", "log 1h30 ACME-1 kind:design");
});
afterEach(async () => {
  await edge.close();
  await world.close();
});

async function pathFor(line: string, who = "asha"): Promise<string> {
  const { text } = await world.say(who, "dm", line);
  return /\/download\/[\w-]+/.exec(text)?.[0] ?? `none in: ${text}`;
}
const get = (path: string, options: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${edge.port}${path}`, { headers: { connection: "close" }, ...options });
async function joins(name: string, role: string): Promise<void> {
  const who = name.toLowerCase();
  world.platform.people.set(who, { name, zone: "Asia/Kolkata" });
  await world.say(who, "dm", "help");
  await world.say("asha", "dm", `team add @${who} role:${role}`);
}

test("the link brings the timesheet as a file, which nothing keeps", async () => {
  const answer = await get(await pathFor("timesheet as:csv"));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="timesheet-2026-W48.csv"');
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.text()).toContain("2026-11-24,Asha,ACME,ACME-1,Write the report,design,90");
});

test("it shows the time as it is when it is fetched", async () => {
  const path = await pathFor("timesheet as:csv");
  await world.say("asha", "dm", "log 7m BETA");
  expect(await (await get(path)).text()).toContain("2026-11-24,Asha,BETA,,,,7");
});

test("after a quarter of an hour, or with another token, there is nothing", async () => {
  const path = await pathFor("timesheet as:csv");
  const forged = `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`;
  for (const wrong of [forged, "/download/", "/download/x", "/download", `${path}/..`, `${path}%00`]) {
    const answer = await get(wrong);
    expect([wrong, answer.status]).toEqual([wrong, 404]);
    expect(await answer.text()).toContain("unknown or has expired");
  }
  world.clock.advance(15);
  expect((await get(path)).status).toBe(404);
});

test("the refusal is in the browser's language", async () => {
  const answer = await get("/download/x", { headers: { "accept-language": "hi-IN,en;q=0.5" } });
  expect(await answer.text()).toContain("समय बीत चुका है");
});

test("only reading is possible", async () => {
  const path = await pathFor("timesheet as:csv");
  expect((await get(path, { method: "POST" })).status).toBe(405);
  const head = await get(path, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("who leaves the team, or is owner no more, sees no more than they may now", async () => {
  await joins("Ben", "owner");
  await joins("Sue", "assistant");
  const bens = await pathFor("timesheet who:all as:csv", "ben");
  const sues = await pathFor("timesheet as:csv", "sue");
  expect((await get(bens)).status).toBe(200);
  expect((await get(sues)).status).toBe(200);
  await world.say("asha", "dm", "team edit @ben role:assistant");
  await world.say("asha", "dm", "team remove @sue");
  expect((await get(bens)).status).toBe(404);
  expect((await get(sues)).status).toBe(404);
});

test("what is kept of a link is not enough to use it", async () => {
  const path = await pathFor("timesheet as:csv");
  const kept = JSON.stringify(await world.database.db.collection("downloads").find().toArray());
  expect(kept).not.toContain(path.split("/").at(-1));
});
