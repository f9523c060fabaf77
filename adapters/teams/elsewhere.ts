import { z } from "zod";
import type { Place } from "../../src/invocation.ts";
import { createStamps } from "../../src/stamps.ts";
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
  const stamps = createStamps([secret]);
  return {
    seal({ workspace, address, name, thread }, user) {
      const words = JSON.stringify({ w: workspace, a: address, n: name, t: thread });
      return `${Buffer.from(words).toString("base64url")}.${stamps.on(words, user)}`;
    },
    open(token, user) {
      const [body = "", stamp = ""] = (token ?? "").split(".");
      const words = Buffer.from(body, "base64url").toString();
      if (!stamps.fits(stamp, words, user)) return undefined;
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
