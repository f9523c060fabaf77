import type { Request } from "../domain/request.ts";
import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Action, Node, View } from "../view/nodes.ts";
import { dueSpans } from "./request-card.ts";

/** A short word under a card about what somebody just did to it. */
export const followUp = (title: string, words = ""): View => ({
  title,
  body: words === "" ? [] : [v.quote(words)],
});

/** A delivery, as those see it who are to accept it. */
export function deliveryFollowUp(
  m: Messages,
  by: string,
  { ref, request, version, link }: { ref: string; request: string; version: number; link: string },
): View {
  const press = (verb: "approve" | "changes"): Action => ({
    label: m.request.buttons[verb],
    verb,
    input: { ref: request },
    revision: version,
    ...(verb === "approve" ? { style: "primary" as const } : {}),
  });
  const shown: Node[] =
    link === "" ? [] : [v.text(/^https?:\/\/\S+$/.test(link) ? v.link(link, link) : v.plain(link))];
  return {
    title: m.request.deliveredBy(by, ref),
    body: [...shown, v.text(m.jobs.deliveryAsk), v.actions(press("approve"), press("changes"))],
  };
}

/** A promised date has moved. */
export const dueMoved = (m: Messages, by: string, ref: string, after: Pick<Request, "due">): View => ({
  title: m.request.dueBy(by, ref),
  body: [v.text(...dueSpans(after, m))],
});

/** Work stands still until the client does something. */
export const waitsOnYou = (
  m: Messages,
  ref: string,
  { reason, solution }: { reason: string; solution: string },
): View => ({
  title: m.request.blockedOnYou(ref),
  body: [v.quote(reason), ...(solution === "" ? [] : [v.text(`${m.request.proposed}: `, solution)])],
});
