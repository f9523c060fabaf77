import type { Messages } from "../i18n/index.ts";
import { actions } from "../view/build.ts";
import type { View } from "../view/nodes.ts";

/** An *Undo* button under what was just done. */
export const undoAction = (view: View, m: Messages): View => ({
  ...view,
  body: [...view.body, actions({ label: m.request.buttons.undo, verb: "undo", input: {} })],
});
