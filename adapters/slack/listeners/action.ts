import type { AllMiddlewareArgs, SlackActionMiddlewareArgs } from "@slack/bolt";
import { z } from "zod";
import type { Invocation, Place } from "../../../src/invocation.ts";
import { type Deps, directPlace, dispatched, oneReader, readerBefore } from "../act.ts";
import { announce } from "../announce.ts";
import { isDirect } from "../codec.ts";
import { inTime } from "../in-time.ts";
import { readButton } from "../render/button.ts";
import { messageOf } from "../render/message.ts";
import { reply, type Way } from "../reply.ts";
import { respond } from "../response-url.ts";
import { formGone, stillSaving } from "../saving.ts";
import { NOWHERE, namedIn, placeOf } from "../who.ts";

type Args = SlackActionMiddlewareArgs & AllMiddlewareArgs;

const text = z.string();
const body = z.object({
  user: z.object({ id: text, name: text.nullish(), username: text.nullish(), team_id: text.nullish() }),
  trigger_id: text.optional(),
  response_url: text.optional(),
  channel: z.object({ id: text, name: text.nullish() }).nullish(),
  container: z.discriminatedUnion("type", [
    z.object({
      type: z.literal("message"),
      message_ts: text,
      channel_id: text,
      thread_ts: text.nullish(),
      is_ephemeral: z.boolean().nullish(),
    }),
    z.object({ type: z.literal("view"), view_id: text }),
  ]),
  view: z.object({ id: text, hash: text, type: text.nullish(), private_metadata: text.nullish() }).nullish(),
  actions: z.tuple([z.object({ action_id: text, value: text.nullish() })], z.unknown()),
});
type Click = z.infer<typeof body>;

/** A button on a message, in a modal or on somebody's home. */
export const onAction =
  (deps: Deps) =>
  async ({ body: raw, context, ack }: Args): Promise<void> => {
    const read = body.safeParse(raw);
    const workspace = context.teamId;
    const pressed = read.success ? readButton(read.data.actions[0].value) : undefined;
    const from =
      read.success && workspace !== undefined ? await whereFrom(deps, read.data, workspace) : undefined;
    if (!read.success || !pressed || !from || workspace === undefined) {
      deps.log.warn({}, "something was pressed that is none of our buttons");
      return ack();
    }
    const { user, actions } = read.data;
    const { verb, values, revision } = pressed;
    const invocation: Invocation = {
      key: `slack:click:${from.key}:${actions[0].action_id}:${revision ?? "-"}:${user.id}`,
      actor: await deps.whose.speaker(namedIn(workspace, user)),
      place: from.place,
      input: { kind: "action", verb, values, ...(revision === undefined ? {} : { revision }) },
    };
    if (from.isGone) {
      const reader = readerBefore(deps, invocation);
      const view = formGone(invocation.input, reader.locale);
      await ack();
      return reply(deps, invocation, { kind: "view", to: "actor", view, reader }, from.way);
    }
    if (from.way.onPage && verb === "home") {
      await ack();
      return deps.homes?.opened(invocation.actor, from.place.address, values);
    }
    const work = dispatched(deps, invocation);
    const announced = announce(deps, invocation, work, from.way);
    const outcome = await inTime(work, deps.timing.answerMs);
    if (!outcome) {
      await ack();
      const ways = await inTime(announced, deps.timing.showMs);
      await sayStillSaving(deps, invocation, ways ?? from.way);
      return reply(deps, invocation, await work, await announced);
    }
    const shown = announced.then((way) => reply(deps, invocation, outcome, way));
    await inTime(shown, deps.timing.showMs);
    await ack();
    await shown;
  };

interface From {
  /** What names the message or the state of the modal that the button was on. */
  key: string;
  place: Place;
  way: Way;
  /** What it was on wasn't opened by who pressed it, or can't be told to have been. */
  isGone?: boolean;
}

async function whereFrom(deps: Deps, click: Click, workspace: string): Promise<From | undefined> {
  const { container, channel, view, user, trigger_id: trigger, response_url: responseUrl } = click;
  switch (container.type) {
    case "message": {
      const { channel_id: id, message_ts: ts, thread_ts: head, is_ephemeral: ephemeral } = container;
      const thread = head && head !== ts ? head : undefined;
      return {
        key: `${id}:${ts}`,
        place: placeOf(workspace, id, { name: channel?.name, thread }),
        way: { trigger, responseUrl, thread, mayReplace: ephemeral === true || isDirect(id) },
      };
    }
    case "view": {
      if (!view) return undefined;
      const place = deps.origins.read(view.private_metadata, workspace, user.id)?.place;
      const key = `${view.id}:${view.hash}`;
      const way = view.type === "home" ? { trigger, onPage: true } : { modal: view.id };
      if (place) return { key, place, way };
      // A page is drawn again only when it is opened, and nowhere else is meant than their direct messages.
      const direct = view.type === "home" ? await directPlace(deps, workspace, user.id) : undefined;
      return { key, place: direct ?? placeOf(workspace, NOWHERE), way, isGone: direct === undefined };
    }
    default:
      return container satisfies never;
  }
}

/** Not where a modal stands open: what it shows is brought up to date when the answer comes. */
async function sayStillSaving(
  deps: Deps,
  invocation: Invocation,
  { modal, responseUrl, thread }: Way,
): Promise<void> {
  if (modal !== undefined || responseUrl === undefined) return;
  const reader = readerBefore(deps, invocation);
  const message = messageOf(stillSaving(invocation.input, reader.locale), oneReader(deps, reader));
  const said = respond(responseUrl, {
    ...message,
    response_type: "ephemeral",
    replace_original: false,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
  await said.catch((error: unknown) => deps.log.warn({ err: error }, "a response url was of no use"));
}
