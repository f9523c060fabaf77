import type { Input, Invocation } from "../../src/invocation.ts";
import { addressOf, PLATFORM, refOf, WORKSPACE } from "./codec.ts";
import type { WebChannel, WebPerson } from "./port.ts";

/** What somebody does in a conversation, as an act called `key`. */
export function invocationOf(
  person: WebPerson,
  channel: WebChannel,
  key: string,
  input: Input,
  thread?: string,
): Invocation {
  return {
    key,
    actor: {
      platform: PLATFORM,
      workspace: WORKSPACE,
      user: person.id,
      name: person.name,
      ...(person.zone === null ? {} : { zone: person.zone }),
      ...(person.locale === null ? {} : { locale: person.locale }),
    },
    place: {
      platform: PLATFORM,
      workspace: WORKSPACE,
      address: addressOf(channel.id),
      kind: channel.kind,
      ...(channel.kind === "dm" ? {} : { name: channel.name }),
      ...(thread === undefined ? {} : { thread: refOf(channel.id, thread) }),
    },
    input,
  };
}
