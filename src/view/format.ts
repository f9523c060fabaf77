import { DateTime } from "luxon";
import type { DateSpan, Reader } from "./nodes.ts";

/** A date span in words, in the reader's language: "Tue 24 Nov, 14:00". The year shows only when it isn't `now`'s. Digits stay Latin. */
export function formatDate(span: DateSpan, reader: Reader, now: Date): string {
  const zone = span.zone ?? reader.zone;
  const at = DateTime.fromISO(span.at, { zone }).setLocale(`${reader.locale}-u-nu-latn`);
  const year = at.year === DateTime.fromJSDate(now, { zone }).year ? "" : " yyyy";
  switch (span.style) {
    case "date":
      return at.toFormat(`ccc d LLL${year}`);
    case "time":
      return at.toFormat("HH:mm");
    case "date-time":
      return at.toFormat(`ccc d LLL${year}, HH:mm`);
    default:
      return span.style satisfies never;
  }
}
