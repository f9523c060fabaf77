interface At {
  tenant: string;
  conversation: string;
  message: string;
  /** The message that heads its thread. */
  head?: string | undefined;
}

/** The address of a message for people; "" in personal chats, which nobody else can open. */
export function messageLink({ tenant, conversation, message, head = message }: At): string {
  if (!conversation.startsWith("19:")) return "";
  const [id, which] = [conversation, message].map(encodeURIComponent);
  const isChannel = /@thread\.(?:tacv2|skype)$/.test(conversation);
  const query: Record<string, string> = isChannel
    ? { tenantId: tenant, parentMessageId: head }
    : { context: JSON.stringify({ contextType: "chat" }) };
  return `https://teams.microsoft.com/l/message/${id}/${which}?${new URLSearchParams(query)}`;
}
