import { defineCommand } from "citty";
import { AppError } from "../errors.ts";
import { messages } from "../i18n/index.ts";
import { withDesk } from "../main.ts";
import { causeOf } from "../outbox/cause.ts";
import { placeOf } from "../outbox/park.ts";
import { parkedRows, retryParked } from "../outbox/parked.ts";
import { systemClock } from "../time/clock.ts";
import { print, printJson } from "./output.ts";

const english = messages("en");

const retry = defineCommand({
  meta: { name: "retry", description: "Send a message again that was set aside, with what waited for it" },
  args: { id: { type: "positional", required: true, description: "Its id, as va-desk parked shows it" } },
  run: ({ args }) =>
    withDesk(async ({ database, settle }) => {
      const queued = await retryParked(database.db, args.id, systemClock.now());
      if (queued === 0) {
        throw new AppError(
          "not-parked",
          `No parked message has the id ${args.id}; va-desk parked lists them.`,
        );
      }
      await settle();
      const [still] = (await parkedRows(database.db)).filter(({ id }) => id === args.id);
      if (still) throw new AppError("parked-again", `It was set aside again: ${reasonOf(still.reason)}.`);
      print(
        queued === 1 ? "It is on its way." : `It is on its way, and ${queued - 1} more that waited for it.`,
      );
    }),
});

export const parked = defineCommand({
  meta: { name: "parked", description: "Messages that could not be delivered, and why" },
  args: {
    json: { type: "boolean", description: "As an array of {id, desk, place, topic, since, reason, remedy}" },
  },
  subCommands: { retry },
  run: ({ args }) =>
    withDesk(async ({ database, stores }) => {
      const rows = await parkedRows(database.db);
      const shown = await Promise.all(
        rows.map(async (row) => ({
          id: row.id,
          desk: row.desk,
          place: await placeOf(stores, row),
          topic: row.topic,
          since: row.createdAt.toISOString(),
          reason: row.reason,
          remedy: causeOf(row.reason, english).remedy,
        })),
      );
      if (args.json) return printJson(shown);
      if (shown.length === 0) return print("Nothing is set aside.");
      for (const { id, place, topic, since, reason, remedy } of shown) {
        print(`${since}  ${topic} to ${place}: ${reasonOf(reason)}. ${remedy}`);
        print(`  va-desk parked retry '${id}'`);
      }
    }),
});

const reasonOf = (reason: string): string => causeOf(reason, english).why;
