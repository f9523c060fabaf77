import type { Client } from "../domain/desk.ts";
import { formatDuration } from "../domain/duration.ts";
import type { Trouble } from "../domain/health.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import { clip } from "../view/limits.ts";
import type { Text, View } from "../view/nodes.ts";

const MOST = 30;
const NAME_SHOWN = 60;

interface ClientHealth {
  client: Pick<Client, "code" | "name">;
  troubles: readonly Trouble[];
}

/** How clients are, those with most trouble first, each with its reasons. For the desk alone. */
export function healthView(all: readonly ClientHealth[], m: Messages): View {
  const words = m.promise.health;
  if (all.length === 0) return { title: words.title, body: [v.text(words.none)] };
  const sorted = [...all].sort(
    (a, b) => b.troubles.length - a.troubles.length || (a.client.code < b.client.code ? -1 : 1),
  );
  const more = sorted.length - MOST;
  return {
    title: words.title,
    body: [
      v.list([
        ...sorted.slice(0, MOST).map((one) => line(one, m)),
        ...(more > 0 ? [v.spans(m.common.more(more))] : []),
      ]),
      v.context(words.private),
    ],
  };
}

function line({ client, troubles }: ClientHealth, m: Messages): Text {
  const mark = ["🟢", "🟡"][troubles.length] ?? "🔴";
  const why = troubles.map((trouble) => inWords(trouble, m)).join("; ");
  const { good } = m.promise.health;
  return v.spans(`${mark} `, v.bold(client.code), ` ${clip(client.name, NAME_SHOWN)} — ${why || good}`);
}

function inWords(trouble: Trouble, m: Messages): string {
  const words = m.promise.health;
  switch (trouble.kind) {
    case "late":
      return words.late(trouble.promises);
    case "broken":
      return words.broken(trouble.promises);
    case "low":
      return words.low(trouble.scores);
    case "slower":
      return words.slower(formatDuration(trouble.now), formatDuration(trouble.before));
    case "blocked":
      return words.blocked(trouble.requests, trouble.days);
    default:
      return trouble satisfies never;
  }
}
