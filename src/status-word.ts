import type { Pressing } from "./domain/calm.ts";
import type { Client } from "./domain/desk.ts";
import { leadFor } from "./domain/follow-up.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { newStatus, type StatusDraft } from "./domain/status-draft.ts";
import { type Messages, messages } from "./i18n/index.ts";
import type { Write } from "./store/commit.ts";
import type { DeskStore } from "./store/desk.ts";
import * as v from "./view/build.ts";
import type { Reader, View } from "./view/nodes.ts";
import { statusPreview } from "./views/status-preview.ts";
import { statusNow, statusWrite } from "./weekly-status.ts";

/** What a job has for it. */
interface Run {
  store: DeskStore;
  now: Date;
  readerOf(person: string): Promise<Reader>;
  commit(change: { writes?: readonly Write[]; says: readonly Say[] }): Promise<void>;
}

interface Due {
  client: Client;
  row: StatusDraft;
}

/** The status of this client and week, if it is still to be dealt with; else why not. */
export async function statusDue(
  { store }: Run,
  client: Client | undefined,
  week: string | undefined,
): Promise<Due | { skipped: string }> {
  if (!client || client.archivedAt !== null || !client.status.on || week === undefined)
    return { skipped: "this client gets no status" };
  const row =
    (await store.statuses.of(client.id, week)) ?? newStatus({ desk: client.desk, client: client.id, week });
  if (row.state === "posted") return { skipped: "it was posted before" };
  if (row.state === "skipped") return { skipped: "a member left it out" };
  return { client, row };
}

/** Shows the draft to who leads the client, to be edited, posted or skipped. */
export async function askForWord(
  ctx: Run,
  { client, row }: Due,
  title: (m: Messages) => string,
  pressing?: Pressing,
): Promise<void> {
  const shown = await statusNow(ctx, client, row);
  const draft = { ...row, version: Math.max(1, row.version) };
  const view = (m: Messages) => ({ ...statusPreview(client, draft, shown, m), title: title(m) });
  const say = await toLead(ctx, client, view, pressing);
  await ctx.commit({ writes: row.version === 0 ? [statusWrite(row)] : [], says: say });
}

/** A client without a channel can't be told anything: its lead hears how to change that. */
export async function nowhere(ctx: Run, client: Client): Promise<void> {
  const { code, name } = client;
  const view = (m: Messages) => ({
    title: m.status.nowhere(name),
    body: [
      v.text(m.desk.dmNoChannel(code)),
      v.text(m.status.turnOff, " ", v.code(`settings client:${code} mode:off`)),
    ],
  });
  await ctx.commit({ says: await toLead(ctx, client, view, "failure") });
}

async function toLead(
  ctx: Run,
  client: Client,
  view: (m: Messages) => View,
  pressing?: Pressing,
): Promise<Say[]> {
  const lead = leadFor(await ctx.store.members.list(), client, ctx.now);
  if (!lead) return [];
  const reader = await ctx.readerOf(lead.person);
  return [
    {
      kind: "message",
      topic: "status",
      conversation: directTo(lead.person),
      guard: { kind: "member", person: lead.person, client: client.id },
      reader,
      ...(pressing ? { pressing } : {}),
      view: view(messages(reader.locale)),
    },
  ];
}
