import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { View } from "../../../src/view/nodes.ts";
import { answered } from "../../support/scripted-intake.ts";
import { type Bench, openBench } from "./bench.ts";
import { formIn, wordsIn } from "./visitor.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.stop());

const said = (title: string, ...body: View["body"]): View => ({ title, body });
const card = (ref: string): View =>
  said(`Card ${ref}`, {
    kind: "actions",
    actions: [{ label: `Take ${ref}`, verb: "take", input: { ref }, revision: 3, style: "primary" }],
  });
const text = async (who: string, channel: string) => (await (await bench.as(who)).get(`/c/${channel}`)).text;

describe("what is typed", () => {
  test("as a command is carried out and answered, and nobody else sees either", async () => {
    bench.intake.outcome = () => answered(said("Two open"));
    const jane = await bench.as("jane");
    const after = await jane.say(await jane.get("/c/acme"), "/va requests open");
    expect(after.text).toContain("/va requests open");
    expect(after.text).toContain("Two open");
    expect(after.text).toContain("Only visible to you");
    expect(await text("asha", "acme")).not.toMatch(/requests open|Two open/);
    const [act] = bench.intake.dispatched;
    expect(act).toMatchObject({
      actor: {
        platform: "web",
        workspace: "local",
        user: "jane",
        name: "Jane Doe",
        zone: "America/New_York",
      },
      place: { address: "web|local|acme", kind: "channel", name: "acme" },
      input: { kind: "line", text: "requests open" },
    });
    expect(act?.place).not.toHaveProperty("thread");
  });

  test("as a command whose answer is for all is seen by all", async () => {
    bench.intake.outcome = () => answered(said("Linked to Beta"), { to: "channel" });
    const raj = await bench.as("raj");
    await raj.say(await raj.get("/c/beta"), "/va link BETA");
    const seen = await text("asha", "beta");
    expect(seen).toContain("/va link BETA");
    expect(seen).toContain("Linked to Beta");
  });

  test("to the others is seen by the others, and handed on as just talk", async () => {
    const jane = await bench.as("jane");
    await jane.say(await jane.get("/c/acme"), "Lunch, anybody?");
    expect(await text("asha", "acme")).toContain("Lunch, anybody?");
    // Whose concern it is the core knows.
    const heads = [...(await jane.get("/c/acme")).document.querySelectorAll("li[data-id]")];
    const head = heads.find((one) => one.textContent?.includes("Lunch, anybody?"));
    // It can be named: what is said under it may belong to what becomes of it.
    const message = { ref: `web|local|acme|${head?.getAttribute("data-id")}` };
    expect(bench.intake.recorded).toMatchObject([
      { input: { kind: "talk", text: "Lunch, anybody?" }, message },
    ]);
  });

  test("in a DM or to VA Desk by name is written down first, then answered", async () => {
    bench.intake.outcome = () => answered(said("File it as a request?"));
    const jane = await bench.as("jane");
    const direct = await jane.say(await jane.get("/c/dm-jane"), "Cancel my flight");
    expect(direct.text).toContain("Cancel my flight");
    expect(direct.text).toContain("File it as a request?");
    expect(direct.text).not.toContain("Only visible to you");
    await jane.say(await jane.get("/c/acme"), "@VA Desk what is open?");
    expect(await text("asha", "acme")).toContain("@VA Desk what is open?");
    expect(bench.intake.recorded.slice(-2).map((act) => act.input)).toEqual([
      { kind: "line", text: "Cancel my flight", loose: true },
      { kind: "line", text: "what is open?", loose: true },
    ]);
  });

  test("under a card is talk in its thread, and the answer stands there too", async () => {
    const head = await bench.post("acme", card("r1"));
    bench.intake.outcome = () => answered(said("Noted"));
    const jane = await bench.as("jane");
    const after = await jane.say(await jane.get("/c/acme"), "Use the new logo", { thread: head.id });
    const thread = after.document.querySelector(`li[data-id="${head.id}"] .replies`);
    expect(wordsIn(thread ?? after.document.body)).toMatch(/Jane Doe.*Use the new logo.*VA Desk.*Noted/);
    expect(bench.intake.dispatched).toMatchObject([
      { place: { thread: `web|local|acme|${head.id}` }, input: { kind: "talk", text: "Use the new logo" } },
    ]);
  });

  test("that is nothing is not sent, and what is too long comes back", async () => {
    const jane = await bench.as("jane");
    const page = await jane.get("/c/acme");
    expect((await jane.say(page, " \n ")).status).toBe(422);
    const long = "x".repeat(100_000);
    const refused = await jane.say(page, long);
    expect(refused.status).toBe(413);
    expect(refused.document.querySelector("textarea")?.textContent?.trim()).toBe(long);
    expect(bench.intake.dispatched).toEqual([]);
  });
});

describe("the same act", () => {
  test("sent twice at once is carried out once", async () => {
    let going = 0;
    bench.intake.outcome = async () => {
      going += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return answered(said(`Filed ${going}`));
    };
    const jane = await bench.as("jane");
    const page = await jane.get("/c/acme");
    await Promise.all(Array.from({ length: 5 }, () => jane.say(page, "/va request Once at once")));
    expect(bench.intake.dispatched).toHaveLength(1);
    expect((await jane.get("/c/acme")).text.match(/Filed \d/g)).toEqual(["Filed 1"]);
  });

  test("sent again later, as after a lost connection, changes nothing", async () => {
    bench.intake.outcome = () => answered(said("Filed again?"));
    const jane = await bench.as("jane");
    const page = await jane.get("/c/acme");
    const again = async (line: string): Promise<void> => {
      await jane.say(page, line, { act: `act-${line.length}-again` });
      await jane.say(page, line, { act: `act-${line.length}-again` });
    };
    await again("/va request Once later");
    bench.intake.outcome = () => ({ kind: "none" });
    await again("Hello once");
    expect(bench.intake.dispatched.map(({ input }) => input.kind)).toEqual(["line", "talk"]);
    const { document } = await jane.get("/c/acme");
    const contents = [...document.querySelectorAll("article .content")].map(wordsIn);
    expect(contents.filter((words) => words === "Filed again?")).toHaveLength(1);
    expect(contents.filter((words) => words === "Hello once")).toHaveLength(1);
  });

  test("is another one from a page that was drawn anew", async () => {
    const jane = await bench.as("jane");
    await jane.say(await jane.get("/c/acme"), "/va help");
    await jane.say(await jane.get("/c/acme"), "/va help");
    expect(new Set(bench.intake.dispatched.map((act) => act.key)).size).toBe(2);
  });
});

describe("a button", () => {
  test("is pressed as whoever presses it, for the revision it was drawn for", async () => {
    await bench.post("acme", card("r2"));
    bench.intake.outcome = () => answered(said("Asha has it"));
    const asha = await bench.as("asha");
    const after = await asha.press(await asha.get("/c/acme"), "Take r2");
    expect(after.text).toContain("Asha has it");
    expect(await text("jane", "acme")).not.toContain("Asha has it");
    expect(bench.intake.dispatched).toMatchObject([
      {
        actor: { user: "asha" },
        input: { kind: "action", verb: "take", values: { ref: "r2" }, revision: 3 },
      },
    ]);
  });

  test("pressed twice is one act, answered once; pressed later it is the same act, answered again", async () => {
    await bench.post("acme", card("r3"));
    let times = 0;
    bench.intake.outcome = () => {
      times += 1;
      return answered(said(`Details r3 ${times}`));
    };
    const jane = await bench.as("jane");
    const page = await jane.get("/c/acme");
    await Promise.all([jane.press(page, "Take r3"), jane.press(page, "Take r3")]);
    await jane.press(page, "Take r3");
    const after = await jane.press(await jane.get("/c/acme"), "Take r3");
    expect(after.text.match(/Details r3 \d/g)).toEqual(["Details r3 1", "Details r3 2"]);
    expect(new Set(bench.intake.dispatched.map((act) => act.key)).size).toBe(1);
  });

  test("of a question gives its place to the answer", async () => {
    bench.intake.outcome = () => answered(card("q1"));
    const jane = await bench.as("jane");
    const asking = await jane.say(await jane.get("/c/acme"), "/va something unclear");
    bench.intake.outcome = () => answered(said("Then it is filed"), { replaces: true });
    const after = await jane.press(asking, "Take q1");
    expect(after.text).toContain("Then it is filed");
    expect(after.text).not.toContain("Take q1");
  });

  test("that nobody drew does what it says only as far as the desk lets it", async () => {
    await bench.post("acme", card("r4"));
    const jane = await bench.as("jane");
    const form = (await jane.get("/c/acme")).form("form.buttons");
    const value = (press: unknown) => ({ press: typeof press === "string" ? press : JSON.stringify(press) });
    for (const bad of ["", "null", "{", "[]", "7", { v: 1, i: {} }, { v: "take", i: { ref: { $ne: 1 } } }])
      expect((await jane.send(form, value(bad))).status, JSON.stringify(bad)).toBe(400);
    expect((await jane.send(form, value({ v: "take", i: { ref: "x".repeat(9000) } }))).status).toBe(400);
    expect(bench.intake.dispatched).toEqual([]);
    bench.intake.outcome = () => answered(said("Only the owner can do that"), { refused: true });
    const refused = await jane.send(form, value({ v: "erase", i: { ref: "other" } }));
    expect(refused.text).toContain("Only the owner can do that");
  });

  test("of a message one may not see can't be pressed", async () => {
    bench.intake.outcome = () => answered(card("mine"));
    const asha = await bench.as("asha");
    const own = await asha.say(await asha.get("/c/acme"), "/va show mine");
    const button = [...own.document.querySelectorAll("form.buttons button")].at(-1);
    const form = formIn(button?.closest("form") ?? own.document.body);
    bench.reset();
    const jane = await bench.as("jane");
    const token = (await jane.get("/c/acme")).form("form.composer").fields.find(([name]) => name === "token");
    const tried = await jane.send(form, {
      press: button?.getAttribute("value") ?? "",
      token: token?.[1] ?? "",
    });
    expect(tried.status).toBe(404);
    expect(bench.intake.dispatched).toEqual([]);
  });
});
