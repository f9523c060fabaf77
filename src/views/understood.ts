import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import type { Request } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import { isWorkingTime, nextWorkingTime, type WorkingHours } from "../time/business-hours.ts";
import { localTime } from "../time/zones.ts";
import * as v from "../view/build.ts";
import { formatDate } from "../view/format.ts";
import type { Action, Node, Reader, Span, View } from "../view/nodes.ts";
import { requestAction } from "./request-card.ts";

interface Understood {
  request: Request;
  ref: string;
  client: Pick<Client, "name" | "zone">;
  /** Who will do it, with their hours. `self`: it is the reader. */
  doer: { name: string; hours: WorkingHours; self: boolean } | undefined;
  /** The reader's zone is only supposed. */
  zoneGuessed: boolean;
  forMember: boolean;
  /** A date seen in the words that nobody said was the due date. */
  offered: { at: Date; local: string } | undefined;
  now: Date;
  reader: Reader;
  m: Messages;
}

/** Sums up what was understood: active listening, with a way to put it right. */
export function understood(it: Understood): View {
  const { request, ref, doer, m, forMember } = it;
  const marks = [request.urgent ? m.request.urgent : "", request.important ? m.request.important : ""].filter(
    Boolean,
  );
  const { finish } = request.clocks;
  const actions: Action[] = [
    requestAction(request, "edit", m.request.buttons.edit),
    ...(request.audience === "private" && !forMember
      ? [requestAction(request, "share", m.request.buttons.share(it.client.name))]
      : []),
  ];
  return {
    title: m.request.added(ref),
    body: [
      v.text(m.request.understood),
      v.text(v.bold(request.title)),
      v.fields([
        v.field(m.request.due, ...dueForBoth(it)),
        v.field(m.request.priority, marks.length > 0 ? marks.join(", ") : m.request.normal),
        v.field(m.request.who, doer?.name ?? m.request.nobody),
        ...(request.estimate === null ? [] : [v.field(m.request.estimate, formatDuration(request.estimate))]),
        ...(request.due === null && finish?.by ? [v.field(m.promise.readyBy, v.when(finish.by))] : []),
      ]),
      ...(doer && !doer.self ? [hearsWhen(doer, it)] : []),
      ...guess(it),
      ...(request.audience === "private" ? [v.context(m.request.private)] : []),
      ...offer(it),
      v.actions(...actions),
    ],
  };
}

/** The due date in the reader's zone and, where it differs, in that of the other side. */
function dueForBoth({ request, client, doer, forMember, m, reader }: Understood): Span[] {
  if (!request.due) return [v.plain(m.request.noDue)];
  const style = request.due.hasTime ? "date-time" : "date";
  const other = forMember
    ? { zone: client.zone, name: client.name }
    : doer && { zone: doer.hours.zone, name: doer.name };
  const spans: Span[] = [v.when(request.due.at, style, reader.zone)];
  if (other && other.zone !== reader.zone) {
    spans.push(
      v.plain(" ("),
      v.when(request.due.at, "date-time", other.zone),
      v.plain(`${m.request.dueFor(other.name)})`),
    );
  }
  return spans;
}

/** A date that was read in a zone nobody chose says so. */
function guess({ request, zoneGuessed, reader, m }: Understood): Node[] {
  if (!zoneGuessed || !request.due) return [];
  const change = { label: m.desk.settings.change, verb: "settings", input: { change: "yes" } };
  return [v.context(m.request.readInZone(reader.zone)), v.actions(change)];
}

/** The promise in the reader's time, and what the clock shows to who keeps it; where nothing is promised, when they work. */
function hearsWhen(
  doer: { name: string; hours: WorkingHours },
  { request, now, m, reader }: Understood,
): Node {
  const by = request.clocks.answer?.by;
  if (by) {
    const { zone } = doer.hours;
    const [before, after] = m.promise.nowFor(doer.name);
    const there =
      localTime(now, zone) === localTime(now, reader.zone)
        ? []
        : [` ${before}`, v.when(now, "time", zone), after];
    return v.context(`${m.promise.answersBy(doer.name)} `, v.when(by), m.promise.yourTime, ...there);
  }
  if (isWorkingTime(doer.hours, now)) return v.context(m.request.worksNow(doer.name));
  const next = nextWorkingTime(doer.hours, now);
  return next
    ? v.context(`${m.request.hearsBack(doer.name)}: `, v.when(next))
    : v.context(m.request.noHours(doer.name));
}

function offer({ request, offered, m, reader, now }: Understood): Node[] {
  if (!offered) return [];
  const label = formatDate({ kind: "date", at: offered.at.toISOString(), style: "date-time" }, reader, now);
  return [
    v.text(m.request.offered),
    v.actions({
      label: m.request.setDue(label),
      verb: "due",
      input: { ref: request.id, when: offered.local },
      revision: request.version,
    }),
  ];
}
