import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import type { Comment } from "../../src/domain/request.ts";
import { ConflictError, DuplicateError } from "../../src/errors.ts";
import { createStores, type Stores } from "../../src/store/index.ts";
import { write } from "../../src/store/writes.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { aClient, aRequest, NOW } from "../support/requests.ts";

let database: TestDatabase;
let stores: Stores;
beforeEach(async () => {
  database = await testDatabase();
  stores = createStores(database.client, database.db, () => undefined);
});
afterEach(() => database.drop());

const jane: Actor = {
  kind: "contact",
  person: {
    id: "jane",
    name: "Jane",
    zone: null,
    locale: null,
    zoneGuessed: false,
    platform: null,
    mergedInto: null,
    calm: null,
    version: 0,
  },
  desk: "d1",
  role: "contact",
  contacts: [
    {
      id: "acme:jane",
      desk: "d1",
      client: "acme",
      person: "jane",
      name: "Jane",
      approver: false,
      removedAt: null,
      version: 0,
    },
  ],
};

/** The desk's own eyes, doing one act. */
const act = (key: string, desk = "d1") =>
  stores.forDesk(desk, null, { key, by: "asha", platform: "fake", now: NOW });

test("an act whose key was used writes nothing, whether it makes a document or changes one", async () => {
  const request = aRequest({ title: "Once" });
  await act("file").commit({ writes: [write.request.insert(request)] });
  const other = aRequest({ title: "Twice" });
  await expect(act("file").commit({ writes: [write.request.insert(other)] })).rejects.toThrow(DuplicateError);
  const done = { ...request, title: "Done" };
  await act("close").commit({ writes: [write.request.replace(done)] });
  const again = { ...done, title: "Again", version: 1 };
  await expect(act("close").commit({ writes: [write.request.replace(again)] })).rejects.toThrow(
    DuplicateError,
  );
  expect((await act("look").requests.list({})).map(({ title }) => title)).toEqual(["Done"]);
});

test("a change to what was changed meanwhile is refused, and leaves the other's in place", async () => {
  const request = aRequest();
  await act("file").commit({ writes: [write.request.insert(request)] });
  await act("one").commit({ writes: [write.request.replace({ ...request, title: "By one" })] });
  const two = act("two").commit({ writes: [write.request.replace({ ...request, title: "By two" })] });
  await expect(two).rejects.toThrow(ConflictError);
  const three = act("three").commit({ writes: [write.request.remove(request)] });
  await expect(three).rejects.toThrow(ConflictError);
  expect(await act("look").requests.byId(request.id)).toMatchObject({ title: "By one", version: 1 });
});

test("of several documents all are written or none", async () => {
  const [first, second] = [aRequest(), aRequest()];
  await act("file").commit({ writes: [first, second].map((request) => write.request.insert(request)) });
  await act("one").commit({ writes: [write.request.replace({ ...second, title: "By one" })] });
  const both = [first, second].map((request) => write.request.replace({ ...request, title: "By two" }));
  await expect(act("two").commit({ writes: both })).rejects.toThrow(ConflictError);
  const titles = (await act("look").requests.list({})).map(({ title }) => title);
  expect(titles).toEqual([first.title, "By one"]);
});

test("a desk finds nothing of another desk, however it is asked for", async () => {
  const client = aClient({ id: "other-acme", desk: "d2" });
  const request = aRequest({ id: "d2.1", desk: "d2", client: client.id, number: 1 });
  await act("set-up", "d2").commit({ writes: [write.client.insert(client)] });
  await act("file", "d2").commit({ writes: [write.request.insert(request)] });
  expect(await act("look", "d2").requests.byId(request.id)).toMatchObject({ title: request.title });
  const { requests, clients } = act("look");
  expect(await requests.byId(request.id)).toBeUndefined();
  expect(await requests.byIds([request.id])).toEqual([]);
  expect(await requests.byNumber(client.id, 1)).toBeUndefined();
  expect(await requests.list({ client: client.id })).toEqual([]);
  expect(await requests.count({})).toBe(0);
  expect(await clients.byId(client.id)).toBeUndefined();
  expect(await clients.byCode(client.code)).toBeUndefined();
  expect(await clients.codeTaken(client.code)).toBe(false);
});

test("a contact's eyes see no internal note, and nothing that is private to others", async () => {
  const [open, hidden] = [
    aRequest({ audience: "client" }),
    aRequest({ audience: "private", requester: "mary" }),
  ];
  await act("file").commit({ writes: [open, hidden].map((request) => write.request.insert(request)) });
  const said = (id: string, internal: boolean): Comment => ({
    id,
    desk: "d1",
    client: "acme",
    request: open.id,
    author: "asha",
    authorName: "Asha",
    removedAt: null,
    version: 0,
    text: internal ? "They never pay" : "The draft is ready",
    files: [],
    internal,
    at: NOW,
  });
  const comments = [said("c1", true), said("c2", false)];
  await act("say").commit({ writes: comments.map((comment) => write.comment.insert(comment)) });
  const eyes = stores.forDesk("d1", jane, { key: "look", by: "jane", platform: "fake", now: NOW });
  expect((await eyes.comments.of(open.id)).map(({ text }) => text)).toEqual(["The draft is ready"]);
  expect((await eyes.requests.list({})).map(({ id }) => id)).toEqual([open.id]);
  expect(await eyes.requests.byId(hidden.id)).toBeUndefined();
  expect(await act("look").comments.of(open.id)).toHaveLength(2);
});
