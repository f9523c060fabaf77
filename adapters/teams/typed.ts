import type { Activity } from "./activity.ts";
import { mentionOf } from "./codec.ts";
import type { TeamsBook } from "./port.ts";

/** Is it said to the bot: by its name, or so that nobody else sees it? */
export const isToBot = ({ entities, recipient }: Activity): boolean =>
  recipient?.isTargeted === true ||
  (entities ?? []).some(({ type, mentioned }) => type === "mention" && mentioned?.id === recipient?.id);

/**
 * What a person typed: the bot's own name is gone, people are the core's `<@teams:…>` where we know them, else `@Name`; blanks are
 * blanks; the root that Slack people are used to (`/va`) may stand before a command.
 */
export async function typedText(
  activity: Activity,
  tenant: string,
  book: Pick<TeamsBook, "userByAccount">,
): Promise<string> {
  let text = unnamed((activity.text ?? "").replace(/&nbsp;|\u00a0/g, " "));
  for (const { type, text: token, mentioned } of activity.entities ?? []) {
    if (type !== "mention" || !token || !mentioned) continue;
    if (mentioned.id === activity.recipient?.id) text = text.replace(token, "");
    else {
      const known = await book.userByAccount(tenant, mentioned.id);
      const name = mentioned.name ?? token.replace(/<[^>]*>/g, "");
      text = text.replace(token, known ? mentionOf(tenant, known.id) : `@${unnamed(name)}`);
    }
  }
  return plain(text)
    .trim()
    .replace(/^\/?va\s+(?=\S)/i, "")
    .replace(/^\/(?=\w)/, "");
}

/** Somebody who types the characters of a mention names nobody: to be done before mentions are put in. */
const unnamed = (text: string): string => text.replace(/<@(?=[a-z]+:[^\s<>]*>)/gi, "< @");

const plain = (text: string): string => text.replace(/<at[^>]*>(.*?)<\/at>/g, "@$1");
