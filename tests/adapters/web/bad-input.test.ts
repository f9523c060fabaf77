import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PAGE } from "../../../adapters/web/port.ts";
import { type Bench, openBench } from "./bench.ts";
import type { Page, Visitor } from "./visitor.ts";

let bench: Bench;
let jane: Visitor;
let page: Page;
beforeAll(async () => {
  bench = await openBench();
  jane = await bench.as("jane");
  page = await jane.get("/c/acme");
});
afterAll(() => bench.stop());

const post = async (path: string, body: BodyInit | null, type?: string) => {
  const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
  const response = await jane.fetch(path, { method: "POST", body, headers });
  await response.arrayBuffer();
  return response.status;
};

test("what is no form is refused in words, and the process lives", async () => {
  const paths = [
    "/c/acme/say",
    "/c/acme/press",
    "/c/acme/submit",
    "/c/acme/people",
    "/c/acme/read",
    "/channels",
  ];
  const entry = ["/enter/as", "/enter/own", "/enter/code", "/enter/demo", "/leave"];
  for (const path of [...paths, ...entry]) {
    for (const json of ["null", "{}", "[]", "{", '{"text":"x"}'])
      expect(await post(path, json, "application/json"), `${path} ${json}`).toBe(415);
    expect(await post(path, "anything", "text/plain"), path).toBe(415);
    expect(await post(path, null), path).toBe(415);
    expect(await post(path, "no parts", "multipart/form-data; boundary=x"), path).toBe(400);
    expect(await post(path, "no boundary", "multipart/form-data"), path).toBe(400);
    expect(await post(path, "%E0%A4%A&=&&==%00", "application/x-www-form-urlencoded"), path).toBe(403);
  }
  const form = page.form(".dock form.composer");
  for (const act of ["", "x", "a".repeat(65), "a b c d e f", "../../../x", "क".repeat(10)])
    expect((await jane.send(form, { text: "hello", act })).status, act).toBe(400);
  expect((await jane.get("/c/acme")).status).toBe(200);
});

test("what isn't there, or isn't theirs, looks the same", async () => {
  const foreign = await bench.post("beta", { title: "Of beta", body: [] });
  const paths = [
    "/nowhere",
    "/c/nowhere",
    "/c/beta",
    "/c/dm-asha",
    "/c/%00",
    "/c/__proto__",
    "/c/$where",
    "/static/nowhere",
  ];
  for (const path of [...paths, "/static/..%2findex.ts", `/c/acme/forms/${foreign.id}`, "/c/acme/forms/x"]) {
    const { status, text } = await jane.get(path);
    expect(status, path).toBe(404);
    expect(text, path).toContain("There is nothing here, or it isn't yours to see.");
  }
  const form = page.form(".dock form.composer");
  for (const thread of ["x", foreign.id, "$ne"])
    expect((await jane.send(form, { text: "hello", thread, act: "thread-act" })).status, thread).toBe(404);
});

test("an address that is no address does no harm", async () => {
  const raw = (line: string) =>
    new Promise<string>((resolve) => {
      const { port } = new URL(bench.url);
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(`${line}\r\nHost: localhost\r\n\r\n`),
      );
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk;
        socket.end();
      });
      socket.on("close", () => resolve(answer.slice(0, 12)));
    });
  for (const path of [
    "/c/%E0%A4%A",
    "//evil.test/x",
    "http://evil.test/",
    "/%",
    "/c/acme?before=%E0",
    "*",
    "\\",
  ])
    expect(await raw(`GET ${path} HTTP/1.1`), path).toMatch(/^HTTP\/1\.1 (2|3|4)\d\d|^$/);
  expect((await jane.get("/c/acme")).status).toBe(200);
});

test("a channel needs a name that can be typed, that nobody has, and people that are there", async () => {
  const form = page.form('form[action="/channels"]');
  for (const name of ["", "dm-asha", "a/b", "-x", "अ", "x".repeat(31), "__proto__"])
    expect((await jane.send(form, { name })).status, name).toBe(422);
  expect((await jane.send(form, { name: "acme" })).text).toContain("There is a channel called acme already.");
  expect((await jane.send(form, { name: "fresh", people: "@asha @ghost" })).text).toContain("@ghost");
  expect(await bench.chat.channel("fresh")).toBeUndefined();
  const made = await jane.send(form, { name: "#Fresh Start", people: "asha, @raj" });
  expect(made.path).toBe("/c/fresh-start");
  expect((await bench.chat.channel("fresh-start"))?.members).toEqual(["jane", "asha", "raj"]);
});

test("people are added to a channel by who is in it, never to a DM", async () => {
  const form = page.form('form[action="/c/acme/people"]');
  expect((await jane.send({ ...form, action: "/c/beta/people" }, { people: "@jane" })).status).toBe(404);
  expect((await jane.send({ ...form, action: "/c/dm-jane/people" }, { people: "@asha" })).status).toBe(404);
  expect((await jane.send(form, { people: "@olga" })).text).toContain("Olga");
  expect((await bench.chat.channel("acme"))?.members).toContain("olga");
});

test("ten thousand messages are read a page at a time", async () => {
  const content = (n: number) => ({ kind: "text" as const, text: `line ${n}`, files: [] });
  await bench.chat.addChannel({ id: "long", name: "long", members: ["jane"] });
  for (let n = 0; n < 10_000; n += 500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, i) =>
        bench.chat.say({
          ...{ channel: "long", author: "asha", thread: null, to: null, key: null },
          content: content(n + i),
          at: new Date(Date.UTC(2026, 10, 1) + (n + i) * 1000),
        }),
      ),
    );
  }
  const lines = ({ document }: Page) =>
    [...document.querySelectorAll("article .text")].map((p) => p.textContent);
  const newest = await jane.get("/c/long");
  expect(lines(newest)).toHaveLength(PAGE);
  expect(lines(newest).at(-1)).toBe("line 9999");
  const earlier = await jane.get(newest.document.querySelector("#earlier")?.getAttribute("href") ?? "");
  expect(lines(earlier).at(-1)).toBe("line 9899");
  expect(earlier.text).toContain("Back to the latest");
  expect(newest.html.length).toBeLessThan(600_000);
});
