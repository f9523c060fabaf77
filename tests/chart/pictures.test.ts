import { afterEach, beforeEach, expect, test } from "vitest";
import { createPictures, PICTURES_PATH, type Pictures } from "../../src/chart/pictures.ts";
import { edgeHandler } from "../../src/http/edge.ts";
import { type Listener, listen } from "../../src/http/listener.ts";
import type { Clock } from "../../src/time/clock.ts";
import type { Chart } from "../../src/view/nodes.ts";
import { silent } from "../support/desk.ts";

const chart: Chart = {
  title: "Hours",
  unit: "minutes",
  alt: "design 2h",
  bars: [
    { label: "design", value: 120 },
    { label: "डिज़ाइन", value: 60 },
  ],
};
const PNG = "\x89PNG of ";

let now: Date;
let edge: Listener;
let drawings: Chart[];
const clock: Clock = { now: () => now };
const open = (more: { secret?: string; base?: string | undefined } = {}): Pictures => {
  const { secret = "a-secret-of-tests", base = "https://va.example.com/" } = more;
  const draw = async (asked: Chart) => {
    drawings.push(asked);
    return asked.bars.some(({ label }) => label === "设计")
      ? undefined
      : Buffer.from(`${PNG}${asked.bars.length}`, "latin1");
  };
  return createPictures({
    secret,
    base: () => ("base" in more ? more.base : base),
    draw,
    clock,
    log: silent,
  });
};

beforeEach(async () => {
  now = new Date("2026-11-24T10:00:00Z");
  drawings = [];
  const health = { ready: async () => true };
  edge = await listen(edgeHandler(health, { [PICTURES_PATH]: open().handle }), { port: 0, variable: "PORT" });
});
afterEach(() => edge.close());

const get = (path: string, options: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${edge.port}${path}`, { headers: { connection: "close" }, ...options });
const pathOf = async (pictures: Pictures, asked = chart): Promise<string> =>
  new URL((await pictures.addressOf(asked)) ?? "nowhere:").pathname;

test("a chart has an address that another process of the same desk draws it for", async () => {
  const address = await open().addressOf(chart);
  expect(address).toMatch(/^https:\/\/va\.example\.com\/picture\/[\w.-]+\.png$/);
  const answer = await get(new URL(address ?? "").pathname);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(Buffer.from(await answer.arrayBuffer()).toString("latin1")).toBe(`${PNG}2`);
  expect(drawings.map(({ bars }) => bars)).toEqual([chart.bars, chart.bars]);
});

test("the address says nothing of what is in the picture, and is another one every time", async () => {
  const [one = "", other] = await Promise.all([open().addressOf(chart), open().addressOf(chart)]);
  expect(one).not.toBe(other);
  const said = one
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString())
    .join();
  for (const words of ["design", "120", "डिज़ाइन"]) expect(one + said).not.toContain(words);
});

test("an address that was made up, changed, or of another desk shows nothing", async () => {
  const path = await pathOf(open());
  const changed = `${path.slice(0, -8)}${path.at(-8) === "A" ? "B" : "A"}${path.slice(-7)}`;
  const foreign = await pathOf(open({ secret: "another-secret" }));
  for (const wrong of [
    changed,
    foreign,
    "/picture/",
    "/picture/x.png",
    "/picture/v1.a.b.c.png",
    `${path}/..`,
  ])
    expect([wrong, (await get(wrong)).status]).toEqual([wrong, 404]);
  expect((await get(path, { method: "POST" })).status).toBe(404);
  expect((await get(path)).status).toBe(200);
});

test("an address ends after 90 days", async () => {
  const path = await pathOf(open());
  now = new Date("2027-02-22T09:00:00Z");
  expect((await get(path)).status).toBe(200);
  now = new Date("2027-02-22T11:00:00Z");
  expect((await get(path)).status).toBe(404);
});

test("what everybody in a channel looks at is drawn once", async () => {
  const path = await pathOf(open());
  drawings = [];
  const answers = await Promise.all([get(path), get(path), get(path, { method: "HEAD" })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(drawings).toHaveLength(1);
});

test("words must do where nobody can fetch it, it can't be drawn, or its address would be too long", async () => {
  expect(await open({ base: undefined }).addressOf(chart)).toBeUndefined();
  const unknown = { ...chart, bars: [{ label: "设计", value: 60 }] };
  expect(await open().addressOf(unknown)).toBeUndefined();
  const bars = Array.from({ length: 40 }, (_, i) => ({ label: `${"डिज़ाइन".repeat(5)} ${i}`, value: i }));
  expect(await open().addressOf({ ...chart, bars })).toBeUndefined();
});
