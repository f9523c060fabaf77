import type { FollowUp, RaisedByMe } from "../domain/follow-up.ts";
import type { Messages } from "../i18n/index.ts";
import { localDate } from "../time/zones.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import { clip } from "../view/limits.ts";
import type { Action, Node, Reader, View } from "../view/nodes.ts";
import { type DayLook, shortName } from "./day-line.ts";

const NAME_SHOWN = 60;
const LINES = 4;
const WORDS_SHOWN = 80;

/** What a follow-up is called around it. */
export interface FollowUpNames {
  /** The client's name; undefined: it is about the team itself. */
  client: string | undefined;
  owner: string;
  /** The member it is about and hidden from. */
  hiddenFrom: string | undefined;
}

/** `Jane (Acme Ltd)` */
function whoRaised({ fromName }: FollowUp, client: string | undefined, m: Messages): string {
  const name = fromName === "" ? m.care.followUp.somebody : clip(fromName, NAME_SHOWN);
  return client === undefined ? name : m.care.followUp.of(name, clip(client, NAME_SHOWN));
}

const followUpTitle = (one: FollowUp, client: string | undefined, m: Messages): string =>
  m.care.followUp.from[one.source](whoRaised(one, client, m));

/** A day of the calendar, the same wherever it is read. */
const dayWords = (day: string, reader: Reader, now: Date): string =>
  formatDate({ kind: "date", at: `${day}T12:00:00.000Z`, style: "date", zone: "UTC" }, reader, now);

/** A follow-up with all a member needs to act on it. */
export function followUpView(one: FollowUp, names: FollowUpNames, m: Messages): View {
  const words = m.care.followUp;
  return {
    title: followUpTitle(one, names.client, m),
    body: [
      ...saidOf(one, m),
      v.fields([
        ...(one.score === null ? [] : [v.field(words.score, String(one.score))]),
        v.field(words.due, v.day(one.due)),
        v.field(words.owner, names.owner),
        v.field(words.code, v.code(one.code)),
      ]),
      ...(one.audience === "owners" ? [v.context(words.private)] : []),
      ...(names.hiddenFrom === undefined ? [] : [v.context(words.notTo(names.hiddenFrom))]),
      ...(one.outcome === "" ? [] : [v.text(v.bold(words.kept)), v.quote(one.outcome)]),
      ...(one.state === "open" ? [v.actions(...actionsOf(one, m))] : []),
    ],
  };
}

const saidOf = (one: Pick<FollowUp, "what">, m: Messages): Node[] => [
  one.what === "" ? v.context(m.care.followUp.noWords) : v.quote(one.what),
];

const press = (one: FollowUp, what: string, label: string, style?: Action["style"]): Action => ({
  label,
  verb: "followup",
  input: { what, ref: one.code },
  ...(style ? { style } : {}),
});

function actionsOf(one: FollowUp, m: Messages): Action[] {
  const words = m.care.followUp;
  return [
    press(one, "done", words.sayWhatChanged, "primary"),
    ...(one.audience === "team" || one.source === "check-in" ? [press(one, "request", words.asRequest)] : []),
    press(one, "move", words.anotherDay),
    press(one, "give", words.give),
  ];
}

/** What came of somebody's words, as they read it. */
export function outcomeView(one: Pick<FollowUp, "what" | "score">, changed: string, m: Messages): View {
  const words = m.care.followUp;
  return {
    title: words.whatCame,
    body: [
      v.text(`${words.youSaid}: `, one.score === null ? "" : `${words.youScored(one.score)}.`),
      ...(one.what === "" ? [] : [v.quote(one.what)]),
      v.text(changed),
    ],
  };
}

/** What somebody at a client has raised, and what came of it. */
export function raisedView(all: readonly RaisedByMe[], m: Messages): View {
  const words = m.care.followUp;
  if (all.length === 0) return { title: words.list, body: [v.text(words.noneOfYours)] };
  return {
    title: words.list,
    body: all
      .slice(0, 10)
      .flatMap((one) => [
        v.text(
          v.bold(one.code),
          " · ",
          v.when(one.openedAt, "date"),
          " · ",
          one.state === "open" ? words.open : words.answered,
        ),
        ...(one.what === "" ? [] : [v.quote(clip(one.what, 500))]),
        ...(one.outcome === "" ? [] : [v.text(one.outcome)]),
      ]),
  };
}

interface Listed {
  followUps: readonly FollowUp[];
  clientOf(id: string | null): string | undefined;
  ownerOf(person: string): string;
  reader: Reader;
  now: Date;
}

/** The follow-ups that wait, each with a way to it. */
export function followUpList(listed: Listed, m: Messages): View {
  const words = m.care.followUp;
  const { followUps } = listed;
  if (followUps.length === 0) return { title: words.list, body: [v.text(words.none)] };
  const shown = followUps.slice(0, 12);
  const more = followUps.length - shown.length;
  return {
    title: words.list,
    body: [
      ...shown.flatMap((one): Node[] => [
        v.text(
          v.bold(one.code),
          ` ${followUpTitle(one, listed.clientOf(one.client), m)} · ${words.due} `,
          v.day(one.due),
          ` · ${listed.ownerOf(one.owner)}`,
        ),
        v.actions(press(one, "show", words.show), press(one, "done", words.sayWhatChanged)),
      ]),
      ...(more > 0 ? [v.context(m.common.more(more))] : []),
    ],
  };
}

/** Those a member's day shows, in order. */
export interface FollowUpsShown {
  mine: readonly FollowUp[];
  me: string;
  nameOf(member: string): string;
}

/** The follow-ups of a member's day. */
export function followUpNodes({ mine, nameOf, me }: FollowUpsShown, look: DayLook): Node[] {
  const { m, reader, now, clients } = look;
  const words = m.care.followUp;
  const followUps = mine;
  const [first] = followUps;
  if (!first) return [];
  const today = localDate(now, reader.zone);
  const lines = followUps.slice(0, LINES).map((one) => {
    const client = one.client === null ? undefined : clients.get(one.client)?.name;
    const who = shortName(followUpTitle(one, client, m));
    const say = one.due < today ? words.late : words.line;
    const said = one.what === "" ? "" : ` — ${clip(one.what.replace(/\s+/g, " "), WORDS_SHOWN)}`;
    const others = one.owner === me ? "" : ` · ${words.withOther(nameOf(one.owner))}`;
    return v.spans(v.bold(one.code), ` ${say(who, dayWords(one.due, reader, now))}${said}${others}`);
  });
  const more = followUps.length - LINES;
  return [
    v.heading(`${words.inDigest} (${followUps.length})`),
    v.list([...lines, ...(more > 0 ? [v.spans(m.common.more(more))] : [])]),
    v.actions(press(first, "done", `${words.sayWhatChanged} (${first.code})`), {
      label: words.list,
      verb: "followup",
      input: { what: "list" },
    }),
  ];
}
