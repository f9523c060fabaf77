import type { Activity as SdkActivity } from "botbuilder";
import type { MessageRef } from "../../src/domain/ids.ts";
import { PlatformError } from "../../src/errors.ts";
import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { OwnCards, Platform } from "../../src/platform.ts";
import type { Clock } from "../../src/time/clock.ts";
import { opener } from "../../src/view/build.ts";
import type { Reader, View } from "../../src/view/nodes.ts";
import { addressOf, inThread, PLATFORM, readAddress, readRef, refOf } from "./codec.ts";
import type { Connector } from "./connector.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { messageLink } from "./message-link.ts";
import type { PicturesIn } from "./pictures.ts";
import type { TeamsBook, TeamsConversation } from "./port.ts";
import type { Asks, Look } from "./render/look.ts";
import { type Message, messageOf } from "./render/message.ts";

/** Teams allows 1,800 messages an hour into one thread, and 60 within 30 seconds. */
const PACE_MS = 2_000;

export interface PlatformDeps {
  connector: Connector;
  book: TeamsBook;
  clock: Clock;
  asks: Asks;
  elsewhere: Elsewhere;
  picturesIn: PicturesIn;
}

/** What the listeners have beyond any platform's. */
export interface TeamsPlatform extends Platform {
  /** Says an outcome to its person alone, in place of a message in their own chat. */
  replace(ref: MessageRef, invocation: Invocation, outcome: ViewOutcome): Promise<void>;
}

type ViewOutcome = Extract<Outcome, { kind: "view" }>;

export function createPlatform(deps: PlatformDeps): TeamsPlatform {
  const { connector, book, clock, asks, elsewhere, picturesIn } = deps;

  const lookIn = (kind: TeamsConversation["kind"], reader: Reader): Look => ({
    reader,
    now: clock.now(),
    readers: kind === "dm" ? "one" : "many",
    asks,
  });

  const drawn = async (view: View, look: Look, options: { repeat?: boolean } = {}): Promise<Message> =>
    messageOf(view, { ...look, pictures: await picturesIn(view) }, options);

  /** In a channel each of its people sees the card with their own buttons, in their own language and time. */
  async function ownIn(tenant: string, kind: TeamsConversation["kind"], own: OwnCards | undefined) {
    if (!own || kind === "dm") return {};
    const accounts = await book.accounts(tenant, await own.users(tenant));
    return { own: { press: own.press, accounts } };
  }

  async function known(tenant: string, id: string): Promise<TeamsConversation> {
    const found = await book.conversation(tenant, id);
    if (!found) throw new PlatformError(PLATFORM, { kind: "final", reason: "ConversationNotFound" });
    return found;
  }

  async function post(address: string, message: object, thread: string | undefined): Promise<string> {
    const { tenant, conversation } = readAddress(address);
    const { service } = await known(tenant, conversation);
    const head = thread === undefined ? undefined : readRef(thread);
    const into = head?.conversation === conversation ? inThread(conversation, head.activity) : conversation;
    const id = await connector.send(service, into, message as Partial<SdkActivity>);
    if (!id) throw new PlatformError(PLATFORM, { kind: "unknown", reason: "no id in the answer" });
    return refOf(tenant, conversation, id);
  }

  async function edit(ref: MessageRef, message: Message): Promise<void> {
    const { tenant, conversation, activity } = readRef(ref);
    const { service } = await known(tenant, conversation);
    const edited = { ...message, id: activity } as Partial<SdkActivity>;
    await connector.update(service, conversation, activity, edited);
  }

  /** In the person's own chat, where buttons count in the place that was spoken in. */
  const privately = ({ actor, place }: Invocation, reader: Reader): Look => ({
    ...lookIn("dm", reader),
    ...(place.kind === "dm" ? {} : { elsewhere: elsewhere.seal(place, actor.user) }),
  });

  async function directAddress(tenant: string, id: string): Promise<string> {
    const held = await book.direct(tenant, id);
    if (held !== undefined) return addressOf(tenant, held);
    const user = await book.user(tenant, id);
    if (!user) throw new PlatformError(PLATFORM, { kind: "final", reason: "BotNotInConversationRoster" });
    const { service, bot, account } = user;
    const conversation = await connector.converse(service, { bot, account, tenant });
    await book.remember({ tenant, id: conversation, kind: "dm", service, bot });
    await book.rememberDirect(tenant, id, conversation);
    return addressOf(tenant, conversation);
  }

  return {
    name: PLATFORM,
    paceMs: PACE_MS,
    directAddress,

    async send(address, view, { reader, thread, repeat = false, own }) {
      const { tenant, conversation } = readAddress(address);
      const { kind } = await known(tenant, conversation);
      const look = { ...lookIn(kind, reader), ...(await ownIn(tenant, kind, own)) };
      return post(address, await drawn(view, look, { repeat }), thread);
    },

    async update(ref, view, { reader, own }) {
      const { tenant, conversation } = readRef(ref);
      const { kind } = await known(tenant, conversation);
      const look = { ...lookIn(kind, reader), ...(await ownIn(tenant, kind, own)) };
      await edit(ref, await drawn(view, look));
    },

    // Reading messages back takes consents that we don't ask for.
    findSent: async () => "cannot-ask",

    async linkTo(ref) {
      const { activity: message, ...where } = readRef(ref);
      return messageLink({ ...where, message });
    },

    async answer(invocation, outcome, { after } = {}) {
      const options = { repeat: after !== undefined };
      if (outcome.kind === "none") return;
      const { actor, place } = invocation;
      const { reader } = outcome;
      const toAll = outcome.kind === "view" && outcome.to === "channel";
      const view = outcome.kind === "form" ? opener(outcome.form) : outcome.view;
      if (toAll || place.kind === "dm") {
        const kind = place.kind === "dm" ? "dm" : "channel";
        await post(place.address, await drawn(view, lookIn(kind, reader), options), place.thread);
        return;
      }
      // A channel of Teams knows no message for one person alone.
      const direct = await directAddress(actor.workspace, actor.user);
      await post(direct, await drawn(view, privately(invocation, reader), options), undefined);
    },

    async replace(ref, invocation, { view, reader }) {
      await edit(ref, await drawn(view, privately(invocation, reader)));
    },

    async person(tenant, id) {
      const user = await book.user(tenant, id);
      if (!user) return undefined;
      return {
        name: user.name,
        ...(user.zone === null ? {} : { zone: user.zone }),
        ...(user.locale === null ? {} : { locale: user.locale }),
      };
    },
  };
}
