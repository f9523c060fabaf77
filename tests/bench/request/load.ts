import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { systemClock } from "../../../src/time/clock.ts";
import { timed } from "../bench.ts";
import { taskOf } from "../processes.ts";
import type { Speaker } from "../seed.ts";
import { APP, SECRET, TEAM } from "../slack-stub.ts";

/** `title` names every request of this run; the load itself comes after `warmup` requests that don't count. */
export interface LoadTask {
  url: string;
  /** Where answers go that come too late for the acknowledgement. */
  responseUrl: string;
  speakers: Speaker[];
  title: string;
  warmup: number;
  requests: number;
  atOnce: number;
}

export interface LoadReport {
  /** Of the requests that count, in milliseconds. */
  took: number[];
  totalMs: number;
  /** Of all: how many were answered with their own title. */
  confirmed: number;
}

/** The process that types: signed slash commands, so many at a time, each with a trigger of its own. */
const task = await taskOf<LoadTask>();
const agent = new Agent({ keepAlive: true, maxSockets: task.atOnce });
let confirmed = 0;

async function type(i: number): Promise<void> {
  const { user, channel } = task.speakers[i % task.speakers.length] as Speaker;
  const title = `${task.title}-${i}-`;
  const body = new URLSearchParams({
    command: "/va",
    text: `request Fix the invoice template ${title} due:"Friday 5pm"`,
    team_id: TEAM,
    team_domain: "bench",
    channel_id: channel,
    channel_name: "client",
    user_id: user,
    user_name: user.toLowerCase(),
    api_app_id: APP,
    trigger_id: `${task.title}.${i}`,
    response_url: task.responseUrl,
  }).toString();
  const stamp = String(Math.floor(systemClock.now().getTime() / 1000));
  const signature = createHmac("sha256", SECRET).update(`v0:${stamp}:${body}`).digest("hex");
  const answer = await post(body, {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(Buffer.byteLength(body)),
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${signature}`,
  });
  if (answer.includes(title)) confirmed += 1;
}

function post(body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(task.url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

await timed(task.warmup, task.atOnce, type);
const began = performance.now();
const took = await timed(task.requests, task.atOnce, (i) => type(task.warmup + i));
const report: LoadReport = { took, totalMs: performance.now() - began, confirmed };
process.send?.(report, () => process.exit());
