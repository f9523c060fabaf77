import { afterEach, beforeEach, expect, test } from "vitest";
import { createFirst, type First } from "../../src/first.ts";
import { dueConversations } from "../../src/outbox/turn.ts";
import { openPost, type Post } from "../support/post.ts";

let post: Post;
beforeEach(async () => {
  post = await openPost();
});
afterEach(() => post.close());

/** So many who wait until `answer` is called. */
function crowd(first: First, n: number) {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const waiting = Promise.all(Array.from({ length: n }, () => first.during(answered)));
  return {
    answer(): Promise<unknown> {
      answer();
      return waiting;
    },
  };
}

const places = Array.from({ length: 12 }, (_, n) => `fake|w${n}|c`);
const said = () => places.filter((place) => post.titles(place).length > 0).length;

test("while many wait for answers nothing new is sent, and all of it once they are answered", async () => {
  for (const place of places) await post.say(place, "hello");
  const first = createFirst();
  const many = crowd(first, 5);
  const sender = post.sender({ first });
  let done = false;
  const pumped = sender.pump().then(() => {
    done = true;
  });
  // Long enough for another sender to look and find everything still waiting.
  await dueConversations(post.database.db, post.clock.now());
  expect([said(), done]).toEqual([0, false]);
  await many.answer();
  await pumped;
  expect(said()).toBe(places.length);
});

test("what is held back waits for a crowd, not for a few", async () => {
  for (const place of places) await post.say(place, "hello");
  const first = createFirst();
  const few = crowd(first, 4);
  await post.sender({ first }).pump();
  expect(said()).toBe(places.length);
  await few.answer();
});

test("where a crowd never ends, what was held back is sent all the same", async () => {
  for (const place of places) await post.say(place, "hello");
  const first = createFirst(50);
  const many = crowd(first, 9);
  await post.sender({ first }).pump();
  expect(said()).toBe(places.length);
  await many.answer();
});
