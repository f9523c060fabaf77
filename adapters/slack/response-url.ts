import type { types } from "@slack/bolt";
import { PlatformError } from "../../src/errors.ts";
import { PLATFORM } from "./codec.ts";
import { httpFailure } from "./errors.ts";
import type { Message } from "./render/message.ts";

const TIMEOUT_MS = 10_000;

export interface Response extends Message {
  response_type: "ephemeral" | "in_channel";
  replace_original: boolean;
  thread_ts?: string;
  metadata?: types.MessageMetadata;
}

/** Says something where a command was typed or a button pressed: five times at most, within half an hour. @throws PlatformError */
export async function respond(url: string, response: Response): Promise<void> {
  let status: number;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(response),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    status = answer.status;
    await answer.body?.cancel();
  } catch (cause) {
    throw new PlatformError(PLATFORM, { kind: "unknown", reason: "response_url" }, { cause });
  }
  if (status !== 200) throw new PlatformError(PLATFORM, httpFailure(status));
}
