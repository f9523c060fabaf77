import { formatDate } from "../../../src/view/format.ts";
import type { Chart, DateSpan, Reader } from "../../../src/view/nodes.ts";
import { URL_LENGTH } from "./limits.ts";

/** Who looks at what is rendered, and when. Where many do, Slack shows each of them a date in their own zone. */
export interface Look {
  reader: Reader;
  now: Date;
  readers: "one" | "many";
  /** The root of commands. */
  command: string;
  /** Charts without one are shown in words and bars. */
  pictures?: Pictures;
}

/** Charts that lie as files in the workspace, by the file's id. */
export type Pictures = ReadonlyMap<Chart, string>;

/** A date as words, or as what Slack needs to show it to each reader in their own zone. */
export function dateOf(
  span: DateSpan,
  look: Look,
): string | { seconds: number; format: string; fallback: string } {
  const words = formatDate(span, look.reader, look.now);
  if (look.readers === "one" || span.zone !== undefined) return words;
  const seconds = Math.floor(Date.parse(span.at) / 1000);
  return { seconds, format: FORMATS[span.style], fallback: `${words} (${look.reader.zone})` };
}

const FORMATS = {
  date: "{date_short_pretty}",
  time: "{time}",
  "date-time": "{date_short_pretty}, {time}",
} as const;

/** A link that Slack takes and that runs nothing. */
export function webLink(url: string): string | undefined {
  return url.length <= URL_LENGTH && /^https?:\/\/[^\s<>|]+$/i.test(url) ? url : undefined;
}
