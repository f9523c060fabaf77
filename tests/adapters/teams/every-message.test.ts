import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import type { Where } from "../../fakes/teams/index.ts";
import { ACME, acme, asha, type Bench, direct, jane, openTeamsDesk, personal } from "./bench.ts";

const GROUP = "19:group@thread.v2";
const group: Where = { kind: "groupChat", id: GROUP };
const inThread = (thread: string): Where => ({ kind: "channel", id: ACME, thread });
const WAIT = { timeout: 20_000, interval: 30 };

let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
  await bench.say(asha, group, 'client add "Beta GmbH" code:BETA zone:Europe/London');
  await bench.seen(direct(asha), "Beta GmbH is a client");
  await bench.say(jane, group, "requests");
  await bench.seen(direct(jane), "with Beta GmbH");
  await bench.press(jane, personal, bench.fake.in(direct(jane)).at(-1), "join");
  for (const [where, conversation] of [
    [acme, ACME],
    [group, GROUP],
  ] as const) {
    await bench.say(asha, where, "settings messages:every");
    await bench.seen(conversation, "Every message here is a request");
  }
}, 60_000);
afterAll(() => bench.stop());

const send = async (where: Where, id: string, text: string, type = "message", minute = 0) => {
  const timestamp = `2026-11-24T10:0${minute}:00Z`;
  const { status } = await bench.post(
    bench.fake.activity(jane, where, {
      type,
      id,
      text,
      ...(minute === 0 ? {} : { timestamp }),
      // Each message heads its own thread in a channel.
      ...(where.kind === "channel" && where.thread === undefined
        ? { conversation: { id: `${where.id};messageid=${id}`, conversationType: "channel", isGroup: true } }
        : {}),
    }),
  );
  expect(status).toBe(200);
};
const rows = (spec: Parameters<typeof collectionOf>[1], query: object) =>
  collectionOf(bench.database.db, spec).find(query).toArray();
const becomes = (spec: Parameters<typeof collectionOf>[1], query: object) =>
  vi.waitFor(async () => expect(await rows(spec, query)).toHaveLength(1), WAIT);

describe.each([
  ["a channel that lets it hear all", acme, "1700000100001"],
  ["a group chat", group, "1700000200001"],
] as const)("where every message is a request, in %s", (_, where, id) => {
  test("the request follows its message, and is cancelled where that is taken back", async () => {
    await send(where, id, "Fix the footer");
    await becomes(c.requests, { title: "Fix the footer" });
    await Promise.all([1, 2].map(() => send(where, id, "पेज का हेडर ठीक करें 🛠", "messageUpdate", 1)));
    await becomes(c.requests, { title: "पेज का हेडर ठीक करें 🛠", stage: "new" });
    await send(where, id, "", "messageDelete", 2);
    await becomes(c.requests, { title: "पेज का हेडर ठीक करें 🛠", stage: "cancelled" });
    // Taken back no longer: it is said, and nobody's work begins by itself.
    await send(where, id, "पेज का हेडर ठीक करें", "messageUpdate", 3);
    await becomes(c.comments, { text: /पेज का हेडर ठीक करें$/ });
  });
});

test("a picture that came with a message is linked by that message, and so is the request", async () => {
  const contentUrl = "https://smba.example/v3/attachments/1/views/original";
  const id = "1700000400001";
  const conversation = { id: `${ACME};messageid=${id}`, conversationType: "channel", isGroup: true };
  const attachments = [{ contentType: "image/*", contentUrl }];
  const timestamp = "2026-11-24T12:00:00Z";
  const said = { type: "message", id, timestamp, text: "Like in this picture", conversation, attachments };
  await bench.post(bench.fake.activity(jane, acme, said));
  await becomes(c.requests, { title: "Like in this picture" });
  const [request] = await rows(c.requests, { title: "Like in this picture" });
  const link = expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/message\/.*1700000400001\?/);
  expect(request).toMatchObject({ files: [{ name: "image", url: link }], source: { link } });
  await bench.seen(ACME, "Like in this picture");
  expect(JSON.stringify(bench.fake.in(ACME))).not.toContain("smba.example");
});

test("a reply under the message is talk about what became of it; of what was begun a change is only said", async () => {
  const id = "1700000300001";
  await send(acme, id, "Renew the domain");
  await becomes(c.requests, { title: "Renew the domain" });
  await send(inThread(id), "1700000300002", "for two years please");
  await becomes(c.comments, { text: "for two years please", internal: false });
  const heard = () =>
    bench.fake.posted.filter(({ activity }) => JSON.stringify(activity).includes("for two years please"));
  await vi.waitFor(() => expect(heard().length).toBeGreaterThan(0), WAIT);
  expect(heard().filter(({ conversation }) => conversation.startsWith(ACME))).toEqual([]);
  const [request] = await rows(c.requests, { title: "Renew the domain" });
  await bench.say(asha, personal, `take ACME-${request?.["number"]}`);
  await becomes(c.requests, { title: "Renew the domain", stage: "accepted" });
  await send(acme, id, "Let the domain go", "messageUpdate", 4);
  await becomes(c.comments, { text: /Let the domain go$/ });
  await send(acme, id, "", "messageDelete", 5);
  await becomes(c.comments, { text: /I deleted it/ });
  expect(await rows(c.requests, { title: "Renew the domain", stage: "accepted" })).toHaveLength(1);
});

test("of what is changed beside that nothing is kept", async () => {
  const before = await collectionOf(bench.database.db, c.inbound).countDocuments();
  await send(acme, "1600000000001", "lunch at noon", "messageUpdate", 6);
  await send(inThread("1600000000001"), "1600000000002", "at one", "messageUpdate", 7);
  await send(group, "1600000000003", "", "messageDelete", 8);
  expect(await collectionOf(bench.database.db, c.inbound).countDocuments()).toBe(before);
});
