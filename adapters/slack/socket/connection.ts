import { type App, SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../../src/log.ts";
import { boltLog } from "../bolt-log.ts";
import { clientOptions } from "../clients.ts";
import { inTime } from "../in-time.ts";
import { signedBy } from "../signed-by.ts";

export interface Needs {
  app: App;
  /** `A…`, where it is known. */
  id: string | undefined;
  appToken: string;
  apiUrl: string | undefined;
  log: Log;
}

/** One connection, for as long as it lasts. */
export interface Connection {
  /** Resolves when nothing new will be heard on it: it broke, or Slack said that it is about to end it. */
  over: Promise<void>;
  /** Hears nothing more; what was heard can still be acknowledged. */
  deafen(): void;
  close(): Promise<void>;
}

const READY_MS = 20_000;
const CLOSE_MS = 500;

const ending = z.object({ type: z.literal("disconnect") });

/**
 * Opens one connection. The SDK would wait five seconds before it opens the next one, and longer for a connection that Slack ends but does not
 * close, so here each lasts once and whoever keeps them opens the next. @throws whatever Slack or the network says
 */
export async function connect({ app, id, appToken, apiUrl, log }: Needs): Promise<Connection> {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLog(log),
    autoReconnectEnabled: false,
    customPropertiesExtractor: () => signedBy(id),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  });
  receiver.init(app);
  const { client } = receiver;
  const over = new Promise<void>((resolve) => {
    client.once("disconnected", () => resolve());
    client.on("ws_message", (data: unknown) => {
      if (typeof data === "string" && ending.safeParse(parsed(data)).success) resolve();
    });
  });
  async function close(): Promise<void> {
    const closed = client.disconnect();
    // Slack takes the word but may never close its side: said a second time, ours is.
    if (
      !(await inTime(
        closed.then(() => true),
        CLOSE_MS,
      ))
    )
      await client.disconnect();
  }

  try {
    if (!(await inTime(client.start(), READY_MS))) throw new Error("Slack did not greet the connection");
  } catch (error) {
    await close();
    throw error ?? new Error("the connection ended before it was ready");
  }
  return { over, close, deafen: () => void client.removeAllListeners("slack_event") };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
