import { afterAll, beforeAll, expect, test } from "vitest";
import type { Form, View } from "../../../src/view/nodes.ts";
import { answered, asked } from "../../support/scripted-intake.ts";
import { type Bench, openBench } from "./bench.ts";
import { wordsIn } from "./visitor.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.stop());

const newest = async (who: string, channel = "acme") => {
  const { document } = await (await bench.as(who)).get(`/c/${channel}`);
  const articles = [...document.querySelectorAll("#messages article")];
  return articles.at(-1) ?? document.body;
};

test("an instant is shown in the zone of whoever looks, unless it is somebody else's clock", async () => {
  const at = "2026-11-27T22:00:00.000Z";
  const when = (zone?: string) =>
    ({ kind: "date", at, style: "date-time", ...(zone ? { zone } : {}) }) as const;
  await bench.post("acme", {
    title: "Due",
    body: [{ kind: "text", text: [when(), { kind: "plain", text: " / " }, when("UTC")] }],
  });
  expect(wordsIn(await newest("jane"))).toContain("Fri 27 Nov, 17:00 / Fri 27 Nov, 22:00");
  const asha = await newest("asha");
  expect(wordsIn(asha)).toContain("Sat 28 Nov, 03:30 / Fri 27 Nov, 22:00");
  expect(asha.querySelector(".content time")?.getAttribute("datetime")).toBe(at);
});

test("every text finds its own direction, and a card says in which language it is", async () => {
  const view: View = {
    title: "مرحبا بالعالم",
    body: [
      { kind: "quote", text: "चालान 👩‍💻" },
      { kind: "list", items: [[{ kind: "plain", text: "שלום" }]] },
    ],
  };
  const reader = { locale: "hi", zone: "UTC" } as const;
  await bench.web.platform.send("web|local|acme", view, { key: "directions", reader });
  const article = await newest("jane");
  expect(article.querySelector(".card")?.getAttribute("lang")).toBe("hi");
  for (const selector of ["h2", "blockquote", "li"])
    expect(article.querySelector(`.card ${selector}`)?.getAttribute("dir"), selector).toBe("auto");
  expect(wordsIn(article)).toContain("चालान 👩‍💻");
});

test("a chart is a list to who can't see it, a picture to who can, and the same in words", async () => {
  const bars = [
    { label: "Design", value: 90 },
    { label: "Calls", value: 45 },
  ];
  const chart = { title: "Hours", unit: "minutes", bars, alt: "Design 1h30, calls 45m" } as const;
  await bench.post("acme", { title: "Week", body: [{ kind: "chart", chart }] });
  const figure = (await newest("jane")).querySelector("figure");
  expect([...(figure?.querySelectorAll("li") ?? [])].map(wordsIn)).toEqual(["Design 1h 30m", "Calls 45m"]);
  expect(figure?.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true");
  const widths = [...(figure?.querySelectorAll("rect.value") ?? [])].map((rect) =>
    rect.getAttribute("width"),
  );
  expect(widths).toEqual(["100.0", "50.0"]);
  expect(figure?.querySelector("details p")?.textContent).toBe("Design 1h30, calls 45m");
});

test("each kind of field is the control a browser has for it", async () => {
  const fields: Form["fields"] = [
    { key: "t", label: "Text", kind: "text", required: true, value: `"><i>` },
    { key: "l", label: "Long", kind: "long-text", required: false, value: "\n</textarea>" },
    { key: "n", label: "Number", kind: "number", required: false },
    { key: "d", label: "Date", kind: "date", required: false },
    { key: "c", label: "Time", kind: "time", required: false },
    { key: "p", label: "People", kind: "people", required: false },
    {
      key: "s",
      label: "Select",
      kind: "select",
      required: false,
      value: "b",
      options: [
        { value: "", label: "none" },
        { value: "b", label: "B" },
      ],
    },
  ];
  bench.intake.outcome = () => asked({ verb: "x", title: "All", submit: "Go", preset: {}, fields });
  const jane = await bench.as("jane");
  const { document: page, html } = await jane.say(await jane.get("/c/acme"), "/va x");
  bench.intake.outcome = () => answered({ title: "", body: [] });
  const control = (key: string) => page.querySelector(`[name="f.${key}"]`);
  expect(["t", "n", "d", "c"].map((key) => control(key)?.getAttribute("type"))).toEqual([
    "text",
    "text",
    "date",
    "time",
  ]);
  expect(control("t")?.getAttribute("value")).toBe(`"><i>`);
  // The first line break belongs to the mark-up.
  expect(html).toContain(">\n\n&lt;/textarea&gt;</textarea>");
  expect([...(control("s")?.querySelectorAll("option") ?? [])].map((option) => option.textContent)).toEqual([
    "none",
    "B",
  ]);
  const known = page.querySelectorAll(`#${control("p")?.getAttribute("list")} option`);
  expect([...known].map((option) => option.getAttribute("value"))).toEqual(["@asha", "@jane"]);
  for (const { key, label } of fields)
    expect(wordsIn(page.querySelector(`label[for="${control(key)?.id}"]`) ?? page.body)).toContain(label);
});

test("an address in what a person typed can be followed, and nothing else is more than words", async () => {
  bench.reset();
  const jane = await bench.as("jane");
  await jane.say(
    await jane.get("/c/acme"),
    "See https://example.com/a?b=1&c=2. <b>javascript:alert(1)</b> http://x",
  );
  const text = (await newest("jane")).querySelector(".text");
  const links = [...(text?.querySelectorAll("a") ?? [])];
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "https://example.com/a?b=1&c=2",
    "http://x",
  ]);
  expect(links[0]?.getAttribute("rel")).toContain("noopener");
  expect(text?.querySelector("b")).toBeNull();
});
