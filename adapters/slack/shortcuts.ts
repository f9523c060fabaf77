import type { FromMessage } from "../../src/from-message.ts";

interface Shortcut {
  /** Names it in the manifest and in what Slack sends. */
  id: string;
  verb: FromMessage;
  /** In a message's menu, or beside the field that messages are typed in. */
  type: "message" | "global";
  /** Its words among those of the message extension, which is the same thing in Teams. */
  words: "request" | "createRequest" | "logTime" | "addToRequest";
}

/** What begins from a message, or from anywhere, without a word typed. */
export const shortcuts: readonly Shortcut[] = [
  { id: "create_request", verb: "request", type: "message", words: "createRequest" },
  { id: "log_time", verb: "log", type: "message", words: "logTime" },
  { id: "add_to_request", verb: "comment", type: "message", words: "addToRequest" },
  { id: "new_request", verb: "request", type: "global", words: "request" },
];
