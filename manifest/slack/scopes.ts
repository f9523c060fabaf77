/** A permission of the bot, and what in `adapters/slack` could not be done without it. */
export interface Scope {
  name: string;
  why: string;
  /** Methods of Slack's API. */
  methods?: readonly string[];
  /** Events that Slack delivers only with it. */
  events?: readonly string[];
}

const HISTORY = ["conversations.history", "conversations.replies"] as const;

/** The least that does the job. What isn't here (reading channel lists, e-mail addresses, joining by itself) is not asked for. */
export const scopes: readonly Scope[] = [
  { name: "commands", why: "the slash command, and the shortcuts in a message's menu" },
  {
    name: "chat:write",
    why: "to post cards, answers and the weekly status where the bot is a member, and to edit its own messages",
    methods: ["chat.postMessage", "chat.update", "chat.postEphemeral"],
  },
  {
    name: "app_mentions:read",
    why: "to hear what is said to it by name",
    events: ["app_mention"],
  },
  {
    name: "im:write",
    why: "to open a direct conversation, for the morning digest and for what only one person should see",
    methods: ["conversations.open"],
  },
  {
    name: "im:history",
    why: "to hear direct messages to the bot, and to look whether its own message arrived before sending it again",
    methods: HISTORY,
    events: ["message.im"],
  },
  {
    name: "channels:history",
    why: "the same in public channels the bot was invited to: talk in a card's thread becomes a comment, and where the owner chose so every message a request; anything else is not kept",
    methods: HISTORY,
    events: ["message.channels"],
  },
  {
    name: "groups:history",
    why: "the same in private channels the bot was invited to",
    methods: HISTORY,
    events: ["message.groups"],
  },
  {
    name: "reactions:read",
    why: "to hear the emoji that file a message or take a step, where the bot is a member; any other emoji means nothing to it",
    events: ["reaction_added"],
  },
  {
    name: "pins:write",
    why: "to pin the message with the New request button, where the bot is a member; without it people pin it themselves",
    methods: ["pins.add"],
  },
  {
    name: "users:read",
    why: "names, languages and time zones, so that everybody reads times in their own",
    methods: ["users.info"],
  },
  {
    name: "files:read",
    why: "file fields in forms, links to the files that come with a message, and to see when its own pictures are ready",
    methods: ["files.info"],
  },
  {
    name: "files:write",
    why: "to bring the pictures of hours in the weekly status; without it they are bars and words",
    methods: ["files.getUploadURLExternal", "files.completeUploadExternal"],
  },
];

/** What Slack tells every app that asks, without a permission: that its home was opened, that it was taken out of a workspace. */
export const eventsWithoutScope = ["app_home_opened", "app_uninstalled", "tokens_revoked"] as const;

/** As a Markdown table. */
export function scopesTable(): string {
  const rows = scopes.map(({ name, why }) => `| \`${name}\` | ${why} |`);
  return ["| permission | what for |", "| --- | --- |", ...rows].join("\n");
}
