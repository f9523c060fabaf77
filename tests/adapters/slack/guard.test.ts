import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/time/clock.ts";
import { answered } from "../../support/scripted-intake.ts";
import { type Bench, hello, openBench } from "./bench.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
  bench.intake.outcome = () => answered(hello);
});
afterEach(async () => {
  // Whatever came in, the process goes on answering.
  const { status } = await bench.slack.command({ user: "U1", channel: bench.channel, text: "help" });
  expect(status).toBe(200);
  await bench.stop();
});

const FORM = "application/x-www-form-urlencoded";
const body = JSON.stringify({ type: "event_callback", team_id: "T1", event: { type: "message" } });

describe("a signed body", () => {
  it.each([
    ["null", "application/json"],
    ["[]", "application/json"],
    ["1", "application/json"],
    ['"x"', "application/json"],
    ["{", "application/json"],
    ["", "application/json"],
    ['{"event":null}', "application/json"],
    ["payload=null", FORM],
    ["payload=%7B", FORM],
    ["payload=%5B%5D", FORM],
  ])("%s is refused", async (text, contentType) => {
    expect((await bench.slack.raw(text, { contentType })).status).toBe(400);
  });

  it.each([
    "{}",
    '{"event":{}}',
    '{"event":{"type":"message"}}',
    '{"type":"event_callback","team_id":"T1","event":{"type":"message","channel":{}}}',
    '{"__proto__":{"event":{"type":"message"}},"constructor":1}',
    '{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[]}',
    '{"type":"block_actions","team":null,"user":{"id":"U1","team_id":"T1"},"actions":[{"action_id":"a","value":"{}"}]}',
    '{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","callback_id":"va-desk"}}',
    '{"type":"view_closed","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1"}}',
  ])("%s does no harm", async (text) => {
    await bench.slack.raw(text);
    expect(bench.intake.dispatched).toEqual([]);
    expect(bench.intake.recorded).toEqual([]);
  });

  it("that proves the address is answered with its challenge", async () => {
    const { status, json } = await bench.slack.raw('{"type":"url_verification","challenge":"c1"}');
    expect([status, json]).toEqual([200, { challenge: "c1" }]);
  });

  it("over the limit is refused unread, announced or not", async () => {
    const long = JSON.stringify({ event: { type: "message", text: "x".repeat(1_200_000) } });
    expect((await bench.slack.raw(long)).status).toBe(413);
    const status = await new Promise((resolve, reject) => {
      const headers = { "x-slack-request-timestamp": String(Math.floor(systemClock.now().getTime() / 1000)) };
      const req = request(bench.url, { method: "POST", headers }, (res) => resolve(res.resume().statusCode));
      req.on("error", reject);
      req.end(long);
    });
    expect(status).toBe(413);
  });
});

describe("a request", () => {
  it.each(["forged", "missing", "stale", "future"] as const)(
    "with a %s signature is refused",
    async (signing) => {
      expect((await bench.slack.raw(body, { signing })).status).toBe(401);
      expect(bench.intake.recorded).toEqual([]);
    },
  );

  it.each([-299, 299])("%d seconds off is let in", async (skewSeconds) => {
    expect((await bench.slack.raw(body, { signing: { skewSeconds } })).status).toBe(200);
  });

  it("that posts nothing, or to elsewhere, finds nothing", async () => {
    expect((await fetch(bench.url)).status).toBe(405);
    expect((await fetch(bench.url.replace("events", "install"))).status).toBe(404);
  });
});
