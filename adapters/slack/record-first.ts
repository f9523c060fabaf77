import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Invocation } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Intake } from "../../src/platform.ts";
import type { TokenOf } from "./clients.ts";
import { carrying, type Heard } from "./listeners/heard.ts";
import { type Here, mentionInvocation, messageInvocation } from "./listeners/message.ts";
import { reactionInvocation } from "./listeners/reaction.ts";

const authorization = z.object({
  team_id: z.string().nullish(),
  user_id: z.string().nullish(),
  is_bot: z.boolean().nullish(),
});
const envelope = z.object({
  team_id: z.string().nullish(),
  authorizations: z.array(authorization).nullish(),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof envelope>;

interface Needs {
  intake: Intake;
  tokenOf: TokenOf;
  log: Log;
}

/**
 * Puts itself before the SDK, which acknowledges an event and only then calls its listener: here the act is written down first, and if
 * that fails the event isn't acknowledged, so that Slack delivers it again.
 */
export function recordFirst(app: App, { intake, tokenOf, log }: Needs): void {
  const next = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent): Promise<void> => {
    const read = envelope.safeParse(event.body);
    if (!read.success) return acknowledged(event, next, log);
    const invocation = await invocationOf(read.data, tokenOf);
    if (!invocation) return next(event);
    const heard: Heard = { invocation, fresh: false };
    await next({
      ...event,
      customProperties: { ...event.customProperties, ...carrying(heard) },
      ack: async (response) => {
        heard.fresh = await intake.record(invocation);
        await event.ack(response);
      },
    });
  };
}

const READERS: Readonly<Record<string, (event: unknown, here: Here) => Invocation | undefined>> = {
  app_mention: mentionInvocation,
  message: messageInvocation,
  reaction_added: reactionInvocation,
};

async function invocationOf(body: Envelope, tokenOf: TokenOf): Promise<Invocation | undefined> {
  const { event } = body;
  const read = READERS[event.type];
  if (!read) return undefined;
  const installed = body.authorizations?.[0];
  const workspace = installed?.team_id ?? body.team_id;
  if (!workspace) return undefined;
  const named = installed?.is_bot ? installed.user_id : undefined;
  const here = { workspace, bot: named ?? (await tokenOf(workspace))?.botUserId };
  return read(event, here);
}

/** What no listener answers would leave a person waiting for Slack's own "trouble connecting". */
async function acknowledged(
  event: ReceiverEvent,
  next: (event: ReceiverEvent) => Promise<void>,
  log: Log,
): Promise<void> {
  let done = false;
  await next({
    ...event,
    ack: async (response) => {
      done = true;
      await event.ack(response);
    },
  });
  if (done) return;
  log.warn({}, "Slack sent something that nothing here answers");
  await event.ack();
}
