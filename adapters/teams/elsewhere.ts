import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Place } from "../../src/invocation.ts";
import { PLATFORM } from "./codec.ts";

/**
 * Answers to somebody in a channel are given in their own chat. Their buttons and forms carry where they were asked for, sealed for this
 * person, so that what is pressed there counts in the channel, and nobody can speak in a place they made up.
 */
export interface Elsewhere {
  seal(place: Place, user: string): string;
  /** The place, if this person was given it. */
  open(token: string | undefined, user: string): Place | undefined;
}

const schema = z.object({ w: z.string(), a: z.string(), n: z.string().optional(), t: z.string().optional() });

export function createElsewhere(secret: string): Elsewhere {
  const macOf = (words: string, user: string): Buffer =>
    createHmac("sha256", secret).update(`${user}|${words}`).digest().subarray(0, 18);
  return {
    seal({ workspace, address, name, thread }, user) {
      const words = JSON.stringify({ w: workspace, a: address, n: name, t: thread });
      return `${Buffer.from(words).toString("base64url")}.${macOf(words, user).toString("base64url")}`;
    },
    open(token, user) {
      const [body = "", mac = ""] = (token ?? "").split(".");
      const words = Buffer.from(body, "base64url").toString();
      const given = Buffer.from(mac, "base64url");
      const right = macOf(words, user);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const { w: workspace, a: address, n: name, t: thread } = schema.parse(JSON.parse(words));
      return {
        platform: PLATFORM,
        workspace,
        address,
        kind: "channel",
        ...(name === undefined ? {} : { name }),
        ...(thread === undefined ? {} : { thread }),
      };
    },
  };
}
