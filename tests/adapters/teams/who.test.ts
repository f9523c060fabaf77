import { afterAll, beforeAll, expect, test } from "vitest";
import { type Activity, activitySchema } from "../../../adapters/teams/activity.ts";
import type { TeamsBook } from "../../../adapters/teams/port.ts";
import { filesOf, placeOf, remember } from "../../../adapters/teams/who.ts";
import { createStores } from "../../../src/store/index.ts";
import { openTeamsBook } from "../../../src/store/teams/index.ts";
import { systemClock } from "../../../src/time/clock.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

let database: TestDatabase;
let book: TeamsBook;
beforeAll(async () => {
  database = await testDatabase();
  const { client, db } = database;
  book = await openTeamsBook(db, createStores(client, db, () => undefined).system, systemClock);
});
afterAll(() => database.drop());

const activity = (conversation: object, more: object = {}): Activity =>
  activitySchema.parse({
    type: "message",
    id: "1",
    serviceUrl: "https://example.com/",
    from: { id: "29:jane", aadObjectId: "jane", name: "Jane मेहता", ...more },
    recipient: { id: "28:bot" },
    conversation,
    locale: "hi-IN",
    localTimezone: "Asia/Kolkata",
  });

test("where Teams doesn't say what a conversation is, it counts as one that others read, unless its id is of a chat for two", async () => {
  expect(placeOf("t1", activity({ id: "19:acme@thread.tacv2" })).kind).toBe("channel");
  expect(placeOf("t1", activity({ id: "a:1xyz" })).kind).toBe("dm");
  await remember(book, "t1", activity({ id: "19:acme@thread.tacv2" }));
  expect(await book.direct("t1", "jane")).toBeUndefined();
  await remember(book, "t1", activity({ id: "a:1xyz", conversationType: "personal" }));
  expect(await book.direct("t1", "jane")).toBe("a:1xyz");
});

test("what is known of somebody stays when an activity doesn't say it", async () => {
  await remember(book, "t1", activity({ id: "a:1xyz", conversationType: "personal" }));
  const { locale: _, localTimezone: __, ...silent } = activity({ id: "19:acme@thread.tacv2" }, { name: "" });
  await remember(book, "t1", { ...silent, type: "conversationUpdate" });
  expect(await book.user("t1", "jane")).toMatchObject({
    name: "Jane मेहता",
    zone: "Asia/Kolkata",
    locale: "hi-IN",
  });
});

test("a pasted picture is found at its message, by those who can read that; a file at its own address", () => {
  const picture = {
    contentType: "image/*",
    contentUrl: "https://smba.example/v3/attachments/1/views/original",
  };
  const drawn = {
    contentType: "image/png",
    contentUrl: "https://smba.example/v3/attachments/2/views/original",
  };
  const type = "application/vnd.microsoft.teams.file.download.info";
  const file = { contentType: type, contentUrl: "https://acme.example/a.pdf", name: "a.pdf" };
  const html = { contentType: "text/html", content: "<p>x</p>" };
  const filesIn = (id: string) =>
    filesOf("t1", activitySchema.parse({ ...activity({ id }), attachments: [picture, drawn, file, html] }));
  const own = { name: "a.pdf", url: "https://acme.example/a.pdf" };
  const reply =
    "https://teams.microsoft.com/l/message/19%3Aacme%40thread.tacv2/1?tenantId=t1&parentMessageId=17";
  expect(filesIn("19:acme@thread.tacv2;messageid=17")).toEqual([
    { name: "image", url: reply },
    { name: "image.png", url: reply },
    own,
  ]);
  expect(filesIn("19:group@thread.v2")[0]?.url).toBe(
    "https://teams.microsoft.com/l/message/19%3Agroup%40thread.v2/1?context=%7B%22contextType%22%3A%22chat%22%7D",
  );
  expect(filesIn("a:1xyz")).toEqual([
    { name: "image", url: "teams-picture:1.0", closed: true },
    { name: "image.png", url: "teams-picture:1.1", closed: true },
    own,
  ]);
});
