import type { Invocation } from "../invocation.ts";
import type { SystemStore } from "../store/system.ts";
import { takesEvery } from "./every-message.ts";
import { madeOf, talkedOf } from "./followed.ts";
import { meaningOf } from "./reacted.ts";

/**
 * Is something that was heard our concern, so that it may be written down? Of what people say and do among themselves in a channel that is what
 * is under a card or under what became a request, an emoji that means something there, and every message where each is a request. Nothing else is
 * kept.
 */
export async function concerns(system: SystemStore, invocation: Invocation): Promise<boolean> {
  const { place, input } = invocation;
  switch (input.kind) {
    case "talk":
      if (place.kind === "dm") return true;
      if (place.thread !== undefined) return (await talkedOf(system, place)) !== undefined;
      return takesEvery(await system.channel(place.address));
    case "changed": {
      if (place.kind === "dm") return place.thread !== undefined;
      const waiting = invocation.message && system.draftOf(invocation.message.ref);
      const found = await Promise.all([madeOf(system, invocation), talkedOf(system, place), waiting]);
      return found.some((one) => one !== undefined);
    }
    case "reaction":
      return (await meaningOf(system, place, input)) !== undefined;
    case "line":
    case "form":
    case "action":
    case "open":
      return true;
    default:
      return input satisfies never;
  }
}
