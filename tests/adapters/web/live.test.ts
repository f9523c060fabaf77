import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answered } from "../../support/scripted-intake.ts";
import { type Bench, openBench } from "./bench.ts";
import { listen, type Stream } from "./stream.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => {
  bench.reset();
  bench.clock.advance(10);
});
afterAll(() => bench.stop());

interface Drawn {
  id: string;
  thread: string | null;
  html: string;
}
const messagesIn = ({ heard }: Stream): Drawn[] =>
  heard
    .filter((one) => one.event === "message" && one.data !== "")
    .map((one) => JSON.parse(one.data) as Drawn);
const htmlIn = (stream: Stream) => messagesIn(stream).map((message) => message.html);
const contains = (words: string) => expect.arrayContaining([expect.stringContaining(words)]);
const lastId = ({ heard }: Stream) => heard.findLast((one) => one.id !== "")?.id ?? "";

test("what is said, edited or answered in a thread comes to everybody who looks on", async () => {
  const jane = await listen(await bench.as("jane"), "acme");
  const card = await bench.post("acme", { title: "Card one", body: [] });
  await expect.poll(() => htmlIn(jane)).toEqual(contains("Card one"));
  const ref = `web|local|acme|${card.id}`;
  bench.clock.advance(1);
  await bench.web.platform.update(
    ref,
    { title: "Card taken", body: [] },
    { reader: { locale: "en", zone: "UTC" } },
  );
  await expect.poll(() => htmlIn(jane)).toEqual(contains("Card taken"));
  const asha = await bench.as("asha");
  await asha.say(await asha.get("/c/acme"), "On it", { thread: card.id });
  await expect.poll(() => messagesIn(jane)).toContainEqual(expect.objectContaining({ thread: card.id }));
  jane.close();
});

test("what is for one is seen by one, and other channels only show that there is news", async () => {
  const [asha, jane, raj] = [await bench.as("asha"), await bench.as("jane"), await bench.as("raj")];
  const streams = {
    asha: await listen(asha, "acme"),
    jane: await listen(jane, "acme"),
    raj: await listen(raj, "beta"),
  };
  bench.intake.outcome = () => answered({ title: "For Asha alone", body: [] });
  await asha.say(await asha.get("/c/acme"), "/va status");
  await bench.post("beta", { title: "In beta", body: [] });
  await bench.post("acme", { title: "For all of acme", body: [] });
  await expect.poll(() => htmlIn(streams.asha)).toEqual(contains("For all of acme"));
  await expect.poll(() => htmlIn(streams.jane)).toEqual(contains("For all of acme"));
  expect(htmlIn(streams.asha)).toEqual(contains("For Asha alone"));
  expect(streams.asha.heard).toContainEqual(expect.objectContaining({ event: "unread", data: "beta" }));
  await expect.poll(() => htmlIn(streams.raj)).toEqual(contains("In beta"));
  expect(JSON.stringify(streams.jane.heard)).not.toMatch(/Asha alone|va status|beta/);
  expect(JSON.stringify(streams.raj.heard)).not.toContain("acme");
  for (const stream of Object.values(streams)) stream.close();
});

test("a stream that broke goes on where it left off, with edits made meanwhile and what came first", async () => {
  const jane = await bench.as("jane");
  const first = await listen(jane, "acme");
  const card = await bench.post("acme", { title: "Before the break", body: [] });
  await expect.poll(() => htmlIn(first)).toEqual(contains("Before the break"));
  const last = lastId(first);
  first.close();
  bench.clock.advance(5);
  await bench.post("acme", { title: "Missed meanwhile", body: [] });
  const ref = `web|local|acme|${card.id}`;
  await bench.web.platform.update(
    ref,
    { title: "Edited meanwhile", body: [] },
    { reader: { locale: "en", zone: "UTC" } },
  );
  const again = await listen(jane, "acme", { last });
  await expect.poll(() => htmlIn(again)).toEqual(contains("Missed meanwhile"));
  expect(htmlIn(again)).toEqual(contains("Edited meanwhile"));
  again.close();
  const fresh = await listen(jane, "acme", { since: bench.clock.now().getTime() });
  await bench.post("acme", { title: "After it all", body: [] });
  await expect.poll(() => htmlIn(fresh)).toEqual(contains("After it all"));
  fresh.close();
});

test("who missed more than a page is told to look again", async () => {
  const jane = await bench.as("jane");
  const since = bench.clock.now().getTime();
  for (let n = 0; n < 101; n += 1) {
    const content = { kind: "text" as const, text: `line ${n}`, files: [] };
    await bench.chat.say({ channel: "acme", author: "asha", thread: null, to: null, key: null, content });
  }
  const stream = await listen(jane, "acme", { since });
  await expect.poll(() => stream.heard).toContainEqual(expect.objectContaining({ event: "reload" }));
  stream.close();
});

test("a new channel appears beside the conversation of whoever is in it", async () => {
  const jane = await listen(await bench.as("jane"), "acme");
  const raj = await listen(await bench.as("raj"), "beta");
  const asha = await bench.as("asha");
  const page = await asha.get("/c/acme");
  await asha.send(page.form('form[action="/channels"]'), { name: "Launch", people: "@jane" });
  await expect
    .poll(() => jane.heard)
    .toContainEqual(expect.objectContaining({ event: "around", data: expect.stringContaining("/c/launch") }));
  await bench.post("launch", { title: "Welcome", body: [] });
  await expect
    .poll(() => jane.heard)
    .toContainEqual(expect.objectContaining({ event: "unread", data: "launch" }));
  expect(JSON.stringify(raj.heard)).not.toContain("launch");
  jane.close();
  raj.close();
});

test("a page hears when its session has ended, wherever that was", async () => {
  const visitor = await bench.as("jane");
  const stream = await listen(visitor, "acme");
  const page = await visitor.get("/c/acme");
  await visitor.send(page.form('form[action="/leave"]'));
  await stream.ended;
  expect(stream.heard.at(-1)?.event).toBe("ended");
  expect((await listen(visitor, "acme")).status).toBe(401);
});

test("the fifth page of one session takes over from the first, so that nothing else is held up", async () => {
  const visitor = await bench.as("jane");
  const streams: Stream[] = [];
  for (let n = 0; n < 5; n += 1) streams.push(await listen(visitor, "acme"));
  const [first, ...others] = streams;
  await first?.ended;
  expect(first?.heard.at(-1)?.event).toBe("displaced");
  await bench.post("acme", { title: "Still heard", body: [] });
  for (const stream of others) await expect.poll(() => htmlIn(stream)).toEqual(contains("Still heard"));
  for (const stream of others) stream.close();
});

test("nobody listens to a channel they are not in", async () => {
  const raj = await bench.as("raj");
  for (const channel of ["acme", "dm-jane", "nowhere", "", "$where"])
    expect((await listen(raj, channel)).status, channel).toBe(404);
});

test("stopping ends every stream", async () => {
  const own = await openBench();
  const stream = await listen(await own.as("jane"), "acme");
  await own.stop();
  await stream.ended;
});
