import { messages } from "../../../src/i18n/index.ts";
import { text, withTyped } from "../../../src/view/build.ts";
import type { Deps } from "../act.ts";
import type { Activity } from "../activity.ts";
import { addressOf, threadIn } from "../codec.ts";
import { isDirect, zoneOf } from "../who.ts";

/** The bot was installed, or added to a conversation: it says once what to do next. */
export async function onArrived(
  { book, platform, log }: Deps,
  tenant: string,
  activity: Activity,
): Promise<void> {
  const { type, action, recipient, membersAdded } = activity;
  const installed = type === "installationUpdate" && action?.startsWith("add");
  const added = (membersAdded ?? []).some(({ id }) => id === recipient?.id);
  if (!installed && !added) return;
  const { base } = threadIn(activity.conversation.id);
  if (!(await book.greets(tenant, base))) return;
  const locale = activity.locale?.startsWith("hi") ? "hi" : "en";
  const { teams } = messages(locale);
  const view = {
    title: teams.hello,
    body: [text(...withTyped(isDirect(activity) ? teams.helloPerson : teams.helloChannel))],
  };
  const reader = { locale, zone: zoneOf(activity) ?? "UTC" } as const;
  await platform
    .send(addressOf(tenant, base), view, { key: `teams:hello:${base}`, reader })
    .catch((error: unknown) => {
      log.warn({ err: error }, "a new conversation could not be greeted");
    });
}
