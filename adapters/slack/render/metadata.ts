import { z } from "zod";
import type { Place } from "../../../src/invocation.ts";
import { STAMP_LENGTH, type Stamps } from "../../../src/stamps.ts";
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

/** Where a view is opened, and for whom: what it carries comes back from them alone, as it was. */
export interface Origin {
  place: Place;
  stamp(words: string): string;
}

export interface Origins {
  of(place: Place, user: string): Origin;
  /** What a view carries; undefined if it wasn't opened by this person, by this workspace's app, just so. */
  read(words: unknown, workspace: string, user: string): Carried | undefined;
}

export function createOrigins(stamps: Stamps): Origins {
  const whose = (workspace: string, user: string): string => `${workspace}|${user}`;
  return {
    of: (place, user) => ({ place, stamp: (words) => stamps.on(words, whose(place.workspace, user)) }),
    read(given, workspace, user) {
      if (typeof given !== "string") return undefined;
      const [stamp, words] = [given.slice(0, STAMP_LENGTH), given.slice(STAMP_LENGTH)];
      return stamps.fits(stamp, words, whose(workspace, user)) ? readWords(words, workspace) : undefined;
    },
  };
}

export function writeMetadata(
  { verb, preset, reader }: Omit<Carried, "place">,
  { place, stamp }: Origin,
): string {
  const words = JSON.stringify({
    v: verb,
    p: preset,
    c: readAddress(place.address).channel,
    n: place.name,
    t: place.thread,
    l: reader.locale,
    z: reader.zone,
  });
  return `${stamp(words)}${words}`;
}

/** A place is only ever one of the workspace it comes from, and private only where its id says so. */
function readWords(words: string, workspace: string): Carried | undefined {
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
