import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Form, View } from "../../../src/view/nodes.ts";
import { answered, asked } from "../../support/scripted-intake.ts";
import { type Bench, openBench } from "./bench.ts";
import { type Page, type Visitor, wordsIn } from "./visitor.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.stop());

const said = (title: string): View => ({ title, body: [] });
const newRequest: Form = {
  verb: "request",
  title: "New request",
  submit: "File it",
  preset: { client: "ACME" },
  fields: [
    { key: "title", label: "What?", kind: "text", required: true, value: "" },
    { key: "due", label: "Due", kind: "text", required: false, hint: "In words" },
    { key: "files", label: "Files", kind: "files", required: false },
  ],
};
describe("a form", () => {
  const openForm = async (): Promise<[Visitor, Page]> => {
    bench.intake.outcome = () => asked(newRequest);
    const jane = await bench.as("jane");
    return [jane, await jane.say(await jane.get("/c/acme"), "/va request")];
  };

  test("opens in place of the conversation, and the line that asked for it isn't said", async () => {
    const [, page] = await openForm();
    expect(page.status).toBe(200);
    expect(page.document.querySelector("form.form h2")?.textContent).toBe("New request");
    const label = page.document.querySelector('label[for="form-due"]');
    expect(wordsIn(label ?? page.document.body)).toBe("Due optional");
    expect(page.document.querySelector("#form-due")?.getAttribute("aria-describedby")).toBe("form-due-hint");
    expect(page.document.querySelector("#form-title")?.getAttribute("aria-required")).toBe("true");
    expect((await bench.chat.log("acme", "jane")).map((message) => message.content)).not.toContainEqual(
      expect.objectContaining({ text: "/va request" }),
    );
  });

  test("comes back with what is wrong at its fields, all that was typed, and as the same act", async () => {
    const [jane, page] = await openForm();
    bench.intake.outcome = ({ input }) =>
      input.kind === "form"
        ? asked(
            {
              ...newRequest,
              fields: newRequest.fields.map((f) => ({ ...f, value: input.values[f.key] ?? "" })),
            },
            { due: "Not a day" },
          )
        : asked(newRequest);
    const typed = { "f.title": "A <b>title</b> & more", "f.due": "someday" };
    const files = [new File(["hello"], "brief.txt", { type: "text/plain" })];
    const wrong = await jane.send(page.form("form.form"), typed, { files, filesAs: "f.files" });
    expect(wrong.status).toBe(422);
    const due = wrong.document.querySelector("#form-due");
    expect(due?.getAttribute("aria-invalid")).toBe("true");
    expect(due?.getAttribute("aria-describedby")).toBe("form-due-hint form-due-error");
    expect(wrong.document.querySelector("#form-due-error")?.textContent).toBe("Not a day");
    expect(wrong.document.querySelector("#form-title")?.getAttribute("value")).toBe("A <b>title</b> & more");
    expect(wrong.text).toContain("Already attached: brief.txt");
    bench.intake.outcome = () => answered(said("Filed at last"));
    const done = await jane.send(wrong.form("form.form"), { "f.due": "tomorrow" });
    expect(done.text).toContain("Filed at last");
    const [, first, second] = bench.intake.dispatched;
    expect(second?.key).toBe(first?.key);
    expect(second?.input).toMatchObject({
      kind: "form",
      verb: "request",
      preset: { client: "ACME" },
      values: { title: "A <b>title</b> & more", due: "tomorrow" },
      files: [{ name: "brief.txt", url: expect.stringContaining("/files/") }],
    });
  });

  test("sent twice is one act", async () => {
    const [jane, page] = await openForm();
    bench.intake.outcome = () => answered(said("Filed but once"));
    const form = page.form("form.form");
    await Promise.all([1, 2, 3].map(() => jane.send(form, { "f.title": "Once" })));
    await jane.send(form, { "f.title": "Once" });
    expect(bench.intake.dispatched.filter((act) => act.input.kind === "form")).toHaveLength(1);
    expect((await jane.get("/c/acme")).text.match(/Filed but once/g)).toHaveLength(1);
  });

  test("asked for in plain words opens at once, or waits behind a button if nobody waits for it", async () => {
    bench.intake.outcome = () => asked(newRequest);
    const jane = await bench.as("jane");
    const opened = await jane.say(await jane.get("/c/dm-jane"), "request");
    expect(opened.document.querySelector("form.form")).not.toBeNull();
    const place = { address: "web|local|dm-jane", platform: "web", workspace: "local", kind: "dm" as const };
    const actor = { platform: "web", workspace: "local", user: "jane" };
    const input = { kind: "line", text: "request", loose: true } as const;
    const reader = { locale: "en", zone: "UTC" } as const;
    await bench.web.platform.answer(
      { key: "later", actor, place, input },
      { kind: "form", form: newRequest, reader },
    );
    const link = (await jane.get("/c/dm-jane")).document.querySelector("a[data-form]");
    expect(link?.textContent).toBe("New request");
    const page = await jane.get(link?.getAttribute("href") ?? "");
    expect(page.document.querySelector("form.form h2")?.textContent).toBe("New request");
    const raj = await bench.as("raj");
    expect((await raj.get(link?.getAttribute("href") ?? "")).status).toBe(404);
  });

  test("with keys that are no keys does no harm", async () => {
    const [jane, page] = await openForm();
    bench.intake.outcome = () => answered(said("Fine"));
    const nasty = { "f.__proto__": "x", "f.constructor": "y", "f.$where": "1", "f.title": "t" };
    await jane.send(page.form("form.form"), nasty);
    const { input } = bench.intake.dispatched.at(-1) ?? {};
    expect(input?.kind === "form" && Object.keys(input.values)).toContain("__proto__");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    for (const preset of ["", "null", "[1]", '{"a":1}', "{"])
      expect((await jane.send(page.form("form.form"), { preset })).status).toBe(400);
  });
});

test("a script gets the form, the problem or a word to draw the page anew", async () => {
  const jane = await bench.as("jane");
  const page = await jane.get("/c/acme");
  bench.intake.outcome = () => asked(newRequest);
  expect((await jane.say(page, "/va request", { scripted: true })).json()).toEqual({
    form: expect.stringContaining("New request"),
  });
  expect((await jane.say(page, " ", { scripted: true })).json()).toEqual({
    problem: "There is nothing to send yet.",
  });
  bench.intake.outcome = () => {
    bench.accounts.settings = async () => ({ locale: "hi", zone: null });
    return answered(said("Saved"));
  };
  const act = "settings-act";
  expect((await jane.say(page, "/va settings language:hi", { scripted: true, act })).json()).toEqual({
    reload: true,
  });
  expect((await jane.get("/c/acme")).document.documentElement.getAttribute("lang")).toBe("hi");
});
