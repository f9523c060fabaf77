import type { Request } from "../domain/request.ts";
import type { TimeEntry } from "../domain/time-entry.ts";
import type { Messages } from "../i18n/index.ts";
import { actions } from "../view/build.ts";
import type { View } from "../view/nodes.ts";

/** An *Undo* button under what was just done. It stands there for good, so it names what it takes back. */
export const undoAction = (view: View, m: Messages, of: string): View => ({
  ...view,
  body: [...view.body, actions({ label: m.request.buttons.undo, verb: "undo", input: { of } })],
});

/** What names the last step of a request. */
export const stepName = ({ id, before }: Pick<Request, "id" | "before">): string =>
  `${id}@${before?.at.toISOString() ?? ""}`;

/** What names time that was logged at once. */
export const entriesName = (entries: readonly Pick<TimeEntry, "id">[]): string =>
  entries
    .map(({ id }) => id)
    .sort()
    .join(" ");
