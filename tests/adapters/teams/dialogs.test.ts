import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { collectionOf } from "../../../src/store/collection.ts";
import * as c from "../../../src/store/collections.ts";
import { type Person, type Posted, TENANT, type Where } from "../../fakes/teams/index.ts";
import { ACME, acme, asha, type Bench, direct, jane, openTeamsDesk, personal, pressOf } from "./bench.ts";
import { type Dialog, dialogIn } from "./dialog.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openTeamsDesk();
}, 60_000);
afterAll(() => bench.stop());

/** The live card of a request in Acme's channel. */
const card = (words = "ACME-1 ·"): Posted | undefined =>
  bench.fake.in(ACME).find(({ activity }) => JSON.stringify(activity).includes(words));

/** Sends what stands in a dialog, changed, as Teams does. */
function submit(who: Person, where: Where, { values, data }: Dialog, changed: Record<string, string>) {
  return bench.invoke(who, where, "task/submit", { data: { ...data, ...values, ...changed }, context: {} });
}

const request = async (title: string) => {
  const found = await collectionOf(bench.database.db, c.requests).findOne({ title });
  if (!found) throw new Error(`no request ${title}`);
  return found;
};

describe("a button that asks for more opens a dialog", () => {
  test("to edit, with what is there, what is wrong by its field, and then what was saved", async () => {
    const opened = dialogIn(await bench.press(asha, acme, card(), "edit"));
    expect(opened.values["f.title"]).toBe("Fix the invoice template");
    const again = dialogIn(await submit(asha, acme, opened, { "f.due": "the day after never" }));
    expect(again.words).toContain("the day after never");
    expect(again.values).toMatchObject({
      "f.title": "Fix the invoice template",
      "f.due": "the day after never",
    });
    const saved = await submit(asha, acme, again, {
      "f.title": "Fix both templates",
      "f.due": "Monday 9am",
    });
    expect(saved.status).toBe(200);
    await bench.seen(ACME, "Fix both templates");
    expect(card()?.edits).toBeGreaterThan(0);
  });

  test("to snooze until a time in the presser's own zone", async () => {
    await bench.say(asha, personal, "show ACME-1");
    await bench.seen(direct(asha), '"snooze"');
    const shown = bench.fake
      .in(direct(asha))
      .findLast(({ activity }) => JSON.stringify(activity).includes('"snooze"'));
    const opened = dialogIn(await bench.press(asha, personal, shown, "snooze"));
    expect(opened.values["f.until"]).toBe("tomorrow 9am");
    expect((await submit(asha, personal, opened, {})).status).toBe(200);
    const { hold } = await request("Fix both templates");
    // 09:00 in Kolkata.
    expect(hold).toMatchObject({ kind: "snoozed" });
    expect((hold as unknown as { until: Date }).until.toISOString()).toMatch(/T03:30:00/);
  });

  test("to read all there is, seen by who asked alone", async () => {
    const before = bench.fake.in(ACME).length;
    const details = dialogIn(await bench.press(jane, acme, card(), "show"));
    expect(details.words).toContain("Fix both templates");
    expect(bench.fake.in(ACME)).toHaveLength(before);
  });

  test("to say what a client is promised, with what is wrong by its field", async () => {
    await bench.say(asha, personal, "promise ACME answer:24h");
    await bench.seen(direct(asha), "Acme Ltd is promised this from now on");
    const shown = bench.fake
      .in(direct(asha))
      .findLast(({ activity }) => JSON.stringify(activity).includes("is promised this"));
    const opened = dialogIn(await bench.press(asha, personal, shown, "promise"));
    expect(opened.values).toMatchObject({
      "f.answer": "24h",
      "f.finish": "",
      "f.warn": "75",
      "f.told": "no",
    });
    const again = dialogIn(await submit(asha, personal, opened, { "f.finish": "soon" }));
    expect(again.words).toContain("“soon” as working days");
    expect((await submit(asha, personal, again, { "f.answer": "", "f.finish": "3d" })).status).toBe(200);
    const client = await collectionOf(bench.database.db, c.clients).findOne({ code: "ACME" });
    expect(client?.["promise"]).toMatchObject({ answer: null, finish: { normal: 3 } });
  });

  test("and the same dialog sent twice is one act", async () => {
    const opened = dialogIn(
      await bench.invoke(jane, acme, "composeExtension/fetchTask", { commandId: "request" }),
    );
    const send = () => submit(jane, acme, opened, { "f.title": "Once only" });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const filed = await collectionOf(bench.database.db, c.requests).countDocuments({ title: "Once only" });
    expect(filed).toBe(1);
  });

  test("but the same button opens a new one each time: the same time logged twice is there twice", async () => {
    await bench.say(asha, personal, "log");
    await bench.seen(direct(asha), "Log time");
    const shown = bench.fake
      .in(direct(asha))
      .findLast(({ activity }) => JSON.stringify(activity).includes("Log time"));
    for (const _ of ["first", "second"]) {
      const opened = dialogIn(await bench.press(asha, personal, shown, "log"));
      const values = { "f.duration": "30m", "f.subject": "ACME", "f.note": "बैठक ☕" };
      expect((await submit(asha, personal, opened, values)).status).toBe(200);
    }
    const logged = collectionOf(bench.database.db, c.timeEntries).countDocuments({ note: "बैठक ☕" });
    expect(await logged).toBe(2);
  });
});

test("an old client's press comes as a message, and does the same", async () => {
  await bench.seen(ACME, "Once only");
  const [, value] = pressOf(card("Once only"), "take") as [string, { action: { data: object } }];
  const { data } = value.action;
  await bench.post(
    bench.fake.activity(asha, acme, { type: "message", value: data, replyToId: card("Once only")?.id }),
  );
  const taken = async () => (await request("Once only"))["assignee"];
  await vi.waitFor(async () => expect(await taken()).not.toBeNull(), { timeout: 30_000 });
});

describe("from the menu of a message", () => {
  const messagePayload = {
    id: "1700000000123",
    body: {
      contentType: "html",
      content: "<p>Please renew the <b>domain</b> &amp; the certificate</p><p>by Friday</p>",
    },
    from: { user: { displayName: "Jane" } },
    linkToMessage: "https://teams.microsoft.com/l/message/19:acme@thread.tacv2/1700",
    attachments: [{ contentUrl: "https://acme.sharepoint.com/quote.pdf", name: "quote.pdf" }],
  };
  const fetchTask = (who: Person, commandId: string, more: object = { messagePayload }) =>
    bench.invoke(who, acme, "composeExtension/fetchTask", { commandId, commandContext: "message", ...more });
  const submitted = (
    who: Person,
    commandId: string,
    { data, values }: Dialog,
    changed: Record<string, string>,
  ) =>
    bench.invoke(who, acme, "composeExtension/submitAction", {
      commandId,
      data: { ...data, ...values, ...changed },
    });

  test("a request is filed with its words, author, link and files", async () => {
    const opened = dialogIn(await fetchTask(jane, "createRequest"));
    expect(opened.values["f.title"]).toBe("Please renew the domain & the certificate");
    expect(opened.values["f.details"]).toContain("Jane: Please renew the domain & the certificate");
    expect(opened.values["f.details"]).toContain(messagePayload.linkToMessage);
    const filed = await submitted(jane, "createRequest", opened, { "f.title": "Renew the domain" });
    expect(filed.status).toBe(200);
    const { files, details, source } = await request("Renew the domain");
    expect(files).toEqual([{ name: "quote.pdf", url: messagePayload.attachments[0]?.contentUrl }]);
    expect(details).toContain("by Friday");
    const ref = `teams|${TENANT}|${encodeURIComponent(ACME)}|${messagePayload.id}`;
    expect(source).toEqual({ ref, link: messagePayload.linkToMessage });
    await bench.seen(ACME, "Renew the domain");
    expect(JSON.stringify(card("Renew the domain")?.activity)).toContain(messagePayload.linkToMessage);
  });

  test("it becomes one request, whoever points at it", async () => {
    const opened = dialogIn(await fetchTask(asha, "createRequest"));
    const refused = await submitted(asha, "createRequest", opened, { "f.title": "The domain again" });
    expect(JSON.stringify(refused.body)).toMatch(/ACME-\d+/);
    const again = await collectionOf(bench.database.db, c.requests).countDocuments({
      title: "The domain again",
    });
    expect(again).toBe(0);
  });

  test("a message whose address can't be read leads nowhere, but is filed", async () => {
    const odd = { ...messagePayload, id: "1700000000124", linkToMessage: "javascript:alert(1)" };
    const opened = dialogIn(await fetchTask(jane, "createRequest", { messagePayload: odd }));
    await submitted(jane, "createRequest", opened, { "f.title": "Oddly linked" });
    expect((await request("Oddly linked"))["source"]).toMatchObject({ link: "" });
  });

  test("time is logged with its words for a note", async () => {
    const opened = dialogIn(await fetchTask(asha, "logTime"));
    expect(opened.values["f.note"]).toContain("renew the domain");
    const wrong = dialogIn(await submitted(asha, "logTime", opened, { "f.duration": "soonish" }));
    expect(wrong.words).toContain("soonish");
    await submitted(asha, "logTime", wrong, { "f.duration": "45m", "f.subject": "ACME-1" });
    const entry = await collectionOf(bench.database.db, c.timeEntries).findOne({ minutes: 45 });
    expect(entry?.["note"]).toContain("renew the domain");
  });

  test("it is added to a request as a comment", async () => {
    const opened = dialogIn(await fetchTask(asha, "addToRequest"));
    const { _id } = await request("Renew the domain");
    await submitted(asha, "addToRequest", opened, { "f.ref": String(_id) });
    const said = await collectionOf(bench.database.db, c.comments).findOne({ request: String(_id) });
    expect(said?.["text"]).toContain("the certificate");
  });

  test("without a message, New request begins empty", async () => {
    const opened = dialogIn(await fetchTask(jane, "request", {}));
    expect(opened.values["f.title"]).toBe("");
  });

  test("a command nobody offers is refused, and so is what is no invoke of ours", async () => {
    expect((await fetchTask(jane, "eraseAll")).status).toBe(400);
    expect((await bench.invoke(jane, acme, "task/fetch", { data: "?" })).status).toBe(400);
    expect((await bench.invoke(jane, acme, "fileConsent/invoke", {})).status).toBe(501);
  });

  test("a contact can't log time, and is told so", async () => {
    const { status, body } = await fetchTask(jane, "logTime");
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain("f.duration");
  });
});
