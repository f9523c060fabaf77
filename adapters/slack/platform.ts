import type { Address, MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";
import type { Invocation, Outcome, Profile } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import type { Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import { opener } from "../../src/view/build.ts";
import type { Reader } from "../../src/view/nodes.ts";
import { bounded } from "./bounded.ts";
import type { CallSlack, TokenSource } from "./clients.ts";
import { addressOf, isDirect, PLATFORM, readAddress, readRef, refOf } from "./codec.ts";
import { answerOf, findSent, metadataOf } from "./find-sent.ts";
import type { InChannel } from "./in-channel.ts";
import { keepInSight } from "./keep-in-sight.ts";
import { messageLink } from "./message-link.ts";
import { type PicturesOf, refusesPictures } from "./pictures.ts";
import { readMessage } from "./read-message.ts";
import { homeView } from "./render/home.ts";
import type { Look, Pictures } from "./render/look.ts";
import { messageOf } from "./render/message.ts";
import type { Origins } from "./render/metadata.ts";
import { placeOf } from "./who.ts";
import type { Whose } from "./whose.ts";

/** Slack allows about one message a second into a conversation. */
const PACE_MS = 1000;
/** Around the moment of sending, where a message can lie. */
const ARRIVES_MS = { before: 5_000, after: 60_000 };
/** Slack lets apps that aren't in its directory look once a minute. */
const ASK_AGAIN_MS = 60_000;
const DIRECT_KEPT = 10_000;

/** When an answer was said that may have arrived, and how far it was looked for. */
type Before = NonNullable<Parameters<Platform["answer"]>[2]>;
type ViewOutcome = Extract<Outcome, { kind: "view" }>;

/** No previews: they would show what others wrote at the end of a link. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

interface Needs {
  call: CallSlack;
  tokens: TokenSource;
  pictures: PicturesOf;
  whose: Whose;
  inChannel: InChannel;
  origins: Origins;
  clock: Clock;
  /** Our slash command there. */
  command: string;
  log: Log;
}

export function createPlatform(needs: Needs): Platform {
  const { call, tokens, pictures: picturesOf, whose, inChannel, origins, clock, command, log } = needs;
  const direct = bounded<Address>(DIRECT_KEPT);

  const lookIn = (channel: string, reader: Reader): Look => ({
    reader,
    now: clock.now(),
    readers: isDirect(channel) ? "one" : "many",
    command,
  });

  async function directAddress(workspace: string, user: string): Promise<Address> {
    const held = direct.get(`${workspace}|${user}`);
    if (held !== undefined) return held;
    const { channel } = await call(workspace, (client) => client.conversations.open({ users: user }));
    const id = channel?.id;
    if (id === undefined)
      throw new PlatformError(PLATFORM, { kind: "retry", reason: "no channel in the answer" });
    const address = addressOf(workspace, id);
    direct.set(`${workspace}|${user}`, address);
    return address;
  }

  /** In a channel to one person or to all; in direct messages to the one who is there. */
  async function say(
    invocation: Invocation,
    { view, reader, to }: ViewOutcome,
    address: Address,
    { after, seen }: Before,
  ): Promise<void> {
    const { actor, place } = invocation;
    const { workspace, channel } = readAddress(address);
    const ephemeral = to === "actor" && !isDirect(channel);
    const threaded = threadIn(channel, place.thread);
    const key = answerOf(invocation);
    const there =
      after && !ephemeral
        ? await arrived(after, { key, thread: threaded.thread_ts, seen }, { workspace, channel })
        : undefined;
    if (there === true) return;
    const look = { ...lookIn(channel, reader), ...(to === "actor" ? { readers: "one" as const } : {}) };
    const message = messageOf(view, look, { repeat: after !== undefined && there !== false });
    const metadata = metadataOf(key);
    await call<unknown>(workspace, (client) =>
      ephemeral
        ? client.chat.postEphemeral({ channel, user: actor.user, ...message, ...threaded })
        : client.chat.postMessage({ channel, ...message, ...threaded, ...QUIET, metadata }),
    );
  }

  /** Did an answer that was sent then arrive? Undefined: Slack can't say. @throws where it is to be asked later */
  async function arrived(
    at: Date,
    query: { key: string; thread: string | undefined; seen: string | undefined },
    { workspace, channel }: { workspace: string; channel: string },
  ): Promise<boolean | undefined> {
    const from = new Date(at.getTime() - ARRIVES_MS.before);
    const to = new Date(at.getTime() + ARRIVES_MS.after);
    try {
      const within = { ...query, from, to };
      const found = await call(workspace, (client) => findSent(client, channel, within));
      if (!found || "ts" in found) return found !== undefined;
      const more = { kind: "retry", reason: "not found so far", afterMs: ASK_AGAIN_MS, ...found } as const;
      throw new PlatformError(PLATFORM, more);
    } catch (error) {
      if (error instanceof PlatformError && error.failure.kind === "retry") throw error;
      return undefined;
    }
  }

  /** Who they are where they belong. That they belong there Slack itself says; what their own app knows of them counts. */
  async function homeOf(workspace: string, user: string, team: string | undefined) {
    if (team === undefined || team === workspace) return {};
    const { platform: _, user: __, byAppOf: ___, ...home } = await whose.speaker({ workspace, user, team });
    const there = home.hearsay ? await tokens.of(team) : undefined;
    return { home: there ? { workspace: team, company: there.name ?? "" } : home };
  }

  const person: Platform["person"] = async (workspace, user) => {
    try {
      const { user: found } = await call(workspace, (client) =>
        client.users.info({ user, include_locale: true }),
      );
      return found && { ...profileOf(found), ...(await homeOf(workspace, user, found.team_id)) };
    } catch (error) {
      if (error instanceof PlatformError && /^user_not_(found|visible)$/.test(error.failure.reason))
        return undefined;
      throw error;
    }
  };

  return {
    name: PLATFORM,
    paceMs: PACE_MS,
    directAddress,

    async send(address, view, { key, reader, thread, repeat = false }) {
      const { workspace, channel } = readAddress(address);
      const post = (pictures: Pictures) =>
        call(workspace, (client) =>
          client.chat.postMessage({
            channel,
            ...messageOf(view, { ...lookIn(channel, reader), pictures }, { repeat }),
            ...threadIn(channel, thread),
            ...QUIET,
            metadata: metadataOf(key),
          }),
        );
      const pictures = await picturesOf(workspace, view);
      const answer = await post(pictures).catch((error: unknown) => {
        if (pictures.size === 0 || !refusesPictures(error)) throw error;
        return post(new Map());
      });
      // It is there, and only Slack knows by which name.
      if (answer.ts === undefined)
        throw new PlatformError(PLATFORM, { kind: "unknown", reason: "no ts in the answer" });
      const ref = refOf(workspace, answer.channel ?? channel, answer.ts);
      if (view.keep) await keepInSight(call, ref, log);
      return ref;
    },

    async update(ref, view, { reader }) {
      const { workspace, channel, ts } = readRef(ref);
      const message = messageOf(view, lookIn(channel, reader));
      await call(workspace, (client) => client.chat.update({ channel, ts, ...message }));
    },

    async findSent(address, query) {
      const { workspace, channel } = readAddress(address);
      const thread = threadIn(channel, query.thread).thread_ts;
      const found = await call(workspace, (client) => findSent(client, channel, { ...query, thread }));
      if (!found) return "not-found";
      return "ts" in found ? refOf(workspace, channel, found.ts) : found;
    },

    async answer(invocation, outcome, before = {}) {
      if (outcome.kind === "none") return;
      const { actor, place } = invocation;
      const shown = shownNow(outcome);
      try {
        await say(invocation, shown, place.address, before);
      } catch (error) {
        const final = error instanceof PlatformError && error.failure.kind === "final";
        if (!final || shown.to !== "actor") throw error;
        // Where the bot can't write it can still be written to.
        const address = await directAddress(actor.via ?? actor.workspace, actor.user);
        if (address === place.address) throw error;
        await say(invocation, shown, address, before);
      }
    },

    isIn: tokens.isIn,

    async isForeign(workspace) {
      const found = await tokens.of(workspace);
      return found !== undefined && !whose.isOurs(found);
    },

    async sees(address) {
      const { workspace, channel } = readAddress(address);
      return whose.isOurs(await tokens.of(workspace)) || inChannel(workspace, channel);
    },

    async showHome({ workspace, user, address }, view, { reader }) {
      const { channel } = readAddress(address);
      const home = homeView(view, lookIn(channel, reader), origins.of(placeOf(workspace, channel), user));
      await call(workspace, (client) => client.views.publish({ user_id: user, view: home }));
    },

    person,
    read: (ref) => readMessage(call, person, ref),
    linkTo: (ref) => messageLink(call, readRef(ref)),
  };
}

/** A thread is only ever one of the conversation that is written to. */
function threadIn(channel: string, thread: MessageRef | undefined): { thread_ts?: string } {
  if (thread === undefined) return {};
  const head = readRef(thread);
  return head.channel === channel ? { thread_ts: head.ts } : {};
}

/** A form nobody can be shown now is a button for the one who asked. */
export function shownNow(outcome: Exclude<Outcome, { kind: "none" }>): ViewOutcome {
  if (outcome.kind === "view") return outcome;
  return { kind: "view", to: "actor", view: opener(outcome.form), reader: outcome.reader };
}

interface SlackUser {
  name?: string;
  real_name?: string;
  tz?: string;
  locale?: string;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  profile?: { display_name?: string; real_name?: string; email?: string };
}

function profileOf({ name = "", real_name, tz, locale, profile = {}, ...is }: SlackUser): Profile {
  return {
    name: profile.display_name || profile.real_name || real_name || name,
    ...(tz ? { zone: tz } : {}),
    ...(locale ? { locale } : {}),
    ...(profile.email ? { email: profile.email } : {}),
    ...(is.is_restricted || is.is_ultra_restricted ? { guest: true } : {}),
  };
}
