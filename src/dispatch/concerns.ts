import type { Invocation } from "../invocation.ts";
import type { SystemStore } from "../store/system.ts";
import { takesEvery } from "./every-message.ts";
import { meaningOf } from "./reacted.ts";

/**
 * Is something that was heard our concern, so that it may be written down? Of what people say and do among themselves in a channel that is what
 * is under a card, an emoji that means something there, and every message where each is a request. Nothing else is kept.
 */
export async function concerns(system: SystemStore, { place, input }: Invocation): Promise<boolean> {
  switch (input.kind) {
    case "talk":
    case "changed":
      if (place.kind === "dm") return true;
      if (place.thread !== undefined) return (await system.cardAt(place.thread)) !== undefined;
      return input.kind === "talk" && takesEvery(await system.channel(place.address));
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
