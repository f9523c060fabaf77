import { timed } from "../bench.ts";
import { taskOf } from "../processes.ts";
import type { Speaker } from "../seed.ts";
import { APP, startSlackStub, TEAM } from "../slack-stub.ts";
import { createAnswers, poster } from "../typing.ts";
import type { LoadReport, LoadTask } from "./load.ts";
import { signed } from "./signed.ts";

/** Slack and everybody who names the bot in a channel of theirs, in one process. Says where Slack is, then waits for its task. */
await taskOf<object>();
const answers = createAnswers();
const slack = await startSlackStub(answers.heard);
process.send?.({ url: slack.url });
const task = await taskOf<LoadTask>();
const post = poster(task.url, task.atOnce);
let confirmed = 0;

async function type(i: number): Promise<void> {
  const { user, channel } = task.speakers[i % task.speakers.length] as Speaker;
  const title = `${task.title}-${i}-`;
  const text = `<@UBOT> request Fix the invoice template ${title} due:"Friday 5pm"`;
  const ts = `1700000000.${String(i).padStart(6, "0")}`;
  const body = JSON.stringify({
    type: "event_callback",
    event_id: `Ev${title}`,
    event_time: 1_700_000_000,
    team_id: TEAM,
    api_app_id: APP,
    authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: "UBOT", is_bot: true }],
    event: { type: "app_mention", user, channel, text, ts, event_ts: ts, team: TEAM },
  });
  const told = answers.to(title);
  await post(body, signed(body, "application/json"));
  await told;
  confirmed += 1;
}

await timed(task.warmup, task.atOnce, type);
const began = performance.now();
const took = await timed(task.requests, task.atOnce, (i) => type(task.warmup + i));
const report: LoadReport = { took, totalMs: performance.now() - began, confirmed };
process.send?.(report);
// The cards in the channels are still being said.
process.once("SIGTERM", () => process.exit());
