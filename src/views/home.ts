import type { Client, Desk, Member } from "../domain/desk.ts";
import type { HomePart } from "../domain/home.ts";
import type { PackageUse } from "../domain/hours.ts";
import { type Request, requestName } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, View } from "../view/nodes.ts";
import { shortName } from "./day-line.ts";
import { hoursOfAll } from "./hours.ts";
import { requestAction } from "./request-card.ts";
import { requestList } from "./request-list.ts";

/** The parts somebody can look at, with the one they look at marked. */
export interface HomeParts {
  all: readonly { as: HomePart; desk: Pick<Desk, "id" | "name"> }[];
  shown: { as: HomePart; desk: Pick<Desk, "id" | "name"> };
}

const PARTS_SHOWN = 10;
const ANSWERS_SHOWN = 5;
const NAMES_SHOWN = 25;
const TITLE_SHOWN = 70;

/** A button for each part, where there are several. */
function switcher({ all, shown }: HomeParts, m: Messages): Node[] {
  if (all.length < 2) return [];
  const several = new Set(all.map(({ desk }) => desk.id)).size > 1;
  const buttons = all.slice(0, PARTS_SHOWN).map(({ as, desk }): Action => {
    const label = several ? m.home.partAt(m.home.parts[as], shortName(desk.name)) : m.home.parts[as];
    const here = as === shown.as && desk.id === shown.desk.id;
    return { label, verb: "home", input: { desk: desk.id, as }, ...(here ? { style: "primary" } : {}) };
  });
  return [v.actions(...buttons), v.divider];
}

interface Requests {
  rows: readonly Request[];
  total: number;
  /** Those of them that were delivered and wait for the client's word. */
  delivered: readonly Request[];
}

interface ContactHome extends Requests {
  codes: ReadonlyMap<string, string>;
  uses: readonly { client: Pick<Client, "name" | "code">; use: PackageUse }[];
  now: Date;
}

/** What a client's contact sees: what waits for them, their requests, the hours that are left. */
export function contactHome(of: ContactHome, parts: HomeParts, m: Messages): View {
  const { codes, rows, total, delivered, uses, now } = of;
  const { buttons, form } = m.request;
  const desk = parts.shown.desk.id;
  const answers = delivered
    .slice(0, ANSWERS_SHOWN)
    .flatMap((request): Node[] => [
      v.text(
        v.bold(requestName(codes.get(request.client) ?? "?", request)),
        ` ${clip(request.title, TITLE_SHOWN)}`,
      ),
      v.actions(
        requestAction(request, "approve", buttons.approve, "primary"),
        requestAction(request, "changes", buttons.changes),
        requestAction(request, "show", buttons.details),
      ),
    ]);
  const options = { codes, more: total - rows.length, forMember: false, now, m };
  return {
    title: m.home.titleAt(m.home.parts.contact, shortName(parts.shown.desk.name)),
    body: [
      ...switcher(parts, m),
      v.actions(
        { label: form.newTitle, verb: "request", input: { desk }, style: "primary" },
        { label: m.time.hoursOfAll, verb: "hours", input: { desk } },
        { label: m.home.settings, verb: "settings", input: { desk } },
      ),
      ...(answers.length > 0 ? [v.heading(m.home.waitsForYou), ...answers] : []),
      v.heading(m.request.listTitle.open),
      ...requestList("", rows, options).body,
      v.heading(m.time.hoursOfAll),
      ...hoursOfAll(uses, m).body,
    ],
  };
}

/** What somebody on the team sees: their day as it stands. */
export function memberHome(day: View, parts: HomeParts, m: Messages): View {
  const desk = parts.shown.desk.id;
  return {
    title: day.title,
    body: [
      ...switcher(parts, m),
      v.actions(
        { label: m.request.form.newTitle, verb: "request", input: { desk }, style: "primary" },
        { label: m.time.form.title, verb: "log", input: { desk } },
        { label: m.home.timesheet, verb: "timesheet", input: { desk } },
        { label: m.home.week, verb: "week", input: { desk } },
      ),
      ...day.body,
    ],
  };
}

interface OwnerHome {
  clients: readonly { client: Pick<Client, "name" | "code">; open: number; use: PackageUse }[];
  team: readonly { member: Pick<Member, "name" | "role">; open: number }[];
  moreClients: number;
  moreTeam: number;
}

/** How many clients and members an owner's home has room for. */
export const namesShown = NAMES_SHOWN;

/** What the head of a desk sees: clients, team, settings. */
export function ownerHome(of: OwnerHome, parts: HomeParts, m: Messages): View {
  const desk = parts.shown.desk.id;
  const more = (n: number) => (n > 0 ? [v.context(m.common.more(n))] : []);
  const clients = of.clients.map(({ client, open }) =>
    v.spans(v.bold(client.code), ` ${shortName(client.name)} — ${m.home.open(open)}`),
  );
  const team = of.team.map(({ member, open }) =>
    v.spans(v.bold(shortName(member.name)), ` (${m.desk.roles[member.role]}) — ${m.home.open(open)}`),
  );
  return {
    title: m.home.titleAt(m.home.parts.owner, shortName(parts.shown.desk.name)),
    body: [
      ...switcher(parts, m),
      v.actions(
        { label: m.home.addClient, verb: "client", input: { desk, what: "add" }, style: "primary" },
        { label: m.home.addMember, verb: "team", input: { desk, what: "add" } },
        { label: m.home.settings, verb: "settings", input: { desk } },
      ),
      v.heading(m.home.clients),
      clients.length > 0 ? v.list(clients) : v.text(m.desk.noClients),
      ...more(of.moreClients),
      ...(of.clients.length > 0 ? [v.heading(m.time.hoursOfAll), ...hoursOfAll(of.clients, m).body] : []),
      v.heading(m.home.team),
      v.list(team),
      ...more(of.moreTeam),
    ],
  };
}

/** What somebody sees whom no desk knows yet. */
export function strangerHome(m: Messages, anyDesk: boolean): View {
  const { install } = m;
  const setUp = { label: install.setUp, verb: "setup", input: {}, style: "primary" } as const;
  return {
    title: install.welcome,
    body: anyDesk
      ? [
          v.text(install.welcomeStranger, " ", v.code("link"), " ", install.welcomeCode),
          v.text(install.welcomeClient),
        ]
      : [v.text(install.welcomeFirst), v.actions(setUp)],
  };
}
