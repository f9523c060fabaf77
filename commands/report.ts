import { z } from "zod";
import { defineCommand, type Reply } from "../src/command.ts";
import { type Ctx, clientMeant } from "../src/ctx.ts";
import type { Client } from "../src/domain/desk.ts";
import { satisfactionOf } from "../src/domain/satisfaction.ts";
import { UserError } from "../src/errors.ts";
import * as input from "../src/input.ts";
import { type Asked, healthReport, promisesReport } from "../src/reports.ts";
import { loadSurveys } from "../src/satisfaction.ts";
import { localDate } from "../src/time/zones.ts";
import * as v from "../src/view/build.ts";
import { satisfactionView } from "../src/views/satisfaction.ts";

const reports = ["satisfaction", "promises", "health"] as const;
const USUAL_MONTHS = 3;

/** How the desk is doing, for its owners. */
export const report = defineCommand({
  name: "report",
  aliases: ["reports"],
  summary: (m) => m.care.summaries.report,
  examples: [
    "report satisfaction client:ACME months:6",
    "report promises",
    "report promises months:12 as:csv",
    "report health",
  ],
  who: ["owner"],
  reads: true,
  input: z.object({
    what: input.choice(reports).optional(),
    client: input.clientRef.optional(),
    months: z.string().optional(),
    as: input.choice(["csv"]).optional(),
  }),
  positional: [{ key: "what", kind: "word", optional: true }],
  async run(ctx, { what = "satisfaction", client: code, months, as }): Promise<Reply> {
    const client = code === undefined ? undefined : await clientMeant(ctx, code);
    const asked = { ...daysOf(ctx, monthsMeant(ctx, months)), client: client?.id ?? null };
    switch (what) {
      case "satisfaction":
        return as === "csv" ? offer(ctx, what, asked) : satisfaction(ctx, asked, client, months);
      case "promises": {
        const same = { what, ...(client ? { client: client.id } : {}), ...(months ? { months } : {}) };
        return as === "csv"
          ? offer(ctx, what, asked)
          : promisesReport(ctx, asked, titleOf(ctx, what, asked, client), same);
      }
      case "health":
        return healthReport(ctx, client);
      default:
        return what satisfies never;
    }
  },
});

function titleOf(ctx: Ctx, what: "satisfaction" | "promises", asked: Asked, client?: Client): string {
  const words = what === "promises" ? ctx.m.promise.report.title : ctx.m.care.report.title;
  return words(client?.name ?? ctx.desk.name, asked.from.slice(0, 7), asked.to.slice(0, 7));
}

function monthsMeant(ctx: Ctx, words: string | undefined): number {
  const months = words === undefined ? USUAL_MONTHS : Number(/^\d{1,2}$/.exec(words.trim())?.[0]);
  if (months >= 1 && months <= 24) return months;
  throw new UserError("months", ctx.m.care.report.badMonths(words ?? ""), { field: "months" });
}

/** Whole months up to today, the present one counted. */
function daysOf(ctx: Ctx, months: number): { from: string; to: string } {
  const to = localDate(ctx.now, ctx.desk.zone);
  const first = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - months;
  const month = String((first % 12) + 1).padStart(2, "0");
  return { from: `${Math.floor(first / 12)}-${month}-01`, to };
}

async function satisfaction(
  ctx: Ctx,
  asked: Asked,
  client: Client | undefined,
  months: string | undefined,
): Promise<Reply> {
  const { surveys, clientOf, aboutOf } = await loadSurveys(ctx.store, asked, ctx.desk.zone);
  const same = {
    what: "satisfaction",
    ...(client ? { client: client.id } : {}),
    ...(months ? { months } : {}),
  };
  const title = titleOf(ctx, "satisfaction", asked, client);
  const view = satisfactionView(
    satisfactionOf(surveys, ctx.desk.zone),
    {
      title,
      clientOf: (id) => clientOf(id)?.name ?? "?",
      aboutOf,
      actions: [{ label: ctx.m.time.csv, verb: "report", input: { ...same, as: "csv" } }],
    },
    ctx.m,
  );
  return { to: "actor", view };
}

/** The CSV comes as a file from a link that is theirs for a short while. */
async function offer(ctx: Ctx, what: "satisfaction" | "promises", asked: Asked): Promise<Reply> {
  const { desk, reader, m } = ctx;
  const { url, until } = await ctx.offer({
    what,
    desk: desk.id,
    reader,
    ...asked,
    who: null,
  });
  return {
    to: "actor",
    view: {
      title: titleOf(ctx, what, asked),
      body: [
        v.text(v.link(m.care.report.csvLink, url)),
        v.context(`${m.time.csvUntil} `, v.when(until, "time"), `. ${m.time.csvSecret}`),
      ],
    },
  };
}
