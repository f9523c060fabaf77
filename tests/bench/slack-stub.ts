import { loopback } from "../support/loopback.ts";

export const TEAM = "T1";
/** The app that is called. */
export const APP = "A1";
export const SECRET = "a-signing-secret-of-the-bench";
export const TOKEN = "xoxb-of-the-bench";

export interface SlackStub {
  url: string;
  /** How many messages were posted. */
  posted(): number;
  stop(): Promise<void>;
}

/**
 * Slack's API at its quickest: says yes to everything, so that it takes no time from what is measured. `told` hears what is said to one
 * person alone.
 */
export async function startSlackStub(told: (words: string) => void = () => undefined): Promise<SlackStub> {
  let posts = 0;
  const answers: Record<string, (fields: URLSearchParams, token: string) => object> = {
    // A token of another workspace says which.
    "auth.test": (_, token) => ({
      team_id: /T[A-Z]+\d+$/.exec(token)?.[0] ?? TEAM,
      team: "Bench",
      user_id: "UBOT",
      bot_id: "B1",
    }),
    "conversations.open": (fields) => ({ channel: { id: `D${fields.get("users") ?? "1"}` } }),
    "users.info": (fields) => ({ user: { id: fields.get("user"), name: "somebody", tz: "UTC" } }),
    "chat.postMessage": (fields) => {
      posts += 1;
      return { channel: fields.get("channel"), ts: `1700000000.${String(posts).padStart(6, "0")}` };
    },
    "chat.postEphemeral": (fields) => {
      told(fields.get("blocks") ?? "");
      return { message_ts: "1700000000.000001" };
    },
    "chat.update": (fields) => ({ channel: fields.get("channel"), ts: fields.get("ts") }),
  };
  const server = await loopback(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.split("/").at(-1) ?? "";
    const fields = new URLSearchParams(Buffer.concat(chunks).toString());
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ ok: true, ...answers[method]?.(fields, request.headers.authorization ?? "") }),
    );
  });
  return {
    url: `${server.url}/api/`,
    posted: () => posts,
    stop: () => server.close(),
  };
}
