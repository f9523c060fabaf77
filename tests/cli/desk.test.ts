import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { jobs } from "../../scheduler/jobs/index.ts";
import { runCli } from "../support/cli.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

// Each of these starts a process, several of them more than one.
vi.setConfig({ testTimeout: 90_000 });

let database: TestDatabase;
let env: Record<string, string>;
const va = (...words: string[]) => runCli(words, env);
const say = (line: string, who: string, where: string, ...more: string[]) =>
  va("say", line, "--as", who, "--in", where, ...more);

beforeAll(async () => {
  database = await testDatabase();
  env = { MONGODB_URI: database.uri, MONGODB_DATABASE: database.name };
  await say('setup "Asha\'s Desk" zone:Kolkata', "asha", "dm");
  await say('client add "Acme Ltd" code:ACME zone:London', "asha", "acme");
}, 120_000);
afterAll(() => database.drop());

describe("say", () => {
  test("runs what somebody types and prints the answer; who and what is new is made and said so", async () => {
    const asked = await say("request Fix the template", "jane", "#acme");
    expect(asked.stdout).toContain("[I'm with Acme Ltd]");
    expect(asked.stderr).toContain("@jane is new");
    expect(asked.stderr).toContain("@jane is in #acme from now on");
    const joined = await say("join contact", "@jane", "acme");
    expect(joined).toMatchObject({ code: 0, stderr: "" });
    const filed = await say('request Fix the template due:"Friday 5pm"', "jane", "acme");
    expect(filed).toMatchObject({ code: 0, stderr: "" });
    expect(filed.stdout).toContain("Got it: ACME-");
  });

  test("prints the view itself as JSON", async () => {
    const { code, stdout } = await say("requests", "asha", "dm", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ title: expect.any(String), body: expect.any(Array) });
  });

  test("ends with 1 where it was refused or a form asks for more, with what it needs", async () => {
    const [refused, form] = await Promise.all([say("show ACME-99", "asha", "dm"), say("log", "asha", "dm")]);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("ACME-99");
    expect(form.code).toBe(1);
    expect(form.stdout).toMatch(/duration: .*needed/);
    expect(form.stderr).toContain("Nothing was done yet");
  });

  test("delivers what it leads to, once", async () => {
    const cards = await database.db
      .collection("webMessages")
      .countDocuments({ channel: "acme", "content.view.title": /Fix the template/ });
    expect(cards).toBe(1);
  });

  test("knows nobody by an account that never wrote, and nobody's direct messages but their own", async () => {
    const [nobody, foreign] = await Promise.all([
      say("today", "slack:T1:U1", "dm"),
      say("requests", "asha", "dm-jane"),
    ]);
    expect(nobody).toMatchObject({ code: 1, stdout: "" });
    expect(nobody.stderr).toContain("Nobody is known as slack:T1:U1");
    expect(foreign).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("jobs", () => {
  test("are listed with when they come next", async () => {
    const [text, json] = await Promise.all([va("jobs", "list"), va("jobs", "list", "--json")]);
    for (const name of jobs.map((job) => job.name)) expect(text.stdout).toContain(name);
    expect(text.stdout).toMatch(/housekeeping +1 +\d{4}-/);
    const row = (JSON.parse(json.stdout) as { job: string }[]).find(
      ({ job }) => job === "unanswered-deliveries",
    );
    expect(row).toMatchObject({ subjects: 1, next: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  test("are previewed by their local times, over a change of the clocks too", async () => {
    const range = ["--from", "2026-10-24", "--to", "2026-10-27"];
    const { code, stdout } = await va("jobs", "preview", ...range, "--job", "weekly-status-none", "--json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const found = await va("jobs", "preview", ...range, "--job", "unanswered-deliveries", "--json");
    expect(JSON.parse(found.stdout)).toEqual(
      ["2026-10-24", "2026-10-25", "2026-10-26"].map((period) => ({
        job: "unanswered-deliveries",
        desk: expect.stringMatching(/^d/),
        subject: expect.stringMatching(/^d/),
        period,
        utc: `${period}T03:30:00.000Z`,
        local: `${period}T09:00`,
        zone: "Asia/Kolkata",
      })),
    );
  });

  test("run by hand for whom they are meant, and say what came of it", async () => {
    const ran = await va("jobs", "run", "unanswered-deliveries", "--subject", "asha's desk");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^unanswered-deliveries {2}d\w+ {2}\d{4}-\d\d-\d\d {2}(done|skipped)/);
    const again = await va("jobs", "run", "housekeeping");
    expect(again.code).toBe(0);
    const nobody = await va("jobs", "run", "unanswered-deliveries", "--subject", "Zoe");
    expect(nobody).toMatchObject({ code: 1, stdout: "" });
    expect(nobody.stderr).toContain("Asha's Desk");
  });
});

describe("parked", () => {
  test("lists what was set aside with the remedy, and sends it again", async () => {
    const outbox = database.db.collection<{ _id: string }>("outbox");
    const [row] = await outbox.find({ state: "sent", kind: "card" }).limit(1).toArray();
    const id = row?._id ?? "";
    expect((await va("parked")).stdout).toContain("Nothing is set aside");
    await outbox.updateOne({ _id: id }, { $set: { state: "parked", reason: "is_archived" } });
    const { code, stdout } = await va("parked");
    expect(code).toBe(0);
    expect(stdout).toContain("the channel is archived");
    expect(stdout).toContain("Unarchive the channel");
    expect(stdout).toContain(`va-desk parked retry '${id}'`);
    const retried = await va("parked", "retry", id);
    expect(retried).toMatchObject({ code: 0, stderr: "" });
    expect(await outbox.findOne({ _id: id })).toMatchObject({ state: "sent" });
    const unknown = await va("parked", "retry", "no-such-id");
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toContain("va-desk parked lists them");
  });
});

test("a code lets somebody set up a further desk, once", async () => {
  const { stdout } = await va("desk-code");
  const code = stdout.split("\n")[0] ?? "";
  const first = await say(`setup "Second" zone:Lisbon code:${code}`, "zoe", "dm");
  expect(first.stdout).toContain("Second is ready");
  const second = await say(`setup "Third" zone:Lisbon code:${code}`, "yan", "dm");
  expect(second.code).toBe(1);
});

test("the sample desk is loaded once", async () => {
  const first = await va("demo");
  expect(first).toMatchObject({ code: 0, stderr: "Telling a week of Asha's desk…\n" });
  expect(first.stdout).toContain("The sample desk is there.");
  expect(first.stdout).toContain("Asha (@asha-2)");
  expect((await va("demo")).stdout).toContain("was there already");
}, 180_000);
