import { z } from "zod";
import type { Place } from "../../../src/invocation.ts";
import type { Reader } from "../../../src/view/nodes.ts";
import { addressOf, isDirect, PLATFORM, readAddress } from "../codec.ts";
import { parsed } from "./button.ts";

/** What travels in a view's `private_metadata`: where it was opened, for whom, and what a form carries unseen. */
export interface Carried {
  verb: string;
  preset: Readonly<Record<string, string>>;
  place: Place;
  reader: Reader;
}

const schema = z.object({
  v: z.string(),
  p: z.record(z.string(), z.string()),
  c: z.string().regex(/^[A-Z0-9]+$/),
  n: z.string().optional(),
  t: z.string().optional(),
  l: z.enum(["en", "hi"]),
  z: z.string(),
});

export function writeMetadata({ verb, preset, place, reader }: Carried): string {
  return JSON.stringify({
    v: verb,
    p: preset,
    c: readAddress(place.address).channel,
    n: place.name,
    t: place.thread,
    l: reader.locale,
    z: reader.zone,
  });
}

/** Read as something anybody may have written; a place is only ever one of the workspace it comes from, and private only where its id says so. */
export function readMetadata(words: unknown, workspace: string): Carried | undefined {
  const read = schema.safeParse(parsed(words));
  if (!read.success) return undefined;
  const { v: verb, p: preset, c: channel, n: name, t: thread, l: locale, z: zone } = read.data;
  const address = addressOf(workspace, channel);
  return {
    verb,
    preset,
    place: {
      platform: PLATFORM,
      workspace,
      address,
      kind: isDirect(channel) ? "dm" : "channel",
      ...(name === undefined ? {} : { name }),
      ...(thread?.startsWith(`${address}|`) ? { thread } : {}),
    },
    reader: { locale, zone },
  };
}
