import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { VaDesk } from "../../src/compose.ts";
import { systemClock } from "../../src/time/clock.ts";
import { renderText } from "../../src/view/render-text.ts";
import { type OneToken, openOneToken } from "../adapters/slack/one-token.ts";
import { judge, needsJudge } from "../fakes/judge/index.ts";
import type { FakeMessage, FakeSlack } from "../fakes/slack/index.ts";

let one: OneToken;
let slack: FakeSlack;
let desk: VaDesk;
let acme: string;

beforeEach(async () => {
  one = await openOneToken();
  ({ slack, desk } = one);
  slack.addUser({ id: "U1", name: "asha", realName: "Asha", tz: "Asia/Kolkata" });
  slack.addUser({ id: "U2", name: "jane", realName: "Jane", tz: "America/New_York" });
  acme = slack.addChannel({ name: "acme", members: ["U1", "U2"] }).id;
});
afterEach(() => one.stop());

const asha = "U1";
const jane = "U2";
const WAIT = { timeout: 20_000, interval: 50 };

const wordsOf = (message: FakeMessage): string => `${message.text} ${JSON.stringify(message.blocks)}`;
/** What stands in a conversation with these words, once it does. */
const seen = (channel: string, words: string | RegExp): Promise<FakeMessage> =>
  vi.waitUntil(
    () => slack.messages(channel).findLast((message) => new RegExp(words).test(wordsOf(message))),
    WAIT,
  );
const firstCard = (): FakeMessage =>
  slack.messages(acme).find((message) => wordsOf(message).includes("ACME-1")) as FakeMessage;
const answer = async (user: string, channel: string, text: string): Promise<FakeMessage> => {
  const { answer: message, status, body } = await slack.command({ user, channel, text });
  if (!message) throw new Error(`no answer to ${text}: ${status} ${body}`);
  return message;
};
const typed = async (user: string, channel: string, text: string): Promise<string> =>
  wordsOf(await answer(user, channel, text));

async function openDesk(): Promise<void> {
  await slack.dm({ user: asha, text: 'setup "Asha\'s Desk" zone:Kolkata' });
  await seen(slack.direct(asha).id, "Desk is ready");
  expect(
    await typed(asha, acme, 'client add "Acme Ltd" code:ACME zone:America/New_York hours:20 per:month'),
  ).toContain("Acme Ltd is a client now");
}

test("a request's whole life in Slack, by line, form, button, mention and thread, all of it as Slack takes it", async (context) => {
  await needsJudge(context);
  await openDesk();
  const asked = await answer(jane, acme, 'request Fix the invoice template due:"Friday 5pm"');
  await slack.click({ user: jane, message: asked, label: "I'm with Acme Ltd" });
  const card = await seen(acme, "ACME-1 · Fix the invoice template");

  await slack.command({ user: jane, channel: acme, text: "request" });
  const view = await vi.waitUntil(() => slack.openView(jane), WAIT);
  await slack.submit({ user: jane, view, values: { title: "चालान भेजें 🧾 <!channel>", due: "tomorrow" } });
  // A header is plain text to Slack; in what it reads as markup the words ping nobody.
  expect((await seen(acme, "चालान भेजें")).text).not.toContain("<!channel>");

  await slack.click({ user: asha, message: card, label: "Take" });
  await vi.waitFor(() => expect(firstCard().edits).toBeGreaterThan(0), WAIT);
  await typed(asha, acme, "start 1");
  expect(await typed(asha, acme, "stop")).toContain("ACME-1");
  await slack.reply({ user: jane, message: card, text: "Please also check the footer" });
  await vi.waitFor(async () => expect(await typed(asha, acme, "show 1")).toContain("check the footer"), WAIT);
  await typed(asha, acme, "comment 1 internal They always pay late");
  await typed(asha, acme, "deliver 1 https://example.com/invoice");
  await vi.waitFor(() => expect(slack.labels(firstCard())).toContain("Approve"), WAIT);
  await slack.click({ user: jane, message: firstCard(), label: "Approve" });
  await vi.waitFor(() => expect(wordsOf(firstCard())).toContain("Done"), WAIT);

  const [member] = await desk.scheduler.preview(
    systemClock.now(),
    new Date(systemClock.now().getTime() + 10 * 86_400_000),
    "morning-digest",
  );
  await desk.scheduler.runNow("morning-digest", member?.subject ?? "");
  await seen(slack.direct(asha).id, "चालान भेजें");
  const [client] = await desk.scheduler.preview(
    systemClock.now(),
    new Date(systemClock.now().getTime() + 10 * 86_400_000),
    "weekly-status",
  );
  await desk.scheduler.runNow("weekly-status", client?.subject ?? "");
  await seen(acme, "Fix the invoice template.*");
  await vi.waitFor(() => expect(slack.messages(acme).length).toBeGreaterThan(2), WAIT);
  expect(slack.messages(acme).map(wordsOf).join("\n")).not.toContain("pay late");
  await slack.settle();
  expect(await judge(slack.everything)).toEqual([]);
});

test("an assistant with one client in Slack and two in the web chat has one digest, and no client sees another", async () => {
  await openDesk();
  const web = (user: string, channel: string | undefined, text: string) =>
    desk.dispatch({
      key: `web:${user}:${channel}:${text}`,
      actor: { platform: "web", workspace: "local", user },
      place: {
        platform: "web",
        workspace: "local",
        address: `web|local|${channel ?? `dm-${user}`}`,
        kind: channel === undefined ? "dm" : "channel",
        ...(channel === undefined ? {} : { name: channel }),
      },
      input: { kind: "line", text },
    });
  for (const id of ["asha", "raj", "li"]) {
    await desk.chat.addPerson({ id, name: id, zone: "Europe/London", locale: "en", demo: false });
  }
  for (const id of ["beta", "gamma"])
    await desk.chat.addChannel({ id, name: id, members: ["asha", "raj", "li"] });
  await slack.dm({ user: asha, text: "link" });
  const code = await vi.waitUntil(
    () =>
      /link ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(
        slack.messages(slack.direct(asha).id).map(wordsOf).join(" "),
      )?.[1],
    WAIT,
  );
  await web("asha", undefined, `link ${code}`);
  await slack.click({
    user: asha,
    message: await seen(slack.direct(asha).id, "Was that you"),
    label: "Yes, that's me",
  });
  for (const [id, who] of [
    ["beta", "raj"],
    ["gamma", "li"],
  ] as const) {
    await vi.waitFor(
      async () =>
        expect(textOf(await web("asha", id, `client add ${id} code:${id.toUpperCase()}`))).toContain(id),
      WAIT,
    );
    await web(who, id, `request Secret of ${id}`);
    const asked = await web(who, id, `request Secret of ${id} again`);
    const draft = JSON.stringify(asked).match(/"draft":"([^"]+)"/)?.[1] ?? "";
    await desk.dispatch({
      key: `join:${who}`,
      actor: { platform: "web", workspace: "local", user: who },
      place: { platform: "web", workspace: "local", address: `web|local|${id}`, kind: "channel", name: id },
      input: { kind: "action", verb: "join", values: { as: "contact", draft } },
    });
  }
  const question = await answer(jane, acme, "request Secret of acme");
  await slack.click({ user: jane, message: question, label: "I'm with Acme Ltd" });
  await seen(acme, "Secret of acme");

  const rows = await desk.scheduler.preview(
    systemClock.now(),
    new Date(systemClock.now().getTime() + 8 * 86_400_000),
    "morning-digest",
  );
  const subjects = new Set(rows.map((row) => row.subject));
  expect(subjects.size).toBe(1);
  await desk.scheduler.runNow("morning-digest", [...subjects][0] ?? "");
  const digest = await vi.waitUntil(async () => {
    const inSlack = slack.messages(slack.direct(asha).id).map(wordsOf);
    const inWeb = (await desk.chat.log("dm-asha", "asha")).map((message) => JSON.stringify(message.content));
    return [...inSlack, ...inWeb].find((text) =>
      ["acme", "beta", "gamma"].every((id) => text.includes(`Secret of ${id}`)),
    );
  }, WAIT);
  expect(digest).toBeDefined();

  expect(slack.messages(acme).map(wordsOf).join()).not.toMatch(/beta|gamma/);
  for (const [id, others] of [
    ["beta", /acme|gamma/],
    ["gamma", /acme|beta/],
  ] as const) {
    const log = await desk.chat.log(id, id === "beta" ? "raj" : "li");
    const cards = log
      .filter((message) => message.author === null)
      .map((message) => JSON.stringify(message.content));
    expect(cards.join()).toContain(`Secret of ${id}`);
    expect(cards.join()).not.toMatch(others);
  }
});

function textOf(outcome: Awaited<ReturnType<VaDesk["dispatch"]>>): string {
  return outcome.kind === "view" ? renderText(outcome.view, outcome.reader, systemClock.now()) : outcome.kind;
}
