import type { Input, Invocation, Place } from "../../../src/invocation.ts";
import type { Deps } from "../act.ts";
import type { Activity } from "../activity.ts";
import { refOf, threadIn } from "../codec.ts";
import { readButton } from "../render/button.ts";
import { mentionsBot, typedText } from "../typed.ts";
import { filesOf, isDirect, placeOf, speakerOf, userIdOf } from "../who.ts";

/**
 * Words to the bot: in a personal chat, to it by name, or, where the team lets it hear all, talk that may be its concern. A button of an old
 * client comes as a message with a value.
 */
export async function messageInvocation(
  { book, elsewhere, clock }: Deps,
  tenant: string,
  activity: Activity,
): Promise<Invocation | undefined> {
  if (!activity.id) return undefined;
  const pressed = readButton(activity.value);
  if (pressed) {
    const { elsewhere: token, ...button } = pressed;
    return said({ kind: "action", ...button }, elsewhere.open(token, userIdOf(activity)));
  }
  return {
    ...said(await inputOf(tenant, activity, book)),
    message: messageOf(tenant, activity, clock.now()),
  };

  function said(what: Input, place: Place = placeOf(tenant, activity)): Invocation {
    const key = `teams:msg:${tenant}:${activity.conversation.id}:${activity.id}`;
    return { key, actor: speakerOf(tenant, activity), place, input: what };
  }
}

function messageOf(tenant: string, { conversation, id = "", timestamp }: Activity, now: Date) {
  const said = new Date(timestamp ?? "");
  const ref = refOf(tenant, threadIn(conversation.id).base, id ?? "");
  return { ref, at: Number.isNaN(said.getTime()) ? now : said };
}

async function inputOf(tenant: string, activity: Activity, book: Deps["book"]): Promise<Input> {
  const files = filesOf(activity);
  const text = await typedText(activity, tenant, book);
  const said = { text, ...(files.length === 0 ? {} : { files }) };
  if (isDirect(activity) || mentionsBot(activity)) return { kind: "line", loose: true, ...said };
  // A whole command that names us by its root needs no mention.
  if (/^\s*\/va\s/i.test(activity.text ?? "")) return { kind: "line", ...said };
  return { kind: "talk", ...said };
}
