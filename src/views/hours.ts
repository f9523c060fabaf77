import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import { byKind, leftOf, type PackageUse, type ToldTime } from "../domain/hours.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Node, Text, View } from "../view/nodes.ts";

interface ClientHours {
  client: Pick<Client, "name" | "code">;
  use: PackageUse;
  times: readonly ToldTime[];
  /** How many pieces of private work are in it. */
  privateItems: number;
}

/** One client's package of this period: used, left, and for what kinds of work. Nothing private is named. */
export function hoursOf({ client, use, times, privateItems }: ClientHours, m: Messages): View {
  const kinds = byKind(times).map(({ kind, minutes }): Text => {
    const name = kind === null ? m.status.privateItems(privateItems) : kind === "" ? m.time.unsaid : kind;
    return v.spans(v.bold(formatDuration(minutes)), ` ${name}`);
  });
  return {
    title: m.time.hoursTitle(client.name),
    body: [
      ...usage(use, m),
      ...(kinds.length > 0 ? [v.heading(m.time.byKind), v.list(kinds)] : [v.text(m.time.noneYet)]),
    ],
  };
}

function usage(use: PackageUse, m: Messages): Node[] {
  const { period, used, of } = use;
  const left = leftOf(use);
  const days = v.field(m.time.days, `${period.from} – ${period.to}`);
  if (of === null || left === null) {
    return [v.fields([v.field(m.time.used, formatDuration(used)), days]), v.context(m.time.noPackage)];
  }
  return [
    v.fields([
      v.field(m.time.package, `${formatDuration(of)} ${m.time.period[period.per]}`),
      v.field(m.time.used, formatDuration(used)),
      left < 0
        ? v.field(m.time.over, v.bold(formatDuration(-left)))
        : v.field(m.time.left, v.bold(formatDuration(left))),
      days,
    ]),
  ];
}

/** Several clients, a line each. */
export function hoursOfAll(all: readonly Pick<ClientHours, "client" | "use">[], m: Messages): View {
  const lines = all.map(({ client, use }): Text => {
    const used = formatDuration(use.used);
    const period = m.time.period[use.period.per];
    const left = leftOf(use);
    const words =
      use.of === null || left === null
        ? m.time.usedOnly(used, period)
        : m.time.usedOf(used, formatDuration(use.of), period, formatDuration(Math.abs(left)), left < 0);
    return v.spans(v.bold(client.code), ` ${client.name} — ${words}`);
  });
  return { title: m.time.hoursOfAll, body: [lines.length > 0 ? v.list(lines) : v.text(m.desk.noClients)] };
}
