import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { actingFor, awayAt, awayProblem, awaySpans, coveredBy } from "../../src/domain/away.ts";
import { followUpsOf, leadFor } from "../../src/domain/follow-up.ts";
import { addDays, localDate } from "../../src/time/zones.ts";
import { aFollowUp, aMember } from "../support/requests.ts";

const off = (from: string, to: string, cover: string | null = null) => ({ id: from, from, to, cover });
const utc = (at: string) => new Date(`${at}:00Z`);

test("days off are whole days of the member's own zone, over a change of the clocks too", () => {
  const berlin = { zone: "Europe/Berlin", spans: [], holidays: [] };
  const [span] = awaySpans({ hours: berlin, away: [off("2026-10-24", "2026-10-25", "ben")] });
  expect(span).toEqual({
    absence: "2026-10-24",
    from: utc("2026-10-23T22:00"),
    to: utc("2026-10-25T23:00"),
    cover: "ben",
  });
});

test("somebody is away exactly on the days between", () => {
  const zones = ["Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "America/Santiago", "Europe/London"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: -48, max: 60 * 24 }),
      (zone, start, days, hours) => {
        const from = addDays("2026-01-01", start);
        const to = addDays(from, days);
        const member = aMember({ hours: { zone, spans: [], holidays: [] }, away: [off(from, to)] });
        const at = DateTime.fromISO(from, { zone }).plus({ hours }).toJSDate();
        const day = localDate(at, zone);
        expect(awayAt(member, at) !== undefined).toBe(from <= day && day <= to);
      },
    ),
  );
});

test("work goes to the cover while they are away, and to nobody where there is none or who was chosen has left", () => {
  const during = utc("2026-08-05T10:00");
  const asha = (cover: string | null) => aMember({ away: [off("2026-08-03", "2026-08-07", cover)] });
  const ben = aMember({ person: "ben" });
  expect(actingFor([asha("ben"), ben], "asha", during)).toBe("ben");
  expect(actingFor([asha("ben"), ben], "asha", utc("2026-08-08T10:00"))).toBe("asha");
  expect(actingFor([asha(null), ben], "asha", during)).toBe("asha");
  expect(actingFor([asha("somebody who left"), ben], "asha", during)).toBe("asha");
  expect(coveredBy([asha("ben"), ben], "ben", during).map(({ person }) => person)).toEqual(["asha"]);
  expect(coveredBy([asha("ben"), ben], "asha", during)).toEqual([]);
});

test("what clients say goes to the cover of an absent lead, who has the lead's follow-ups in their day", () => {
  const during = utc("2026-08-05T10:00");
  const asha = aMember({ away: [off("2026-08-03", "2026-08-07", "ben")] });
  const ben = aMember({ person: "ben", role: "assistant" });
  const acme = { id: "acme", lead: "asha" };
  expect(leadFor([asha, ben], acme, during)?.person).toBe("ben");
  expect(leadFor([asha, ben], acme, utc("2026-08-08T10:00"))?.person).toBe("asha");
  // Who doesn't serve the client stands in for nothing there.
  expect(leadFor([asha, { ...ben, clients: [] }], acme, during)?.person).toBe("asha");
  const one = aFollowUp({ owner: "asha", client: "acme", audience: "team", due: "2026-08-20" });
  expect(followUpsOf(ben, [one], during)).toEqual([]);
  expect(followUpsOf(ben, [one], during, ["asha"])).toEqual([one]);
  // What is for owners alone stays theirs.
  expect(followUpsOf(ben, [{ ...one, audience: "owners" }], during, ["asha"])).toEqual([]);
});

test("who has no working time on those days covers for nobody: weekdays off, holidays, but not half a day", () => {
  const office = { zone: "Europe/London", spans: [{ weekday: 1, from: "09:00", to: "17:00" }], holidays: [] };
  const team = (hours: typeof office, holidays: string[] = []) => {
    const away = aMember({ person: "asha", name: "Asha" });
    const cover = { ...aMember({ person: "ben", name: "Ben" }), hours: { ...hours, holidays } };
    return (from: string, to: string) => awayProblem(off(from, to, "ben"), away, [away, cover], []);
  };
  // 30 November 2026 is a Monday.
  expect(team(office)("2026-12-01", "2026-12-04")).toEqual({ problem: "cover-off", name: "Ben" });
  expect(team(office, ["2026-11-30"])("2026-11-27", "2026-12-04")).toEqual({
    problem: "cover-off",
    name: "Ben",
  });
  expect(team(office)("2026-11-27", "2026-11-30")).toBeUndefined();
});
