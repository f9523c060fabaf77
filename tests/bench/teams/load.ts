import { timed } from "../bench.ts";
import { taskOf } from "../processes.ts";
import type { LoadReport, LoadTask } from "../request/load.ts";
import type { Speaker } from "../seed.ts";
import { createAnswers, poster } from "../typing.ts";
import { APP_ID, startMicrosoft, TENANT } from "./microsoft.ts";

/**
 * - `typed`: a line that names the bot in a client's channel; confirmed when the answer is in the person's own chat.
 * - `dialog`: a filled-in form; confirmed in the answer to it.
 */
export type Way = "typed" | "dialog";
type TeamsTask = Omit<LoadTask, "responseUrl"> & { way: Way };

/** With one token Teams sends many messages. */
const PER_TOKEN = 100;
const BOT = { id: `28:${APP_ID}`, name: "VA Desk" };

/** Microsoft and everybody who types in Teams, in one process. Says where Microsoft is, then waits for its task. */
await taskOf<object>();
const answers = createAnswers();
const microsoft = await startMicrosoft(answers.heard);
process.send?.({ url: microsoft.url });
const task = await taskOf<TeamsTask>();
const post = poster(task.url, task.atOnce);
let token = microsoft.token();
let confirmed = 0;

async function type(i: number): Promise<void> {
  if (i % PER_TOKEN === 0) token = microsoft.token();
  const title = `${task.title}-${i}-`;
  const words = `Fix the invoice template ${title}`;
  const told = answers.to(title);
  const body = activity(i, task.way === "typed" ? typed(words) : dialog(i, words));
  // A connection that was idle may have been closed in this very moment; Teams would send it again, too.
  const answer = await said(body).catch(() => said(body, true));
  if (task.way === "typed") await told;
  if (task.way === "typed" || answer.includes(title)) confirmed += 1;
}

const typed = (words: string) => ({
  type: "message",
  text: `<at>VA Desk</at> request ${words} due:"Friday 5pm"`,
  entities: [{ type: "mention", text: "<at>VA Desk</at>", mentioned: BOT }],
});

function dialog(i: number, words: string) {
  const form = { v: "request", p: {}, o: `once-${task.title}-${i}`, l: "en", z: "America/New_York" };
  const data = { form, "f.title": words, "f.due": "Friday 5pm" };
  return { type: "invoke", name: "composeExtension/submitAction", value: { commandId: "request", data } };
}

function activity(i: number, more: object): string {
  const { user, channel } = task.speakers[i % task.speakers.length] as Speaker;
  const id = `${task.title}${i}`;
  return JSON.stringify({
    channelId: "msteams",
    serviceUrl: microsoft.service,
    id,
    from: { id: `29:${user}`, name: user.toLowerCase(), aadObjectId: user },
    recipient: BOT,
    conversation: {
      id: `19:${channel}@thread.tacv2;messageid=${id}`,
      conversationType: "channel",
      isGroup: true,
      tenantId: TENANT,
    },
    channelData: { tenant: { id: TENANT }, channel: { name: channel } },
    locale: "en-US",
    localTimezone: "America/New_York",
    ...more,
  });
}

const said = async (body: string, fresh = false): Promise<string> =>
  post(body, { "content-type": "application/json", authorization: `Bearer ${await token}` }, fresh);

await timed(task.warmup, task.atOnce, type);
const began = performance.now();
const took = await timed(task.requests, task.atOnce, (i) => type(task.warmup + i));
const report: LoadReport = { took, totalMs: performance.now() - began, confirmed };
process.send?.(report);
// The cards in the channels are still being said.
process.once("SIGTERM", () => process.exit());
