import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Look } from "../../adapters/slack/render/look.ts";
import { messageOf } from "../../adapters/slack/render/message.ts";
import { forClient, type Hold, type Request, stages } from "../../src/domain/request.ts";
import { type ClientTime, sinceOf, statusOf } from "../../src/domain/status.ts";
import { newStatus, type StatusWords } from "../../src/domain/status-draft.ts";
import { messages } from "../../src/i18n/index.ts";
import type { Locale, View } from "../../src/view/nodes.ts";
import { renderText } from "../../src/view/render-text.ts";
import { type StatusShown, statusView } from "../../src/views/status.ts";
import { statusPreview } from "../../src/views/status-preview.ts";
import { judge, needsJudge } from "../fakes/judge/index.ts";
import { checkMessageBlocks } from "../fakes/slack/schema/check.ts";
import { aClient, aRequest, dueAt } from "../support/requests.ts";

/** Friday 16:00 in New York. */
const NOW = new Date("2026-11-27T21:00:00Z");
const client = aClient({ package: { minutes: 1200, per: "month" } });
const none: StatusWords = { note: "", done: "", next: "", blocked: "", decisions: "" };
const reader = (locale: Locale) => ({ locale, zone: "Asia/Kolkata" });
const look: Look = { reader: reader("en"), now: NOW, readers: "many", command: "/va" };

function shownFor(
  requests: readonly Request[],
  time: readonly ClientTime[] = [],
  more: { words?: Partial<StatusWords>; used?: number; of?: number | null; kept?: number } = {},
): StatusShown {
  const since = sinceOf([], client.zone, NOW);
  const seen = requests.map((request) => forClient(request, null));
  const period = { per: "month", from: "2026-11-01", to: "2026-11-30" } as const;
  return {
    status: statusOf({ since, requests: seen, time, before: [] }),
    words: { ...none, ...more.words },
    client,
    risks: [],
    use: { period, used: more.used ?? 0, of: more.of === undefined ? 1200 : more.of },
    promises: { kept: more.kept ?? 0, broken: 0 },
    now: NOW,
  };
}

const textOf = (view: View, locale: Locale): string => renderText(view, reader(locale), NOW);
const blocked = (on: "client" | "other", solution = ""): Hold => ({
  kind: "blocked",
  on,
  reason: "the logo is missing",
  solution,
  since: NOW,
});
const worked = (entry: string, minutes: number, kind: string, request: string | null = null): ClientTime => ({
  entry,
  date: "2026-11-25",
  minutes,
  kind,
  request,
});

const week = [
  aRequest({ number: 1, title: "Fix the invoice", stage: "done", doneAt: NOW }),
  aRequest({
    number: 2,
    title: "Book the flight",
    stage: "delivered",
    deliveredAt: NOW,
    delivery: { link: "https://x.test/ticket", at: NOW, by: "asha" },
  }),
  aRequest({
    number: 3,
    title: "Write the report",
    stage: "in-progress",
    due: dueAt("2026-12-01T22:00:00Z"),
  }),
  aRequest({ number: 4, title: "Print cards", hold: blocked("client", "use the old one") }),
  aRequest({ number: 5, title: "Move the site", hold: blocked("other") }),
  aRequest({ number: 6, title: "A surprise", audience: "private", stage: "done", doneAt: NOW }),
];
const time = [worked("a", 150, "design"), worked("b", 45, ""), worked("c", 90, "party", week[5]?.id ?? "")];

describe("what a client reads", () => {
  test("in English", () => {
    expect(
      textOf(
        statusView(shownFor(week, time, { used: 1290, words: { note: "Thank you!" } }), messages("en")),
        "en",
      ),
    ).toMatchInlineSnapshot(`
      "Weekly status for Acme Ltd
      Sat 21 Nov – Fri 27 Nov
      Thank you!

      Done
      • ACME-1 Fix the invoice

      In progress and next
      • ACME-3 Write the report · In progress · due Tue 1 Dec, 17:00

      Blocked
      • ACME-4 Print cards: the logo is missing. Proposed: use the old one
      • ACME-5 Move the site: the logo is missing

      Decisions needed from you
      • ACME-2 Book the flight is delivered. Accept it, or say what should change. · https://x.test/ticket
      • ACME-4 Print cards · we propose: use the old one. Is that all right?

      Hours
      Time in these days: 4h45
      Used this month: 21h30 of 20h
      Over: 1h30
      Hours by kind of work: design 2h30, other 45m, private 1h30
      1 private item, 1h30"
    `);
  });

  test("in Hindi", () => {
    expect(
      textOf(statusView(shownFor(week, time, { used: 285 }), messages("hi")), "hi"),
    ).toMatchInlineSnapshot(`
      "Acme Ltd की साप्ताहिक रिपोर्ट
      शनि 21 नव॰ – शुक्र 27 नव॰

      पूरा हुआ
      • ACME-1 Fix the invoice

      चल रहा है और आगे
      • ACME-3 Write the report · काम जारी · नियत समय मंगल 1 दिस॰, 17:00

      रुका हुआ
      • ACME-4 Print cards: the logo is missing. प्रस्ताव: use the old one
      • ACME-5 Move the site: the logo is missing

      आपका फ़ैसला चाहिए
      • ACME-2 Book the flight सौंप दिया गया है। स्वीकार करें, या बताएँ कि क्या बदलना है। · https://x.test/ticket
      • ACME-4 Print cards · हमारा प्रस्ताव: use the old one. क्या यह ठीक है?

      घंटे
      इन दिनों का समय: 4h45
      इस महीने इस्तेमाल: 20h में से 4h45
      बाकी: 15h15
      काम के प्रकार के अनुसार घंटे: design 2h30, अन्य 45m, निजी 1h30
      1 निजी काम, 1h30"
    `);
  });

  test("with what was promised, where there was any", () => {
    const text = textOf(statusView(shownFor(week, [], { kept: 7 }), messages("en")), "en");
    expect(text).toContain("What we promised\n7 of 7 promises of the week were kept.");
  });

  test("of a quiet week, without a package and without hours", () => {
    const shown = shownFor([aRequest({ number: 3, title: "Write the report" })], [], { of: null });
    expect(textOf(statusView(shown, messages("en")), "en")).toMatchInlineSnapshot(`
      "Weekly status for Acme Ltd
      Sat 21 Nov – Fri 27 Nov
      It was a quiet week: nothing was finished and no time was needed.

      In progress and next
      • ACME-3 Write the report"
    `);
  });

  test("says how many more there are, and where", () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      aRequest({ number: n + 1, stage: "done", doneAt: NOW }),
    );
    const text = textOf(statusView(shownFor(many), messages("en")), "en");
    expect(text.match(/• ACME-/g)).toHaveLength(8);
    expect(text).toContain("+22 more · see all with /va requests");
  });

  test("draws many kinds of work as a few bars that add up", () => {
    const kinds = Array.from({ length: 30 }, (_, n) => worked(`e${n}`, 10 + n, `kind ${n}`));
    const chart = statusView(shownFor([], kinds), messages("en")).body.find((node) => node.kind === "chart");
    if (chart?.kind !== "chart") throw new Error("no chart");
    expect(chart.chart.bars).toHaveLength(8);
    expect(chart.chart.bars.at(-1)?.label).toBe("23 more kinds");
    const total = kinds.reduce((sum, { minutes }) => sum + minutes, 0);
    expect(chart.chart.bars.reduce((sum, { value }) => sum + value, 0)).toBe(total);
    expect(chart.chart.alt).toContain("kind 29 39m");
  });
});

const secret = "Z-secret-Z";
const requests = fc.array(
  fc
    .record({
      stage: fc.constantFrom(...stages),
      audience: fc.constantFrom("client" as const, "private" as const),
      hold: fc.constantFrom(null, blocked("client", "yes"), blocked("other"), {
        kind: "snoozed" as const,
        until: new Date("2031-05-06T07:08:09Z"),
        since: NOW,
      }),
      doneAt: fc.constantFrom(null, NOW),
      // Too short to look like one of the marks.
      number: fc.nat(900),
    })
    .map((some) =>
      aRequest({
        ...some,
        number: some.number + 1,
        id: `d1.${some.number}`,
        // What the desk keeps to itself, and all of what is private, carries a mark.
        ...(some.audience === "private" ? { title: secret, details: secret } : {}),
        estimate: 424_242,
        urgent: true,
        important: true,
        assignee: secret,
        requester: secret,
        before: { by: secret, at: NOW, verb: "done", stage: "accepted", hold: null },
      }),
    ),
  { maxLength: 12 },
);

test("nothing private and nothing of the desk's own is in a status, whatever there is", () => {
  fc.assert(
    fc.property(requests, fc.constantFrom("en" as const, "hi" as const), (some, locale) => {
      const spent = some.map((request, n) => worked(`e${n}`, 7, "admin", request.id));
      const view = statusView(shownFor(some, spent), messages(locale));
      const all = `${JSON.stringify(view)}${textOf(view, locale)}`;
      expect(all).not.toContain(secret);
      expect(all).not.toMatch(/424242|2031|7070h/);
    }),
    { numRuns: 100 },
  );
});

const long = (seed: string, length: number): string =>
  seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
/** Everything as long as the core lets it be. */
const worst = (seed: string): StatusShown => {
  const text = long(seed, 10_000);
  const title = long(seed, 300);
  const all = [
    ...Array.from({ length: 40 }, (_, n) => aRequest({ number: 100 + n, title, stage: "done", doneAt: NOW })),
    ...Array.from({ length: 40 }, (_, n) =>
      aRequest({ number: 200 + n, title, due: dueAt("2027-01-01T00:00:00Z") }),
    ),
    ...Array.from({ length: 40 }, (_, n) =>
      aRequest({
        number: 300 + n,
        title,
        hold: { ...blocked("client"), reason: text, solution: text } as Hold,
      }),
    ),
  ];
  const spent = Array.from({ length: 40 }, (_, n) => worked(`e${n}`, 400 + n, `${n}${long(seed, 280)}`));
  const words = {
    note: long(seed, 600),
    done: long(seed, 200),
    next: long(seed, 200),
    blocked: long(seed, 200),
    decisions: long(seed, 200),
  };
  return shownFor(all, spent, { words });
};

describe("in Slack, with everything as long as it may be", () => {
  const seeds = ["<!channel> *bold* `x` ", "नमस्ते दुनिया ", "🧑‍🌾 long "];
  const row = newStatus({ desk: "d1", client: client.id, week: "2026-W48" });
  const views = seeds.flatMap((seed) =>
    (["en", "hi"] as const).flatMap((locale) => [
      statusView(worst(seed), messages(locale)),
      statusPreview({ ...client, language: locale }, row, worst(seed), messages(locale)),
    ]),
  );

  test("nothing is lost of the hours, and the buttons are there", () => {
    for (const view of views) {
      const { blocks } = messageOf(view, look);
      const said = JSON.stringify(checkMessageBlocks(blocks));
      expect(said).toContain("█");
      expect(said).toContain("20h");
    }
    const buttons = messageOf(views[1] ?? { title: "", body: [] }, look).blocks.at(-1);
    expect(buttons).toMatchObject({ type: "actions", elements: [{}, { style: "primary" }, {}] });
  });

  test("Slack's own model classes accept it, with bars and with a picture", async (context) => {
    await needsJudge(context);
    const messagesSent = views.flatMap((view) => {
      const charts = view.body.flatMap((node) => (node.kind === "chart" ? [node.chart] : []));
      const pictures = new Map(charts.map((chart) => [chart, "F0123456789"]));
      return [messageOf(view, look), messageOf(view, { ...look, pictures })];
    });
    const shown = messagesSent.map(({ text, blocks }) => ({
      kind: "message" as const,
      via: "test",
      channel: "C1",
      text,
      blocks: blocks as unknown as Record<string, unknown>[],
    }));
    expect(await judge(shown)).toEqual([]);
  });
});
