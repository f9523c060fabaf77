import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answered } from "../../support/scripted-intake.ts";
import { type Bench, openBench } from "./bench.ts";
import type { Page } from "./visitor.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.stop());

const file = (name: string, body: BlobPart = "hello", type = "text/plain") =>
  new File([body], name, { type });
const linkIn = (page: Page, name: string) =>
  [...page.document.querySelectorAll("a.file")]
    .find((link) => link.textContent === name)
    ?.getAttribute("href") ?? `no file ${name}`;

test("a file is sent with a message, and downloaded by who is in the channel and by nobody else", async () => {
  const jane = await bench.as("jane");
  const sent = await jane.say(await jane.get("/c/acme"), "The brief", { files: [file("brief चालान.txt")] });
  const link = linkIn(sent, "brief चालान.txt");
  const asha = await bench.as("asha");
  const got = await asha.fetch(link);
  expect(got.status).toBe(200);
  expect(await got.text()).toBe("hello");
  expect(got.headers.get("content-disposition")).toMatch(
    /^attachment; filename="brief _+\.txt"; filename\*=UTF-8''brief%20/,
  );
  expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  expect(got.headers.get("content-security-policy")).toContain("sandbox");
  expect((await (await bench.as("raj")).fetch(link)).status).toBe(404);
  expect((await bench.visitor().fetch(link)).status).toBe(401);
  for (const id of ["x", "../etc/passwd", "f".repeat(32), "%00", "f1'or 1"])
    expect((await asha.fetch(`/files/${id}`)).status, id).toBe(404);
});

test("a page that pretends to be a picture is saved, never shown", async () => {
  const jane = await bench.as("jane");
  const evil = file("x.html", "<script>alert(1)</script>", "text/html");
  const sent = await jane.say(await jane.get("/c/acme"), "Look", { files: [evil] });
  const got = await jane.fetch(linkIn(sent, "x.html"));
  expect(got.headers.get("content-disposition")).toMatch(/^attachment/);
  await got.arrayBuffer();
});

test("a file's name has no path, nothing invisible, and keeps its ending", async () => {
  const jane = await bench.as("jane");
  const names = ["../../etc/passwd", "C:\\temp\\a.doc", "evil\u202egpj.exe", `${"x".repeat(400)}.pdf`];
  const sent = await jane.say(await jane.get("/c/acme"), "Names", { files: names.map((name) => file(name)) });
  const shown = [...sent.document.querySelectorAll("a.file")].slice(-4).map((link) => link.textContent ?? "");
  expect(shown.slice(0, 3)).toEqual(["passwd", "a.doc", "evilgpj.exe"]);
  expect(shown[3]).toMatch(/^x+….pdf$/);
  expect(shown[3]?.length).toBeLessThanOrEqual(200);
});

test("files go along with what is typed to VA Desk", async () => {
  const jane = await bench.as("jane");
  const page = await jane.get("/c/dm-jane");
  await jane.say(page, "/va request Fix it", { files: [file("a.txt")] });
  await jane.say(page, "", { files: [file("b.txt")], act: "only-a-file" });
  expect(bench.intake.dispatched.map((act) => act.input)).toEqual([
    {
      kind: "line",
      text: "request Fix it",
      files: [{ name: "a.txt", url: expect.stringContaining("/files/") }],
    },
    {
      kind: "line",
      text: "",
      loose: true,
      files: [{ name: "b.txt", url: expect.stringContaining("/files/") }],
    },
  ]);
});

test("whoever is shown a file by VA Desk may have it, and only they", async () => {
  const jane = await bench.as("jane");
  const sent = await jane.say(await jane.get("/c/dm-jane"), "/va request Private", {
    files: [file("private.txt")],
  });
  const link = linkIn(sent, "private.txt");
  const asha = await bench.as("asha");
  expect((await asha.fetch(link)).status).toBe(404);
  const url = `${bench.url}${link}`;
  bench.intake.outcome = () =>
    answered({
      title: "Details",
      body: [{ kind: "list", items: [[{ kind: "link", text: "private.txt", url }]] }],
    });
  // In #beta, where Raj is too, but for her eyes.
  const shown = await asha.say(await asha.get("/c/beta"), "/va show 1");
  expect(linkIn(shown, "private.txt")).toBe(link);
  expect(await (await asha.fetch(link)).text()).toBe("hello");
  expect((await (await bench.as("raj")).fetch(link)).status).toBe(404);
});

test("more than ten megabytes together are refused, and so is a body without an end", async () => {
  const jane = await bench.as("jane");
  const page = await jane.get("/c/acme");
  const half = new Uint8Array(6 * 1024 * 1024);
  const both = await jane.say(page, "Too much", { files: [file("a", half), file("b", half)] });
  expect(both.status).toBe(413);
  expect(both.text).toContain("10 MB");
  const token = page.form(".dock form.composer").fields.find(([name]) => name === "token")?.[1] ?? "";
  const chunk = new TextEncoder().encode(`token=${token}&act=endless-act&text=${"x".repeat(1_000_000)}`);
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(chunk),
  });
  const init = { method: "POST", body: endless, duplex: "half" } as RequestInit;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const refused = await jane.fetch("/c/acme/say", { ...init, headers }).then(
    (response) => response.status,
    () => "cut off",
  );
  expect([413, "cut off"]).toContain(refused);
  expect((await jane.get("/c/acme")).status).toBe(200);
});
