import type { CallSlack } from "./clients.ts";

/** The address of a message, as Slack makes it; `otherwise` where the bot can't see the channel or Slack can't be asked. */
export async function messageLink(
  call: CallSlack,
  { workspace, channel, ts }: { workspace: string; channel: string; ts: string },
  otherwise = "",
): Promise<string> {
  try {
    const asked = { channel, message_ts: ts };
    const { permalink } = await call(workspace, (client) => client.chat.getPermalink(asked));
    return permalink ?? otherwise;
  } catch {
    return otherwise;
  }
}
