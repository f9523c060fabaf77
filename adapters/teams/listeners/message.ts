import type { Input, Invocation } from "../../../src/invocation.ts";
import type { Deps } from "../act.ts";
import type { Activity } from "../activity.ts";
import { refOf, threadIn } from "../codec.ts";
import { isToBot, typedText } from "../typed.ts";
import { filesOf, isDirect, isGroupChat, placeOf, speakerOf, userIdOf } from "../who.ts";
import { digest, press } from "./press.ts";

/** A button of an old client, which comes as a message with a value. */
export function pressInvocation(
  { elsewhere }: Deps,
  tenant: string,
  activity: Activity,
): Invocation | undefined {
  const pressed = press(activity, activity.value);
  if (!pressed) return undefined;
  const place = elsewhere.open(pressed.elsewhere, userIdOf(activity)) ?? placeOf(tenant, activity);
  return { key: pressed.key, actor: speakerOf(tenant, activity), place, input: pressed.input };
}

/** Words to the bot: in a personal chat, to it by name or by slash, or, where the team lets it hear all, talk that may be its concern. */
export async function messageInvocation(
  deps: Deps,
  tenant: string,
  activity: Activity,
): Promise<Invocation | undefined> {
  if (!activity.id) return undefined;
  return {
    key: `teams:msg:${tenant}:${activity.conversation.id}:${activity.id}`,
    actor: speakerOf(tenant, activity),
    place: placeOf(tenant, activity),
    input: await inputOf(deps, tenant, activity),
    message: messageOf(tenant, activity, deps.clock.now()),
  };
}

/** Somebody's words that they changed, took back, or took back no longer. */
export async function changeInvocation(
  deps: Deps,
  tenant: string,
  activity: Activity,
): Promise<Invocation | undefined> {
  const act = await messageInvocation(deps, tenant, activity);
  if (!act || !("text" in act.input)) return undefined;
  const text = activity.type === "messageDelete" ? "" : act.input.text;
  // Where only a picture or our name is left, the words stay as they were.
  if (activity.type !== "messageDelete" && !text.trim()) return undefined;
  const each = `${activity.type}:${String(activity.timestamp ?? "")}:${digest({ text })}`;
  const { at } = act.message ?? { at: deps.clock.now() };
  return { ...act, key: `${act.key}:${each}`, input: { kind: "changed", said: act.key, text, at } };
}

function messageOf(tenant: string, { conversation, id = "", timestamp }: Activity, now: Date) {
  const said = new Date(timestamp ?? "");
  const ref = refOf(tenant, threadIn(conversation.id).base, id ?? "");
  return { ref, at: Number.isNaN(said.getTime()) ? now : said };
}

async function inputOf({ book, reads }: Deps, tenant: string, activity: Activity): Promise<Input> {
  const files = filesOf(tenant, activity);
  const text = await typedText(activity, tenant, book);
  const said = { text, ...(files.length === 0 ? {} : { files }) };
  if (isDirect(activity) || isToBot(activity)) return { kind: "line", loose: true, ...said };
  // A whole command that names us by its root needs no mention.
  if (/^\s*\/va\s/i.test(activity.text ?? "")) return { kind: "line", ...said };
  // A group chat that we are in is small enough to be asked in plain words.
  if (isGroupChat(activity) && (await reads(text))) return { kind: "line", ...said };
  return { kind: "talk", ...said };
}
