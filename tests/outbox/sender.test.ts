import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PlatformError } from "../../src/errors.ts";
import { openPost, type Post } from "../support/post.ts";

const A = "fake|w|a";
const B = "fake|w|b";
let post: Post;
beforeEach(async () => {
  post = await openPost();
});
afterEach(() => post.close());

const fails = (kind: "retry" | "unknown" | "final", afterMs?: number) => () => {
  throw new PlatformError("fake", {
    kind,
    reason: `it said ${kind}`,
    ...(afterMs === undefined ? {} : { afterMs }),
  } as never);
};
const seconds = (n: number) => post.clock.advance(n / 60);

test("messages arrive in the order they were said", async () => {
  for (let n = 1; n <= 30; n += 1) await post.say(A, `no ${n}`);
  const sender = post.sender();
  while ((await sender.pump()) > 0);
  expect(post.titles(A)).toEqual(Array.from({ length: 30 }, (_, i) => `no ${i + 1}`));
});

test("two senders at once send each message once and in order", async () => {
  for (let n = 1; n <= 60; n += 1) await post.say(n % 2 ? A : B, `no ${n}`);
  const two = [post.sender(), post.sender()];
  for (let round = 0; round < 10; round += 1) await Promise.all(two.map((sender) => sender.pump()));
  const odd = Array.from({ length: 30 }, (_, i) => `no ${2 * i + 1}`);
  expect(post.titles(A)).toEqual(odd);
  expect(post.titles(B)).toHaveLength(30);
});

test("while one sends into a conversation, nobody else touches it", async () => {
  const send = post.platform.send.bind(post.platform);
  let release: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  post.platform.send = async (...args) => {
    begin();
    await stuck;
    return send(...args);
  };
  const id = await post.say(A, "first");
  const pumped = post.sender().pump();
  await begun;
  const before = await post.row(id);
  expect(before.state).toBe("sending");
  await post.sender().pump();
  expect(await post.row(id)).toEqual(before);
  release();
  await pumped;
  expect((await post.row(id)).state).toBe("sent");
});

test("a conversation gets no more than the platform's pace", async () => {
  await post.close();
  post = await openPost(1000);
  for (let n = 1; n <= 3; n += 1) await post.say(A, `no ${n}`);
  const sender = post.sender();
  await sender.pump();
  await sender.pump();
  expect(post.titles(A)).toEqual(["no 1"]);
  seconds(1);
  await sender.pump();
  expect(post.titles(A)).toEqual(["no 1", "no 2"]);
});

test("a message that waits for another try holds up its own conversation and no other", async () => {
  post.platform.faults.push(fails("retry"));
  const first = await post.say(A, "first");
  await post.say(A, "second");
  const sender = post.sender();
  await sender.pump();
  await post.say(B, "elsewhere");
  await sender.pump();
  expect(post.titles(A)).toEqual([]);
  expect(post.titles(B)).toEqual(["elsewhere"]);
  expect((await post.row(first)).state).toBe("retry");
  seconds(5);
  await sender.pump();
  expect(post.titles(A)).toEqual(["first", "second"]);
});

test("Retry-After is obeyed", async () => {
  post.platform.faults.push(fails("retry", 90_000));
  await post.say(A, "first");
  const sender = post.sender();
  await sender.pump();
  seconds(89);
  await sender.pump();
  expect(post.titles(A)).toEqual([]);
  seconds(1);
  await sender.pump();
  expect(post.titles(A)).toEqual(["first"]);
});

test("tries come ever less often, and after a day the message is set aside", async () => {
  const id = await post.say(A, "first");
  const sender = post.sender();
  let tries = 0;
  post.platform.send = async () => {
    tries += 1;
    return fails("retry")();
  };
  for (let minute = 0; minute < 25 * 60; minute += 5) {
    await sender.pump();
    post.clock.advance(5);
  }
  expect(tries).toBeGreaterThan(40);
  expect(tries).toBeLessThan(80);
  expect((await post.row(id)).state).toBe("parked");
});

test("one conversation that hangs doesn't stall another", async () => {
  let release: () => void = () => undefined;
  const hung = new Promise<void>((resolve) => {
    release = resolve;
  });
  const send = post.platform.send.bind(post.platform);
  post.platform.send = async (address, view, options) => {
    if (address === A) await hung;
    return send(address, view, options);
  };
  await post.say(A, "slow");
  const sender = post.sender();
  const first = sender.pump();
  await post.say(B, "quick");
  sender.nudge([B]);
  await vi.waitFor(() => expect(post.titles(B)).toEqual(["quick"]), { timeout: 30_000 });
  release();
  await first;
  expect(post.titles(A)).toEqual(["slow"]);
  await sender.stop();
});

test("an answer that got lost is looked up, and the message is not sent twice", async () => {
  post.platform.faults.push("lost");
  const id = await post.say(A, "first");
  await post.say(A, "second");
  const sender = post.sender();
  const asked = vi.spyOn(post.platform, "findSent");
  await sender.pump();
  expect((await post.row(id)).state).toBe("unknown");
  seconds(19);
  await sender.pump();
  expect(asked).not.toHaveBeenCalled();
  seconds(1);
  await sender.pump();
  expect(post.titles(A)).toEqual(["first", "second"]);
  const [address, query] = asked.mock.calls[0] ?? [];
  expect(address).toBe(A);
  expect(query).toMatchObject({
    key: id,
    from: new Date("2026-11-24T09:59:55Z"),
    to: new Date("2026-11-24T10:01:00Z"),
  });
});

test("a message that did not arrive is sent again after asking, unmarked", async () => {
  post.platform.faults.push(fails("unknown"));
  await post.say(A, "first");
  const sender = post.sender();
  await sender.pump();
  seconds(20);
  await sender.pump();
  expect(post.platform.in(A).map((m) => [m.view.title, m.repeat])).toEqual([["first", false]]);
});

test("a workspace is asked no more than once a minute", async () => {
  post.platform.faults.push("lost", "lost");
  await post.say(A, "one");
  await post.say(B, "two");
  const asked = vi.spyOn(post.platform, "findSent");
  const sender = post.sender();
  await sender.pump();
  seconds(20);
  await sender.pump();
  await sender.pump();
  expect(asked).toHaveBeenCalledTimes(1);
  seconds(60);
  await sender.pump();
  expect(asked).toHaveBeenCalledTimes(2);
  expect(post.platform.posted).toHaveLength(2);
});

test("where a platform can't be asked a digest is repeated once, marked, and a nudge is set aside", async () => {
  post.platform.canAsk = false;
  post.platform.faults.push("lost", "lost", "lost");
  await post.say(A, "digest");
  const nudge = await post.say(B, "nudge", { topic: "nudge" });
  const sender = post.sender();
  for (let round = 0; round < 6; round += 1) {
    await sender.pump();
    seconds(61);
  }
  // The repeat's own answer was lost as well: there is no third.
  expect(post.platform.in(A).map((m) => m.repeat)).toEqual([false, true]);
  expect(post.titles(B)).toEqual(["nudge"]);
  expect((await post.row(nudge)).state).toBe("parked");
});

test("a platform that gives no answer for ten minutes counts as one that can't be asked", async () => {
  post.platform.faults.push("lost");
  post.platform.findSent = async () => fails("retry")();
  await post.say(A, "digest");
  const sender = post.sender();
  for (let minute = 0; minute < 9; minute += 1) {
    await sender.pump();
    post.clock.advance(1);
  }
  expect(post.platform.posted).toHaveLength(1);
  for (let minute = 0; minute < 4; minute += 1) {
    await sender.pump();
    post.clock.advance(1);
  }
  expect(post.platform.posted.map((m) => m.repeat)).toEqual([false, true]);
});

test("whoever lost the conversation to another can neither record nor send any more", async () => {
  const send = post.platform.send.bind(post.platform);
  let release: () => void = () => undefined;
  const stuck = new Promise<void>((resolve) => {
    release = resolve;
  });
  let calls = 0;
  post.platform.send = async (address, view, options) => {
    calls += 1;
    const ref = await send(address, view, options);
    if (calls === 1) await stuck;
    return ref;
  };
  const id = await post.say(A, "first");
  await post.say(A, "second");
  const old = post.sender();
  const going = old.pump();
  await vi.waitFor(() => expect(calls).toBe(1), { timeout: 30_000 });
  seconds(31);
  const fresh = post.sender();
  await fresh.pump();
  expect((await post.row(id)).state).toBe("unknown");
  const { fence } = await post.row(id);
  release();
  await going;
  // The old holder's record came to nothing, and it sent nothing more.
  expect(await post.row(id)).toMatchObject({ state: "unknown", fence, ref: null });
  expect(post.titles(A)).toEqual(["first"]);
  await fresh.pump();
  await fresh.pump();
  expect(post.titles(A)).toEqual(["first", "second"]);
  expect((await post.row(id)).state).toBe("sent");
});

test("a conversation that was tidied away takes up its rows again", async () => {
  post.platform.faults.push(fails("retry"));
  const id = await post.say(A, "first");
  const sender = post.sender();
  await sender.pump();
  expect((await post.row(id)).fence).toBeGreaterThan(0);
  post.clock.advance(60 * 24 * 40);
  const { upkeep } = await import("../../src/store/upkeep.ts");
  expect((await upkeep(post.database.db).tidy(post.clock.now()))["conversations"]).toBe(1);
  await sender.pump();
  expect(post.titles(A)).toEqual(["first"]);
});

test("a conversation used while the clock ran ahead is no slower once it is set right", async () => {
  post.clock.advance(60 * 24);
  await post.say(A, "too early");
  const sender = post.sender();
  await sender.pump();
  post.clock.advance(-60 * 24);
  await post.say(A, "on time");
  await sender.pump();
  expect(post.titles(A)).toEqual(["too early", "on time"]);
});

test("started, it hears of what other processes write, and stops", async () => {
  const { systemClock } = await import("../../src/time/clock.ts");
  const sender = post.sender({ clock: systemClock });
  sender.start();
  await post.say(A, "hello");
  await vi.waitFor(() => expect(post.titles(A)).toEqual(["hello"]), { timeout: 4_000 });
  await post.say(A, "again");
  await vi.waitFor(() => expect(post.titles(A)).toEqual(["hello", "again"]), { timeout: 4_000 });
  await sender.stop();
});
