import { createHash } from "node:crypto";
import type { MessageRef } from "../../../src/domain/ids.ts";
import type { Input } from "../../../src/invocation.ts";
import type { Activity } from "../activity.ts";
import { refOf, threadIn } from "../codec.ts";
import { readButton } from "../render/button.ts";
import { isDirect, userIdOf } from "../who.ts";

/** What was done, its key, and where it counts if not where it was done. */
export interface Acted {
  input: Input;
  key: string;
  elsewhere?: string;
}

/** A button of ours, however it comes: as an invoke, or from an old client as a message. */
export function press(activity: Activity, data: unknown): Acted | undefined {
  const pressed = readButton(data);
  if (!pressed) return undefined;
  const { elsewhere, ...button } = pressed;
  const where = elsewhere === undefined ? {} : { elsewhere };
  return { input: { kind: "action", ...button }, key: pressKey(activity, button), ...where };
}

/** The same button on the same state of the same card, by the same person, is one act. */
function pressKey(activity: Activity, pressed: { verb: string; values: object; revision?: number }): string {
  const { conversation, replyToId } = activity;
  const what = `${pressed.verb}:${digest(pressed.values)}:${pressed.revision ?? "-"}`;
  return `teams:click:${conversation.id}:${replyToId ?? "-"}:${what}:${userIdOf(activity)}`;
}

export const digest = (value: object): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 16);

/** The message in this person's own chat on which something was pressed; undefined where others see it too. */
export function ownMessage(tenant: string, activity: Activity): MessageRef | undefined {
  if (!isDirect(activity) || !activity.replyToId) return undefined;
  return refOf(tenant, threadIn(activity.conversation.id).base, activity.replyToId);
}
