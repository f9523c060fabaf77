import { timed } from "../bench.ts";
import { taskOf } from "../processes.ts";
import type { Speaker } from "../seed.ts";
import { APP, TEAM } from "../slack-stub.ts";
import { poster } from "../typing.ts";
import { signed } from "./signed.ts";

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
const post = poster(task.url, task.atOnce);
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
  const answer = await post(body, signed(body, "application/x-www-form-urlencoded"));
  if (answer.includes(title)) confirmed += 1;
}

await timed(task.warmup, task.atOnce, type);
const began = performance.now();
const took = await timed(task.requests, task.atOnce, (i) => type(task.warmup + i));
const report: LoadReport = { took, totalMs: performance.now() - began, confirmed };
process.send?.(report, () => process.exit());
