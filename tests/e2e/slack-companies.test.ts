import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { scopes } from "../../manifest/slack/scopes.ts";
import { compose, type VaDesk } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/time/clock.ts";
import { judge, needsJudge } from "../fakes/judge/index.ts";
import { type FakeMessage, type FakeSlack, startFakeSlack } from "../fakes/slack/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { silent } from "../support/desk.ts";

/** The assistant, in her own workspace and with an account in the client's; a contact there. */
const asha = "U11";
const ashaThere = "U25";
const jane = "U21";
const WAIT = { timeout: 30_000, interval: 50 };

let home: FakeSlack;
let acme: FakeSlack;
let database: TestDatabase;
let desk: VaDesk;
/** A channel of the client's own, and one shared with the assistant's workspace. */
let own: string;
let shared: string;

const wordsOf = (message: FakeMessage): string => `${message.text} ${JSON.stringify(message.blocks)}`;
const all = (channel: string, words: string) =>
  home.messages(channel).filter((one) => wordsOf(one).includes(words));
const seen = (channel: string, words: string): Promise<FakeMessage> =>
  vi.waitUntil(() => all(channel, words).at(-1), WAIT);
const typed = async (slack: FakeSlack, user: string, channel: string, text: string): Promise<FakeMessage> => {
  const { answer, status, body } = await slack.command({ user, channel, text });
  if (!answer) throw new Error(`no answer to ${text}: ${status} ${body}`);
  return answer;
};
const codeIn = (message: FakeMessage): string =>
  /link [A-Z0-9]{5}-[A-Z0-9]{5}/.exec(wordsOf(message))?.[0] ?? "";

/** Started as an operator would: one app by plain settings, the client's own app beside it. */
async function open(by: "http" | "socket"): Promise<void> {
  database = await testDatabase();
  const granted = scopes.map(({ name }) => name);
  home = await startFakeSlack({
    signingSecret: "signing-secret-of-the-operator",
    botToken: "xoxb-1",
    team: "T1",
    botUser: "U0BOT",
    appId: "A1",
    scopes: granted,
  });
  acme = home.workspace({
    signingSecret: "signing-secret-of-the-client",
    botToken: "xoxb-2",
    team: "T2",
    teamName: "Acme",
    botUser: "U0ABOT",
    appId: "A2",
    scopes: granted,
  });
  for (const [id, clientId] of [
    ["A1", "1.1"],
    ["A2", "2.2"],
  ] as const) {
    const secret = {
      signingSecret: id === "A1" ? "signing-secret-of-the-operator" : "signing-secret-of-the-client",
    };
    const socket = by === "socket" ? { appToken: `xapp-${id}` } : {};
    home.app({ id, ...secret, clientId, clientSecret: "", redirectUrls: [], ...socket });
  }
  home.addUser({ id: asha, name: "asha", realName: "Asha", tz: "Asia/Kolkata" });
  acme.addUser({ id: ashaThere, name: "asha-va" });
  acme.addUser({ id: jane, name: "jane", realName: "Jane", tz: "America/New_York" });
  own = acme.addChannel({ name: "assistant", members: [jane, ashaThere] }).id;
  shared = home.addChannel({ name: "acme-and-asha", members: [asha] }).id;
  home.share(shared, { team: "T2", members: [jane], bot: true });

  const heard = (id: string, secret: string) =>
    by === "socket" ? { appToken: `xapp-${id}` } : { signingSecret: secret };
  const first =
    by === "socket"
      ? { SLACK_APP_TOKEN: "xapp-A1" }
      : { SLACK_SIGNING_SECRET: "signing-secret-of-the-operator" };
  const config = readConfig({
    WEB_PORT: "0",
    PORT: "0",
    MONGODB_DATABASE: database.name,
    ...first,
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_APP_ID: "A1",
    SLACK_APPS: JSON.stringify([
      { appId: "A2", botToken: "xoxb-2", ...heard("A2", "signing-secret-of-the-client") },
    ]),
    SLACK_API_URL: home.url,
  });
  desk = await compose({ config, mongoUri: database.uri, role: "all", clock: systemClock, log: silent });
  const { edge } = await desk.start();
  home.connect(`http://127.0.0.1:${edge}/slack/events`);
  if (by === "socket") await Promise.all(["A1", "A2"].map((id) => home.sockets.until(id, (n) => n === 2)));
}
afterEach(async () => {
  await desk.stop();
  await home.stop();
  await database.drop();
});

/** Runs a job's next occurrence now. */
async function runNext(job: string): Promise<void> {
  const now = systemClock.now();
  const [row] = await desk.scheduler.preview(now, new Date(now.getTime() + 10 * 86_400_000), job);
  await desk.scheduler.runNow(job, row?.subject ?? "");
}

describe.each(["http", "socket"] as const)("two workspaces and a channel that both share, over %s", (by) => {
  beforeEach(() => open(by));

  test("from setting up to digest and status: everything once, by whichever app and workspace", async (context) => {
    await needsJudge(context);
    await home.dm({ user: asha, text: 'setup "Asha\'s Desk" zone:Kolkata' });
    await seen(home.direct(asha).id, "Desk is ready");
    await typed(
      home,
      asha,
      shared,
      'client add "Acme Ltd" code:ACME zone:America/New_York hours:20 per:month',
    );
    await seen(shared, "This channel now belongs to Acme Ltd");

    // The account in the client's workspace becomes hers too, and their own channel the client's.
    await acme.dm({ user: ashaThere, text: codeIn(await typed(home, asha, home.direct(asha).id, "link")) });
    const confirm = await seen(home.direct(asha).id, "Was that you");
    await home.click({ user: asha, message: confirm, label: "Yes, that's me" });
    await vi.waitFor(
      async () => expect(wordsOf(await typed(acme, ashaThere, own, "link ACME"))).toContain("own workspace"),
      WAIT,
    );
    const channelCode = codeIn(await typed(home, asha, home.direct(asha).id, "link ACME"));
    expect(wordsOf(await typed(acme, ashaThere, own, channelCode))).toContain("Acme Ltd");

    // A contact hands work over in the shared channel, by name, heard by both workspaces.
    await acme.say({
      user: jane,
      channel: shared,
      text: '@U0BOT request Translate the flyer due:"Friday 5pm"',
    });
    const asked = await vi.waitUntil(() => home.ephemerals(jane, shared).at(-1), WAIT);
    await acme.click({ user: jane, message: asked, label: "I'm with Acme Ltd" });
    const card = await seen(shared, "ACME-1 · Translate the flyer");
    expect(all(shared, "ACME-1 · Translate the flyer")).toHaveLength(1);
    expect(home.ephemerals(jane, shared)).toHaveLength(1);

    // And by command in their own channel; each workspace's app carries it to the other's card.
    await typed(acme, jane, own, "request Fix the invoice template");
    const second = await seen(own, "ACME-2 · Fix the invoice template");
    await acme.click({ user: ashaThere, message: second, label: "Take" });
    await typed(home, asha, shared, "start 1");
    expect(wordsOf(await typed(acme, ashaThere, own, "stop"))).toContain("ACME-1");
    await acme.reply({ user: jane, message: card, text: "In both languages, please" });
    await vi.waitFor(
      async () => expect(wordsOf(await typed(home, asha, shared, "show 1"))).toContain("In both languages"),
      WAIT,
    );
    await typed(home, asha, shared, "comment 1 internal They always pay late");
    await typed(home, asha, shared, "deliver 1 https://example.com/flyer");
    await vi.waitFor(() => expect(home.labels(card)).toContain("Approve"), WAIT);
    await acme.click({ user: jane, message: card, label: "Approve" });
    await vi.waitFor(() => expect(wordsOf(card)).toContain("Done"), WAIT);

    await runNext("morning-digest");
    const digest = await vi.waitUntil(
      () =>
        [...home.messages(home.direct(asha).id), ...acme.messages(acme.direct(ashaThere).id)].find(
          (one) => wordsOf(one).includes("ACME-2") && /Do first|Schedule|Later|Delegate/.test(wordsOf(one)),
        ),
      WAIT,
    );
    expect(wordsOf(digest)).not.toContain("Translate the flyer");
    await runNext("weekly-status");
    const status = await vi.waitUntil(
      () =>
        all(shared, "Translate the flyer").find(
          (one) => one !== card && one.threadTs === undefined && wordsOf(one).includes("Done"),
        ),
      WAIT,
    );
    expect(wordsOf(status)).not.toContain("pay late");
    expect([...home.messages(shared), ...acme.messages(own)].map(wordsOf).join()).not.toContain("pay late");
    await home.settle();
    await acme.settle();
    expect(await judge(home.everything)).toEqual([]);
  });
});
