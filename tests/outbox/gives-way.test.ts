import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFirst } from "../../src/first.ts";
import { openPost, type Post } from "../support/post.ts";

let post: Post;
beforeEach(async () => {
  post = await openPost();
});
afterEach(() => post.close());

test("while many wait for answers one conversation is served at a time, and all once they are answered", async () => {
  const places = Array.from({ length: 12 }, (_, n) => `fake|w${n}|c`);
  for (const place of places) await post.say(place, "hello");
  let sending = 0;
  let most = 0;
  const send = post.platform.send.bind(post.platform);
  post.platform.send = async (...args) => {
    sending += 1;
    most = Math.max(most, sending);
    const ref = await send(...args);
    sending -= 1;
    return ref;
  };
  const first = createFirst();
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const waiting = Array.from({ length: 5 }, () => first.during(answered));
  const sender = post.sender({ first });
  const pumped = sender.pump();
  const said = () => places.filter((place) => post.titles(place).length > 0).length;
  await vi.waitFor(() => expect(said()).toBeGreaterThan(1));
  expect(most).toBe(1);
  expect(said()).toBeLessThan(places.length);
  answer();
  await Promise.all(waiting);
  await pumped;
  expect(said()).toBe(places.length);
});
