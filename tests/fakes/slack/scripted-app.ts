import { createHmac } from "node:crypto";
import { type ManualClock, manualClock } from "../../../src/time/clock.ts";
import { loopback } from "../../support/loopback.ts";
import { readBody } from "./http.ts";
import { type FakeSlack, startFakeSlack } from "./index.ts";
import type { FakeView, Json } from "./types.ts";

interface Heard {
  headers: NodeJS.Dict<string | string[]>;
  signed: boolean;
  /** Seconds by the fake's clock. */
  age: number;
  body: Json;
}

export interface Bench {
  slack: FakeSlack;
  clock: ManualClock;
  scopes: string[];
  /** `#acme`, with U1 (asha), U2 (ben) and the bot in it. */
  channel: string;
  heard: Heard[];
  /** The insides of the events heard. */
  events(): Json[];
  /** What the app answers: text as it is, an object as JSON; "hang" leaves Slack waiting. */
  answers: (body: Json) => string | Json;
  /** Calls a method as the app. */
  call(method: string, body: Json): Promise<Json>;
  /** Opens a form for U1 as the app. */
  open(view: Json): Promise<FakeView>;
  stop(): Promise<void>;
}

const SECRET = "secret";
export const BENCH_TOKEN = "xoxb";

/** The fake with an app behind it that writes down what it hears and answers as told; for the fake's own tests. */
export async function openBench(): Promise<Bench> {
  const clock = manualClock("2026-11-24T10:00:00Z");
  const heard: Heard[] = [];
  const app = await loopback(async (req, res) => {
    const raw = (await readBody(req)).toString();
    const stamp = String(req.headers["x-slack-request-timestamp"]);
    const hmac = createHmac("sha256", SECRET).update(`v0:${stamp}:${raw}`).digest("hex");
    const signed = req.headers["x-slack-signature"] === `v0=${hmac}`;
    const body = read(raw);
    heard.push({ headers: req.headers, signed, age: clock.now().getTime() / 1000 - Number(stamp), body });
    const said = bench.answers(body);
    if (said === "hang") return;
    const isText = typeof said === "string";
    res.writeHead(200, { "content-type": isText ? "text/plain" : "application/json" });
    res.end(isText ? said : JSON.stringify(said));
  });
  const scopes = [
    "chat:write",
    "app_mentions:read",
    "channels:read",
    "reactions:read",
    "channels:history",
    "channels:join",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
    "files:read",
    "files:write",
  ];
  const slack = await startFakeSlack({
    signingSecret: SECRET,
    botToken: BENCH_TOKEN,
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes,
    clock,
    signClock: clock,
  });
  slack.connect(`${app.url}/slack/events`);
  slack.addUser({ id: "U1", name: "asha" });
  slack.addUser({ id: "U2", name: "ben" });
  const channel = slack.addChannel({ name: "acme", members: ["U1", "U2"] }).id;

  const bench: Bench = {
    slack,
    clock,
    scopes,
    channel,
    heard,
    answers: () => "",
    events: () => heard.map((one) => one.body["event"] as Json).filter((event) => event !== undefined),
    async call(method, body) {
      const response = await fetch(`${slack.url}${method}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${BENCH_TOKEN}` },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Json;
    },
    async open(view) {
      const { triggerId } = await slack.command({ user: "U1", channel, text: "form" });
      const answer = await bench.call("views.open", { trigger_id: triggerId, view });
      const shown = slack.openView("U1");
      if (answer["ok"] !== true || !shown) throw new Error(`no form opened: ${JSON.stringify(answer)}`);
      return shown;
    },
    async stop() {
      await slack.stop();
      await app.close();
    },
  };
  return bench;
}

function read(raw: string): Json {
  if (raw.startsWith("{")) return JSON.parse(raw);
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form["payload"] ? JSON.parse(form["payload"]) : form;
}
