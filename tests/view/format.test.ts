import fc from "fast-check";
import { DateTime } from "luxon";
import { expect, test } from "vitest";
import { formatDate } from "../../src/view/format.ts";
import type { DateSpan, Locale } from "../../src/view/nodes.ts";

const now = new Date("2026-11-24T10:00:00Z");
const patterns = { date: "ccc d LLL", time: "HH:mm", "date-time": "ccc d LLL, HH:mm" } as const;
const spans = fc.record({
  kind: fc.constant("date" as const),
  at: fc
    .date({ min: new Date("2026-01-02"), max: new Date("2026-12-30"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  style: fc.constantFrom("date" as const, "time" as const, "date-time" as const),
});

test("dates are said as luxon says them, in every zone and both languages", () => {
  fc.assert(
    fc.property(
      spans,
      fc.constantFrom<Locale>("en", "hi"),
      fc.constantFrom(...Intl.supportedValuesOf("timeZone")),
      (span, locale, zone) => {
        const luxon = DateTime.fromISO(span.at, { zone }).setLocale(`${locale}-u-nu-latn`);
        expect(formatDate(span, { locale, zone }, now)).toBe(luxon.toFormat(patterns[span.style]));
      },
    ),
    { numRuns: 300 },
  );
});

test("the year is said only where it is another one, in the reader's zone", () => {
  const at = (iso: string, zone: string): string => {
    const span: DateSpan = { kind: "date", at: iso, style: "date" };
    return formatDate(span, { locale: "en", zone }, now);
  };
  expect(at("2026-12-31T23:00:00Z", "UTC")).toBe("Thu 31 Dec");
  expect(at("2026-12-31T23:00:00Z", "Asia/Kolkata")).toBe("Fri 1 Jan 2027");
});

test("a span's own zone comes before the reader's", () => {
  const span: DateSpan = {
    kind: "date",
    at: "2026-11-24T10:00:00Z",
    style: "date-time",
    zone: "Asia/Kolkata",
  };
  expect(formatDate(span, { locale: "en", zone: "UTC" }, now)).toBe("Tue 24 Nov, 15:30");
});
