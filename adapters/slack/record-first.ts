import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Address } from "../../src/domain/ids.ts";
import type { FileLink, Invocation } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Intake } from "../../src/platform.ts";
import type { TokenOf } from "./clients.ts";
import { addressOf, readAddress } from "./codec.ts";
import type { InChannel } from "./in-channel.ts";
import { carrying, type Heard } from "./listeners/heard.ts";
import { type Here, mentionInvocation, messageInvocation } from "./listeners/message.ts";
import { reactionInvocation } from "./listeners/reaction.ts";
import { mentions } from "./typed.ts";
import type { Whose } from "./whose.ts";

const text = z.string().nullish();
const authorization = z.object({ team_id: text, user_id: text, is_bot: z.boolean().nullish() });
const envelope = z.object({
  api_app_id: text,
  team_id: text,
  authorizations: z.array(authorization).nullish(),
  is_ext_shared_channel: z.boolean().nullish(),
  event: z.looseObject({ type: z.string() }),
});
type Envelope = z.infer<typeof envelope>;

const words = z.object({ user_team: text, source_team: text, team: text, text });
/** Where something happened, and what Slack says of whose it is. */
const place = words.extend({
  channel: text,
  item: z.object({ channel: text }).nullish(),
  message: words.nullish(),
  previous_message: words.nullish(),
});

interface Needs {
  intake: Intake;
  tokenOf: TokenOf;
  whose: Whose;
  inChannel: InChannel;
  /** The address that a channel is linked by, if that is another workspace's. */
  linkedElsewhere(address: Address): Promise<Address | undefined>;
  /** Files with what their own company tells of them. */
  filesIn(workspace: string, files: readonly FileLink[]): Promise<FileLink[]>;
  log: Log;
}

/**
 * Puts itself before the SDK, which acknowledges an event and only then calls its listener: here the act is written down first, and if
 * that fails the event isn't acknowledged, so that Slack delivers it again.
 */
export function recordFirst(app: App, needs: Needs): void {
  const { intake, log } = needs;
  const next = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent): Promise<void> => {
    const read = envelope.safeParse(event.body);
    if (!read.success) return acknowledged(event, next, log);
    const invocation = await invocationOf(read.data, needs);
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

async function invocationOf(body: Envelope, needs: Needs): Promise<Invocation | undefined> {
  const { event } = body;
  const read = READERS[event.type];
  if (!read) return undefined;
  const installed = body.authorizations?.[0];
  const workspace = installed?.team_id ?? body.team_id;
  if (!workspace) return undefined;
  const named = installed?.is_bot ? installed.user_id : undefined;
  const found = await needs.tokenOf(workspace);
  // Not let in by the SDK either; nothing is asked in its name.
  if (found?.app !== undefined && found.app !== body.api_app_id) return undefined;
  const here = { workspace, bot: named ?? found?.botUserId };
  const heard = body.is_ext_shared_channel ? await inShared(event, here, read, needs) : read(event, here);
  return heard && { ...heard, actor: { ...heard.actor, ...needs.whose.vouching(found, workspace) } };
}

/**
 * In a channel shared with other companies: somebody's words are theirs in whichever workspace they are heard, and the channel is the one that is
 * linked, though each workspace has its own. Undefined also where an app hears them whose word counts for more.
 */
async function inShared(
  event: Envelope["event"],
  here: Here,
  read: (event: unknown, here: Here) => Invocation | undefined,
  { tokenOf, whose, inChannel, linkedElsewhere, filesIn }: Needs,
): Promise<Invocation | undefined> {
  const heard = place.safeParse(event).data;
  const channel = heard?.channel ?? heard?.item?.channel;
  if (!heard || !channel) return read(event, here);
  const { workspace } = here;
  const found = await tokenOf(workspace);
  const linked = await linkedElsewhere(addressOf(workspace, channel));
  const isIt = linked !== undefined && (whose.isOurs(found) || (await inChannel(workspace, channel)));
  const there = isIt ? readAddress(linked).workspace : workspace;
  const author = heard.message ?? heard.previous_message ?? heard;
  const said = author.user_team ?? author.source_team ?? author.team;
  // By name they may call any of our bots: that of the channel's workspace, or of their own.
  const bots = await Promise.all([there, said ?? there].map(async (one) => (await tokenOf(one))?.botUserId));
  const named = bots.find((bot) => bot !== undefined && mentions(heard.text ?? "", bot));
  const invocation = read(event, { workspace: there, bot: named ?? here.bot });
  if (!invocation) return undefined;
  const { user } = invocation.actor;
  const team = said ?? (await whose.teamOf(workspace, user));
  const { company: _, ...actor } = await whose.speaker({ workspace, user, team });
  // Where an app whose word counts for more is there too, that one hears them.
  const nearer = actor.hearsay ? [team, there].filter((one) => one !== workspace) : [];
  for (const one of nearer) if ((await tokenOf(one)) && (await inChannel(one, channel))) return undefined;
  // Of another company than the one that the channel is linked by.
  const foreign = team === there ? {} : { company: (await tokenOf(team))?.name ?? "" };
  const { input } = invocation;
  const files = "files" in input && input.files ? { files: await filesIn(there, input.files) } : {};
  return { ...invocation, actor: { ...actor, ...foreign }, input: { ...input, ...files } };
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
