import type { AllMiddlewareArgs, SlackShortcutMiddlewareArgs } from "@slack/bolt";
import { z } from "zod";
import { fromMessage, type SaidBefore } from "../../../src/from-message.ts";
import type { Invocation, Place } from "../../../src/invocation.ts";
import { type Deps, directPlace, dispatched } from "../act.ts";
import { announce } from "../announce.ts";
import { addressOf, readAddress, refOf } from "../codec.ts";
import { inTime } from "../in-time.ts";
import { messageLink } from "../message-link.ts";
import { openFiles } from "../open-files.ts";
import { fileLinks, filesSchema } from "../render/values.ts";
import { reply, type Way } from "../reply.ts";
import { shortcuts } from "../shortcuts.ts";
import { typedText } from "../typed.ts";
import { namedIn, placeOf } from "../who.ts";

type Args = SlackShortcutMiddlewareArgs & AllMiddlewareArgs;

const text = z.string();
const user = z.object({ id: text, name: text.nullish(), username: text.nullish(), team_id: text.nullish() });
const calledOn = z.object({
  channel: z.object({ id: text, name: text.nullish() }),
  team: z.object({ domain: text.nullish() }).nullish(),
  response_url: text.optional(),
  message: z.object({
    ts: text,
    thread_ts: text.nullish(),
    user: text.nullish(),
    username: text.nullish(),
    text: text.nullish(),
    files: z.unknown().optional(),
  }),
});
type CalledOn = z.infer<typeof calledOn>;
const body = z.discriminatedUnion("type", [
  z.object({ type: z.literal("shortcut"), callback_id: text, trigger_id: text, user }),
  calledOn.extend({ type: z.literal("message_action"), callback_id: text, trigger_id: text, user }),
]);

/** A shortcut opens its verb's form, filled from the message it was called on; the one for anywhere, in direct messages. */
export const onShortcut =
  (deps: Deps) =>
  async ({ shortcut: raw, context, ack }: Args): Promise<void> => {
    const read = body.safeParse(raw);
    const workspace = context.teamId;
    const called = read.success ? shortcuts.find(({ id }) => id === read.data.callback_id) : undefined;
    if (!read.success || !called || workspace === undefined) {
      deps.log.warn({}, "a shortcut was called that is none of ours");
      return ack();
    }
    const { data } = read;
    const on = data.type === "message_action" ? data : undefined;
    const place = on ? placeOn(workspace, on) : await directPlace(deps, workspace, data.user.id);
    if (!place) return ack();
    const invocation: Invocation = {
      key: `slack:shortcut:${data.trigger_id}`,
      actor: await deps.whose.speaker(namedIn(workspace, data.user)),
      place,
      input: fromMessage(called.verb),
    };
    const way: Way = { trigger: data.trigger_id, responseUrl: on?.response_url };
    const carryOut = async () => {
      const input = fromMessage(called.verb, on && (await saidBefore(deps, workspace, on)));
      return dispatched(deps, { ...invocation, input });
    };
    const work = carryOut();
    const announced = announce(deps, invocation, work, way);
    const shown = announced.then(async (open) => reply(deps, invocation, await work, open));
    await inTime(shown, deps.timing.answerMs);
    await ack();
    await shown;
  };

function placeOn(workspace: string, { channel, message }: CalledOn): Place {
  const { ts, thread_ts: head } = message;
  return placeOf(workspace, channel.id, { name: channel.name, thread: head && head !== ts ? head : ts });
}

async function saidBefore(deps: Deps, workspace: string, on: CalledOn): Promise<SaidBefore> {
  const { channel, message, team } = on;
  const at = { workspace, channel: channel.id, ts: message.ts };
  // Where the bot isn't a member it can't ask; the address is made of what Slack sent along.
  const made = `https://${team?.domain ?? "app"}.slack.com/archives/${at.channel}/p${at.ts.replace(".", "")}`;
  const [author, link] = await Promise.all([
    authorOf(deps, workspace, message),
    messageLink(deps.call, at, made),
  ]);
  const links = fileLinks(filesSchema.safeParse(message.files).data ?? [], workspace);
  const files = await openFiles(deps.call, workspace, links);
  const address = addressOf(workspace, channel.id);
  const { workspace: linkedIn } = readAddress((await deps.linkedElsewhere(address)) ?? address);
  const ref = message.user ? refOf(linkedIn, channel.id, message.ts) : undefined;
  return { text: typedText(message.text ?? "", workspace), author, link, ref, files };
}

async function authorOf({ platform }: Deps, workspace: string, { user: id, username }: CalledOn["message"]) {
  if (!id) return username ?? undefined;
  const profile = await platform.person(workspace, id).catch(() => undefined);
  return profile?.name ?? username ?? undefined;
}
