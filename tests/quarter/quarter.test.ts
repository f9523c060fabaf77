import { readFileSync } from "node:fs";
import { DateTime } from "luxon";
import { test } from "vitest";
import { openWorld } from "../support/desk.ts";
import { actsOf } from "./acts.ts";
import { setUp, zoneOf } from "./cast.ts";
import { type Down, drive } from "./drive.ts";
import { type Told, toldSince } from "./told.ts";

/** Made by Python, from the same settings. */
const table = readFileSync(new URL("../fixtures/quarter/expected.tsv", import.meta.url), "utf8");
const expected = (name: string): string[] =>
  table
    .split("\n")
    .filter((line) => line.startsWith(`${name}\t`))
    .map((line) => line.slice(name.length + 1));

const asRow = ({ at, kind, subject }: Told): string =>
  [at.toISOString().slice(0, 16), kind, subject].join("\t");

/** As a person reads it: what came when, on whose clock. */
function asLog(all: readonly string[]): string {
  const lines = all.map((row) => {
    const [at = "", kind = "", subject = ""] = row.split("\t");
    const who = subject.split(" ")[0] ?? "";
    const zone = zoneOf(who);
    const there = DateTime.fromISO(at, { zone: "utc" }).setZone(zone);
    return `${there.toFormat("ccc dd LLL yyyy HH:mm ZZ")}  ${zone.padEnd(20)}  ${kind.padEnd(8)} ${subject}`;
  });
  return `${lines.join("\n")}\n`;
}

const spans: readonly (readonly [
  name: string,
  away: string,
  from: string,
  to: string,
  down: readonly Down[],
])[] = [
  [
    "autumn",
    "2026-10-19 to 2026-10-23",
    "2026-10-01",
    "2026-12-01",
    [["2026-10-14T02:00Z", "2026-10-14T05:00Z"]],
  ],
  [
    "spring",
    "2027-03-29 to 2027-04-01",
    "2027-03-08",
    "2027-04-10",
    [["2027-03-28T00:00Z", "2027-03-28T03:00Z"]],
  ],
];

test.concurrent.for<(typeof spans)[number]>(spans)(
  "in the %s everything comes once, at the minute that another language's zones and holidays say",
  // A busy machine takes its time over 90 days.
  { timeout: 600_000 },
  async ([name, away, from, to, down], { expect }) => {
    const begin = new Date(`${from}T00:00:00Z`);
    const before = new Date(begin.getTime() - 86_400_000);
    const world = await openWorld(before.toISOString());
    try {
      await setUp(world, away);
      await drive(world, before, new Date(`${to}T00:00:00Z`), down, actsOf(name));
      const told = (await toldSince(world, begin)).map(asRow).sort();
      expect(told).toEqual(expected(name).sort());
      await expect(asLog(told)).toMatchFileSnapshot(`log-${name}.txt`);
    } finally {
      await world.close();
    }
  },
);
