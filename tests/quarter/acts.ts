import { readFileSync } from "node:fs";
import { collectionOf } from "../../src/store/collection.ts";
import * as c from "../../src/store/collections.ts";
import type { Form } from "../../src/view/nodes.ts";
import type { World } from "../support/desk.ts";

/** Something that somebody types at some minute. */
export interface Act {
  at: number;
  who: string;
  where: string;
  line: string;
}

const table = readFileSync(new URL("../fixtures/quarter/acts.tsv", import.meta.url), "utf8");

/** What people do in a season, the first first; make.py reads the same table. */
export const actsOf = (season: string): Act[] =>
  table
    .split("\n")
    .filter((line) => line.startsWith(`${season}\t`))
    .map((row) => {
      const [, at = "", who = "", where = "", line = ""] = row.split("\t");
      return { at: Date.parse(`${at}Z`), who, where, line };
    });

/** Carries it out as typed, with the names of requests for their titles. */
export async function perform(world: World, { who, where, line }: Act): Promise<void> {
  const names = await namesNow(world);
  const typed = line.replace(/\{(.+?)\}/g, (_, meant: string) => names.get(meant) ?? meant);
  const [, verb = "", what = "", rest = ""] = /^(checkin|survey) (answer|skip) (.+)$/.exec(typed) ?? [];
  const said =
    verb === "checkin"
      ? await world.press(who, where, verb, { what, id: await openPart(world, who, rest) })
      : verb === "survey"
        ? await world.press(who, where, verb, { id: await lastSurvey(world, who), score: rest })
        : await world.say(who, where, typed);
  // A form is sent as it stands, but for what has to be said.
  const { outcome, text } =
    said.outcome.kind === "form"
      ? await world.submit(who, where, said.outcome.form, filled(said.outcome.form))
      : said;
  if (outcome.kind !== "view" || outcome.refused) throw new Error(`${typed}: ${text}`);
  await world.settle();
}

const filled = ({ verb, fields, preset }: Form): Record<string, string> =>
  verb === "checkin" && preset["what"] === "answer"
    ? Object.fromEntries(fields.map(({ key, options }) => [key, options?.[0]?.value ?? "Fine"]))
    : {};

/** The question that somebody was asked last in the check-in of this title. */
async function openPart({ database: { db } }: World, who: string, title: string): Promise<string> {
  const checkIn = await collectionOf(db, c.checkIns).findOne({ title });
  const part = await collectionOf(db, c.checkInParts).findOne(
    // In a client's channel it is whoever answers.
    { checkIn: checkIn?._id, $or: [{ personName: new RegExp(`^${who}$`, "i") }, { person: null }] },
    { sort: { askedAt: -1 } },
  );
  if (!part) throw new Error(`${who} was not asked: ${title}`);
  return part._id;
}

async function lastSurvey({ database: { db } }: World, who: string): Promise<string> {
  const found = await collectionOf(db, c.surveys).findOne({ personName: who }, { sort: { askedAt: -1 } });
  if (!found) throw new Error(`${who} was asked nothing`);
  return found._id;
}

/** What stands for what in a line: requests by their titles, follow-ups by who raised them. */
async function namesNow(world: World): Promise<Map<string, string>> {
  const followUps = await collectionOf(world.database.db, c.followUps).find().toArray();
  return new Map([
    ...[...(await titlesOf(world))].map(([name, title]) => [title, name] as const),
    ...followUps.map((one) => [`@${one["fromName"]}`, String(one["code"])] as const),
  ]);
}

/** The titles of requests, by their names (`ACME-12`). */
export async function titlesOf({ database: { db } }: World): Promise<Map<string, string>> {
  const clients = await collectionOf(db, c.clients).find().toArray();
  const codes = new Map(clients.map((client) => [client._id, String(client["code"])]));
  const requests = await collectionOf(db, c.requests).find().toArray();
  return new Map(
    requests.map((one) => [`${codes.get(String(one["client"]))}-${one["number"]}`, String(one["title"])]),
  );
}
