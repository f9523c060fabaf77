import type { Invocation, Outcome } from "../../src/invocation.ts";
import type { Platform } from "../../src/platform.ts";
import { addressOf, notOurs, PLATFORM, readAddress, readRef, refOf } from "./codec.ts";
import { directChannel, type WebChat, type WebContent } from "./port.ts";
import { answer, type Handover } from "./reply.ts";
import { showFiles } from "./shown-files.ts";

/** The local workspace as a chat platform. It can always be asked whether it has a message, so nothing is ever said twice. */
export function createPlatform(chat: WebChat, handover: Handover): Platform {
  return {
    name: PLATFORM,
    paceMs: 0,
    askMs: 0,

    async send(address, view, { key, reader, thread, repeat = false }) {
      const channel = readAddress(address);
      if (!(await chat.channel(channel))) throw notOurs("channel_not_found");
      const head = thread === undefined ? undefined : readRef(thread);
      await showFiles(chat, view, channel);
      const said = await chat.say({
        channel,
        author: null,
        thread: head?.channel === channel ? head.message : null,
        to: null,
        content: { kind: "view", view, reader, repeat },
        key: sentKey(key),
      });
      return refOf(channel, said.id);
    },

    async update(ref, view, { reader }) {
      const { channel, message } = readRef(ref);
      await showFiles(chat, view, channel);
      const content: WebContent = { kind: "view", view, reader, repeat: false };
      if (!(await chat.edit(message, content))) throw notOurs("message_not_found");
    },

    async findSent(address, { key }) {
      const channel = readAddress(address);
      const found = await chat.messageByKey(sentKey(key));
      return found?.channel === channel ? refOf(channel, found.id) : "not-found";
    },

    async directAddress(_workspace, user) {
      if (!(await chat.person(user))) throw notOurs("user_not_found");
      return addressOf(directChannel(user));
    },

    async answer(invocation: Invocation, outcome: Outcome) {
      if (!handover.take(invocation.key, outcome)) await answer(chat, invocation, outcome);
    },

    async person(_workspace, user) {
      const found = await chat.person(user);
      return (
        found && {
          name: found.name,
          ...(found.zone === null ? {} : { zone: found.zone }),
          ...(found.locale === null ? {} : { locale: found.locale }),
        }
      );
    },
  };
}

const sentKey = (key: string): string => `sent:${key}`;
