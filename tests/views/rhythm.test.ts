import { describe, expect, test } from "vitest";
import { messageOf } from "../../adapters/slack/render/message.ts";
import { cardOf } from "../../adapters/teams/render/card.ts";
import type { Repeat } from "../../src/domain/repeat.ts";
import type { Risk } from "../../src/domain/risk.ts";
import { messages } from "../../src/i18n/index.ts";
import type { Locale, View } from "../../src/view/nodes.ts";
import {
  absenceList,
  absenceView,
  backView,
  briefView,
  clientNotice,
  coverGone,
  coverMessage,
} from "../../src/views/away.ts";
import { heldView } from "../../src/views/held.ts";
import { repeatList, repeatView } from "../../src/views/repeats.ts";
import { riskList, riskView } from "../../src/views/risks.ts";
import { judge, needsJudge } from "../fakes/judge/index.ts";
import { checkMessageBlocks } from "../fakes/slack/schema/check.ts";
import type { Shown } from "../fakes/slack/types.ts";
import { aClient, aMember, aRequest, dueAt, NOW } from "../support/requests.ts";
import { judgedByTeams } from "../support/teams-schema.ts";

const long = (n: number): string => "ज़रूरी बात & <जल्दी> ".repeat(Math.ceil(n / 20)).slice(0, n);
const many = <T>(n: number, of: (n: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

const client = aClient({ name: long(120), goals: long(2000) });
const member = aMember({ name: long(120) });
const absence = { id: "a1", from: "2026-12-07", to: "2026-12-11", cover: "ben" };
const times = { from: NOW, back: NOW };

const repeat: Repeat = {
  id: "d1.1",
  desk: "d1",
  client: "acme",
  request: "d1.2",
  number: 9_999_999,
  rrule: "FREQ=MONTHLY;BYMONTHDAY=1,15,28,29,30,31;BYSETPOS=1,2,-1",
  cycle: "day",
  at: "09:00",
  from: "2026-11-24",
  until: "2027-11-24",
  skipped: [],
  moved: [],
  otherwise: many(9, (n) => ({
    day: `2026-12-0${n + 1}`,
    title: long(300),
    details: long(10_000),
    estimate: 9999,
    dueDays: null,
    assignee: "ben",
  })),
  title: long(300),
  details: long(10_000),
  estimate: 9999,
  urgent: true,
  important: true,
  dueDays: 60,
  assignee: "asha",
  audience: "client",
  requester: "jane",
  requesterName: long(120),
  people: [],
  last: null,
  endedAt: null,
  version: 0,
};

const risks = many(
  40,
  (n): Risk => ({
    id: `d1.r${n}`,
    desk: "d1",
    client: "acme",
    code: `r-${1000 + n}`,
    what: long(1000),
    solution: n % 2 === 0 ? long(1000) : "",
    likely: (["low", "medium", "high", null] as const)[n % 4] ?? null,
    audience: n % 3 === 0 ? "internal" : "client",
    openedBy: "asha",
    openedAt: NOW,
    closedAt: null,
    version: 0,
  }),
);

const requests = many(60, (n) =>
  aRequest({
    title: long(300),
    due: dueAt("2026-12-09T12:00:00Z"),
    ...(n % 2 === 0
      ? { hold: { kind: "blocked", on: "client", reason: long(3000), solution: long(3000), since: NOW } }
      : {}),
  }),
);
const contacts = many(100, (n) => ({
  id: `d1.k${n}`,
  desk: "d1",
  client: "acme",
  person: `p${n}`,
  name: long(120),
  approver: true,
  removedAt: null,
  version: 0,
}));

function views(locale: Locale): View[] {
  const m = messages(locale);
  const otherwise = repeat.otherwise.map((one) => ({ ...one, doer: long(120) }));
  const shown = { repeat, client, next: NOW, atOnce: true, otherwise, doer: long(120), forMember: true };
  const one = { member, absence, cover: long(120), mine: true, may: true };
  const [risk] = risks;
  return [
    repeatView(shown, m.repeat.title("ACME-1"), m),
    repeatView({ ...shown, repeat: { ...repeat, endedAt: NOW } }, m.repeat.endedNow("ACME-1"), m),
    repeatList(
      many(80, () => shown),
      30,
      m,
    ),
    ...(risk ? [riskView(risk, client, m.risk.noted(client.name), m)] : []),
    riskList(risks, new Map([[client.id, client]]), m),
    absenceView(one, m.away.planned, m),
    absenceList(
      many(50, () => one),
      m,
    ),
    ...(["notice", "changed", "cancelled"] as const).map((what) =>
      clientNotice(what, { name: long(120), cover: long(120), ...times }, m),
    ),
    clientNotice("notice", { name: long(120), cover: null, ...times }, m),
    coverMessage("asked", member, absence, m),
    coverMessage("dropped", member, absence, m),
    coverGone(member, absence, m),
    briefView({ client, contacts, requests, risks, name: long(120), back: NOW }, m),
    backView(
      many(30, () => ({ client, opened: requests, delivered: requests, done: requests })),
      long(120),
      many(30, () => ({ view: { title: long(300), body: [] }, createdAt: NOW, reason: "away" })),
      m,
    ),
    heldView(
      many(100, () => ({
        view: coverMessage("asked", member, absence, m),
        createdAt: NOW,
        reason: "quiet",
      })),
      m,
    ),
  ];
}

const wired = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe.for(["en", "hi"] as const)(
  "in %s, what recurs, who is away, risks and what was held back",
  (locale) => {
    const reader = { locale, zone: "Asia/Kolkata" };
    const look = { reader, now: NOW, readers: "one", command: "/va" } as const;

    test("fit into Slack at their longest, by its own classes too", async (context) => {
      const shown = views(locale).map((view): Shown => {
        const { blocks, text } = messageOf(view, look);
        checkMessageBlocks(wired(blocks));
        return { kind: "message", via: "test", channel: "C1", text, blocks: wired(blocks) as never };
      });
      await needsJudge(context);
      expect(await judge(shown)).toEqual([]);
    });

    test("fit into Teams, by its schema", () => {
      for (const view of views(locale)) judgedByTeams(cardOf(view, { reader, now: NOW, readers: "one" }));
    });

    test("keep their buttons, however much there is to say", () => {
      for (const view of views(locale)) {
        const labels = view.body.flatMap((node) => (node.kind === "actions" ? node.actions : [])).length;
        const { blocks } = messageOf(view, look);
        const buttons = JSON.stringify(blocks).match(/"type":"button"/g)?.length ?? 0;
        expect(buttons, view.title.slice(0, 60)).toBe(labels);
      }
    });
  },
);
