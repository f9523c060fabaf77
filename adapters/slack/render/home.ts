import type { types } from "@slack/bolt";
import type { View } from "../../../src/view/nodes.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { blocksOf } from "./message.ts";
import { type Origin, writeMetadata } from "./metadata.ts";
import { CALLBACK_ID } from "./modal.ts";

const ROOM = { blocks: limits.VIEW_BLOCKS, weight: limits.VIEW_WEIGHT };

/** A View as the page that somebody has with the app; what is pressed on it counts as pressed in their direct messages. */
export function homeView(view: View, look: Look, origin: Origin): types.HomeView {
  return {
    type: "home",
    callback_id: CALLBACK_ID,
    private_metadata: writeMetadata({ verb: "home", preset: {}, reader: look.reader }, origin),
    blocks: blocksOf(view, look, ROOM),
  };
}
