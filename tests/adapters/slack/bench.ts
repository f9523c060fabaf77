import type { Timing } from "../../../adapters/slack/act.ts";
import { createSlack, type Slack } from "../../../adapters/slack/index.ts";
import { scopes } from "../../../manifest/slack/scopes.ts";
import type { DrawChart } from "../../../src/platform.ts";
import { systemClock } from "../../../src/time/clock.ts";
import type { Form, View } from "../../../src/view/nodes.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/index.ts";
import { silent } from "../../support/desk.ts";
import { loopback } from "../../support/loopback.ts";
import { type ScriptedIntake, scriptedIntake } from "../../support/scripted-intake.ts";

export const TEAM = "T1";
export const BOT = "U0BOT";
const SECRET = "a-signing-secret-of-tests";
const TOKEN = "xoxb-of-tests";

export interface Bench {
  slack: FakeSlack;
  adapter: Slack;
  intake: ScriptedIntake;
  /** `#acme`, with U1 (asha), U2 (ben) and the bot in it. */
  channel: string;
  url: string;
  stop(): Promise<void>;
}

/** The adapter on a real HTTP server, with the fake of Slack on one side and a scripted core on the other. */
export async function openBench(timing: Partial<Timing> = {}, drawChart?: DrawChart): Promise<Bench> {
  const slack = await startFakeSlack({
    signingSecret: SECRET,
    botToken: TOKEN,
    team: TEAM,
    botUser: BOT,
    appId: "A1",
    // What the manifest asks for must be enough.
    scopes: scopes.map(({ name }) => name),
  });
  slack.addUser({ id: "U1", name: "asha", realName: "Asha", tz: "Asia/Kolkata", locale: "hi-IN" });
  slack.addUser({ id: "U2", name: "ben" });
  const channel = slack.addChannel({ name: "acme", members: ["U1", "U2"] }).id;
  const intake = scriptedIntake(() => adapter.platform);
  const adapter = createSlack(
    { apps: [{ ours: true, signingSecret: SECRET, botToken: TOKEN }], apiUrl: slack.url },
    {
      intake,
      tell: async () => undefined,
      resume: async () => undefined,
      clock: systemClock,
      log: silent,
      timing,
      ...(drawChart ? { drawChart } : {}),
    },
  );
  const server = await loopback((req, res) => adapter.handle(req, res));
  const url = `${server.url}/slack/events`;
  slack.connect(url);
  return {
    slack,
    adapter,
    intake,
    channel,
    url,
    async stop() {
      await adapter.stop();
      await slack.stop();
      await server.close();
    },
  };
}

export const hello: View = {
  title: "Got it",
  body: [
    { kind: "text", text: [{ kind: "plain", text: "Filed." }] },
    { kind: "actions", actions: [{ label: "Take", verb: "take", input: { ref: "r1" }, revision: 3 }] },
  ],
};

export const newRequest: Form = {
  verb: "request",
  title: "New request",
  submit: "File it",
  preset: { client: "ACME" },
  fields: [
    { key: "title", label: "What?", kind: "text", required: true, maxLength: 300 },
    { key: "details", label: "Details", kind: "long-text", required: false },
    { key: "who", label: "Who", kind: "people", required: false },
    {
      key: "urgent",
      label: "Urgent",
      kind: "select",
      required: false,
      options: [
        { value: "yes", label: "Yes" },
        { value: "", label: "No" },
      ],
    },
    { key: "files", label: "Files", kind: "files", required: false },
  ],
};
