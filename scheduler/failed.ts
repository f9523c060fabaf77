import type { Desk } from "../src/domain/desk.ts";
import { directTo, type Say } from "../src/domain/outbox.ts";
import type { OccurrenceRow } from "../src/domain/schedule.ts";
import { messages } from "../src/i18n/index.ts";
import { write } from "../src/store/writes.ts";
import { text, when } from "../src/view/build.ts";
import type { RunnerConfig } from "./runner-config.ts";

/** Gives an occurrence up and tells the owners so, in one step. */
export async function failedChange(
  { stores }: Pick<RunnerConfig, "stores">,
  row: OccurrenceRow,
  desk: Desk,
  reason: string,
  now: Date,
): Promise<void> {
  // By hand it may be run again, and fail again.
  const key = `${row.job}|${row.subject}|${row.period}|failed|${row.version}`;
  const store = stores.forDesk(desk.id, null, { key, by: `job:${row.job}`, platform: "", now });
  const owners = (await store.members.list()).filter((member) => member.role === "owner");
  const says = await Promise.all(
    owners.map(async (owner): Promise<Say> => {
      const person = await stores.system.person(owner.person);
      const reader = { locale: person?.locale ?? desk.locale, zone: person?.zone ?? desk.zone };
      const { jobs } = messages(reader.locale);
      return {
        kind: "message",
        topic: "notice",
        conversation: directTo(owner.person),
        guard: { kind: "member", person: owner.person, client: null },
        pressing: "failure",
        reader,
        view: {
          title: jobs.failedTitle(jobs.names[row.job] ?? row.job),
          body: [text(jobs.failedFor, " ", when(row.at), "."), text(jobs.failedWhy(reason))],
        },
      };
    }),
  );
  await store.commit({
    writes: [write.occurrence.replace({ ...row, state: "failed", reason, finishedAt: now })],
    says,
  });
}
