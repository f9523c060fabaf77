import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readButton } from "../../../adapters/teams/render/button.ts";
import { cardOf } from "../../../adapters/teams/render/card.ts";
import { formCard, readForm } from "../../../adapters/teams/render/form.ts";
import { CARD_LENGTH } from "../../../adapters/teams/render/limits.ts";
import type { Look } from "../../../adapters/teams/render/look.ts";
import type { View } from "../../../src/view/nodes.ts";
import { judgedByTeams as judged } from "../../support/teams-schema.ts";
import { form, hostile, view } from "../slack/arbitrary.ts";

const now = new Date("2026-11-24T10:00:00Z");
const one: Look = { reader: { locale: "en", zone: "Asia/Kolkata" }, now, readers: "one" };
const many: Look = { ...one, readers: "many" };
const runs = { numRuns: 150 };

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

describe("cards", () => {
  it("are valid by the published schema and the renderer's own, whatever they say", () => {
    fc.assert(
      fc.property(view, fc.constantFrom(one, many), (any, look) => judged(cardOf(any, look))),
      runs,
    );
  });

  it("ask for the cards of at most sixty readers, and of none where nobody is known", () => {
    const press = { verb: "card", input: { ref: "d1.aa" } };
    const accounts = Array.from({ length: 75 }, (_, i) => `29:${"x".repeat(90)}${i}`);
    const large: View = { title: "x".repeat(200), body: [{ kind: "quote", text: "word ".repeat(20_000) }] };
    const card = cardOf(large, { ...many, own: { press, accounts } });
    judged(card);
    expect(card.refresh?.userIds).toEqual(accounts.slice(0, 60));
    expect(readButton(card.refresh?.action.data)).toEqual({ verb: "card", values: { ref: "d1.aa" } });
    expect(JSON.stringify(card).length).toBeLessThanOrEqual(CARD_LENGTH);
    expect(cardOf(large, { ...many, own: { press, accounts: [] } }).refresh).toBeUndefined();
  });

  it("show a chart as a picture with the same in words, or as facts", () => {
    const bars = [{ label: "design", value: 90 }];
    const chart = { title: "Hours", unit: "minutes", bars, alt: "design 1h30" } as const;
    const hours: View = { title: "Acme", body: [{ kind: "chart", chart }] };
    const url = "https://va.example.com/picture/x.png";
    const card = cardOf(hours, { ...one, pictures: new Map([[chart, url]]) });
    judged(card);
    expect(objectsIn(card)).toContainEqual({ type: "Image", url, altText: chart.alt, size: "Stretch" });
    expect(objectsIn(card)).toContainEqual(expect.objectContaining({ type: "TextRun", text: chart.alt }));
    const words = cardOf(hours, one);
    expect(objectsIn(words)).toContainEqual({ title: "design", value: "1h30" });
    expect(JSON.stringify(words)).not.toContain("Image");
  });

  it("stay inside Teams' limits and say how much is missing", () => {
    const item = [{ kind: "plain", text: "नमस्ते ".repeat(80) }] as const;
    const huge: View = {
      title: "All of it",
      body: [
        { kind: "list", items: Array.from({ length: 400 }, () => item) },
        { kind: "actions", actions: [{ label: "More", verb: "requests", input: {} }] },
      ],
    };
    const card = cardOf(huge, one);
    expect(JSON.stringify(card).length).toBeLessThanOrEqual(CARD_LENGTH);
    expect(JSON.stringify(card)).toMatch(/\+\d+ more/);
    expect(card.body.at(-1)?.type).toBe("ActionSet");
    judged(card);
  });

  it("show a date to each reader of a channel in their own time, and no function that a person typed", () => {
    const body: View["body"] = [
      {
        kind: "text",
        text: [
          { kind: "plain", text: `{{DATE(2020-01-01T00:00:00Z)}} ${"$"}{evil} due ` },
          { kind: "date", at: "2026-11-27T11:30:00.000Z", style: "date-time" },
        ],
      },
    ];
    const [block] = cardOf({ title: "", body }, many).body;
    const text = block?.type === "TextBlock" ? block.text : "";
    expect(text.match(/\{\{/g)).toHaveLength(2);
    expect(text).toContain("{{DATE(2026-11-27T11:30:00Z, SHORT)}}, {{TIME(2026-11-27T11:30:00Z)}}");
    expect(JSON.stringify(cardOf({ title: "", body }, one))).toContain("Fri 27 Nov, 17:00");
  });

  it("make no formatting, function or link of what people typed", () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const text = [{ kind: "plain", text: words }] as const;
        const card = cardOf(
          { title: words, body: [{ kind: "fields", fields: [{ label: words, value: text }] }] },
          many,
        );
        for (const part of objectsIn(card.body)) {
          for (const key of ["text", "title", "value"]) {
            const shown = part["type"] === "TextRun" ? "" : String(part[key] ?? "");
            expect(shown).not.toMatch(/(?<!\\)[*_[\]]|\{\{|\$\{|https?:\/\//);
          }
        }
      }),
      runs,
    );
  });

  it("carry in a button what the command needs, with a fallback for old clients, and a question where one is asked", () => {
    const actions = [
      { label: "Take", verb: "take", input: { ref: "d1.aa" }, revision: 3, style: "primary" as const },
      { label: "Remove", verb: "delete", input: { ref: "d1.aa" }, confirm: "Really?" },
    ];
    const card = cardOf({ title: "", body: [{ kind: "actions", actions }] }, one);
    const executes = objectsIn(card).filter((part) => part["type"] === "Action.Execute");
    expect(executes.map((part) => readButton(part["data"]))).toEqual([
      { verb: "take", values: { ref: "d1.aa" }, revision: 3 },
      { verb: "delete", values: { ref: "d1.aa" } },
    ]);
    for (const part of executes) expect((part["fallback"] as { data: object }).data).toEqual(part["data"]);
    expect(JSON.stringify(card)).toContain("Really?");
    expect(readButton({ va: { v: "take" } })).toBeUndefined();
    expect(readButton(null)).toBeUndefined();
  });
});

describe("dialogs", () => {
  describe("whose texts are too long for one dialog", () => {
    const long = {
      "Hindi with conjuncts": "क्षत्रिय श्री ज्ञान ".repeat(600).slice(0, 10_000),
      emoji: "👩‍👩‍👧‍👦🏳️‍🌈 ".repeat(700).slice(0, 10_000).toWellFormed(),
      "quotes and lines": '"\n\\'.repeat(3_334).slice(0, 10_000),
    };
    const asks = (values: readonly string[]) => ({
      verb: "checkin",
      title: "Daily",
      submit: "Send",
      preset: { what: "answer", id: "d1.aa" },
      fields: values.map((value, n) => ({
        key: `q${n}`,
        label: `${n + 1}. What happened, in your own words, since we last asked you?`,
        kind: "long-text" as const,
        required: false,
        maxLength: 3_000,
        value,
      })),
    });
    const shownIn = (card: object): Map<unknown, unknown> =>
      new Map(objectsIn(card).flatMap(({ id, value }) => (/^f\./.test(String(id)) ? [[id, value]] : [])));
    const bytes = (card: object) =>
      Math.max(2 * JSON.stringify(card).length, Buffer.byteLength(JSON.stringify(card)));

    it.each(Object.entries(long))("stay whole or are left as they are: %s", (_, text) => {
      const any = asks(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? text : text.slice(0, n * 300))));
      const card = formCard(any, one, "once-1234");
      judged(card);
      expect(bytes(card)).toBeLessThanOrEqual(80_000);
      const shown = shownIn(card);
      expect(shown.size).toBeGreaterThan(2);
      for (const [id, value] of shown)
        expect(value).toBe(any.fields.find(({ key }) => `f.${key}` === id)?.value);
      const words = JSON.stringify(card);
      for (const { key, label } of any.fields)
        expect(shown.has(`f.${key}`) || words.includes(`“${label}”: what stands there`)).toBe(true);

      // It comes back, because of one of them, with as much typed into each as fits there.
      const typed = new Map([...shown].map(([id, value]) => [id, value || text.slice(0, 2_900)]));
      const again = asks(any.fields.map(({ key, value }) => String(typed.get(`f.${key}`) ?? value)));
      const keys = new Set([...typed.keys()].map((id) => String(id).slice(2)));
      const back = formCard(again, one, "once-5678", { q1: "no" }, keys);
      expect(shownIn(back)).toEqual(typed);
      expect(bytes(back)).toBeLessThanOrEqual(100_000);
    });

    it("stand there where they fit, and what must be filled in or was just typed always does", () => {
      const texts = Array.from({ length: 10 }, () => long.emoji.slice(0, 2_900));
      expect(shownIn(formCard(asks(texts), one, "once-1234")).size).toBe(10);
      const [first, ...more] = asks(texts.map(() => long.emoji)).fields;
      if (!first) throw new Error("no field");
      const any = { ...asks([]), fields: [{ ...first, required: true }, ...more] };
      const shown = shownIn(formCard(any, one, "once-1234", {}, new Set(["q1"])));
      expect([...shown.keys()]).toEqual(expect.arrayContaining(["f.q0", "f.q1"]));
    });
  });

  it("are valid, and give back what was filled in", () => {
    fc.assert(
      fc.property(form, (any) => {
        const card = formCard(any, one, "once-1234");
        judged(card);
        const data = objectsIn(card).find((part) => part["type"] === "Action.Submit")?.["data"] as object;
        const [field] = any.fields;
        const read = readForm({ ...data, ...(field ? { [`f.${field.key}`]: "typed" } : {}) });
        expect(read).toMatchObject({ verb: any.verb, preset: any.preset, once: "once-1234" });
        if (field) expect(read?.values[field.key]).toBe("typed");
      }),
      runs,
    );
  });
});
