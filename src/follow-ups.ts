import { type Client, type Member, serves } from "./domain/desk.ts";
import type { EventDraft } from "./domain/event.ts";
import { type FollowUp, type NewFollowUp, openFollowUp } from "./domain/follow-up.ts";
import { directTo, type Say } from "./domain/outbox.ts";
import { type Messages, messages } from "./i18n/index.ts";
import type { Write } from "./store/commit.ts";
import { write } from "./store/writes.ts";
import type { Reader, View } from "./view/nodes.ts";
import { type FollowUpNames, followUpView, outcomeView } from "./views/follow-ups.ts";

/** What a command or a job has for it. */
export interface Telling {
  now: Date;
  /** A person's language and zone. */
  readerOf(person: string, fallback?: Partial<Reader>): Promise<Reader>;
}

interface Opened {
  writes: Write[];
  events: EventDraft[];
  says: Say[];
}

/** Opens a follow-up and tells its owner at once. */
export async function opening(
  telling: Telling,
  from: NewFollowUp,
  owner: Member,
  names: FollowUpNames,
): Promise<Opened & { followUp: FollowUp }> {
  const followUp = openFollowUp(from, owner, telling.now);
  const { source, id } = followUp;
  return {
    followUp,
    writes: [write.followUp.insert(followUp)],
    events: [{ subject: id, kind: "follow-up-opened", data: { source, owner: owner.person } }],
    says: [await toMember(telling, followUp, owner, (m) => followUpView(followUp, names, m))],
  };
}

/** A word to the member who sees to a follow-up. */
export async function toMember(
  { readerOf }: Telling,
  { client }: Pick<FollowUp, "client">,
  member: Member,
  viewIn: (m: Messages) => View,
): Promise<Say> {
  const reader = await readerOf(member.person, { zone: member.hours.zone });
  return {
    kind: "message",
    topic: "notice",
    conversation: directTo(member.person),
    guard: {
      kind: "member",
      person: member.person,
      // Who is given one of a client they don't serve was chosen for it.
      client: client !== null && serves(member, client) ? client : null,
    },
    reader,
    view: viewIn(messages(reader.locale)),
  };
}

/** What changed, told to who raised it: only where that is somebody at the client. */
export async function tellingWhoRaised(
  { readerOf }: Telling,
  followUp: FollowUp,
  client: Client | undefined,
  changed: (m: Messages) => string,
): Promise<Say[]> {
  const { from } = followUp;
  if (from === null || !client) return [];
  const reader = await readerOf(from, { locale: client.language, zone: client.zone });
  const m = messages(reader.locale);
  return [
    {
      kind: "message",
      topic: "notice",
      conversation: directTo(from),
      guard: { kind: "contact", person: from, client: client.id },
      reader,
      view: outcomeView(followUp, changed(m), m),
    },
  ];
}
