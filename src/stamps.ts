import { createHmac, timingSafeEqual } from "node:crypto";

/** Marks on words that go out by way of somebody's chat and come back: each is good for the words as they were, and for one person. */
export interface Stamps {
  on(words: string, whose: string): string;
  fits(stamp: string, words: string, whose: string): boolean;
}

const BYTES = 18;
/** Of a stamp, in characters. */
export const STAMP_LENGTH = 24;

/** By the first of these secrets; what another one made counts too. */
export function createStamps(secrets: readonly [string, ...string[]]): Stamps {
  const made = (secret: string, words: string, whose: string): string =>
    createHmac("sha256", secret)
      .update(`${whose}|${words}`)
      .digest()
      .subarray(0, BYTES)
      .toString("base64url");
  return {
    on: (words, whose) => made(secrets[0], words, whose),
    fits: (stamp, words, whose) =>
      secrets.some((secret) => same(Buffer.from(stamp), Buffer.from(made(secret, words, whose)))),
  };
}

const same = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
