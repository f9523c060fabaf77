import { type Command, keysOf, type Values } from "../command.ts";
import { deskOfId } from "../ctx.ts";
import type { Person } from "../domain/desk.ts";
import type { Card } from "../domain/outbox.ts";
import { parseWords, splitVerb } from "../grammar.ts";
import { cleanText, clipped } from "../input.ts";
import type { FileLink, Input, Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";
import { bare, type Spoken } from "./bare.ts";
import { everyMessage, orWaits } from "./every-message.ts";
import { madeOf, redraft, type Talked, talkedOf } from "./followed.ts";
import { reacted } from "./reacted.ts";

/** Every command by its name and its aliases. */
export type Verbs = ReadonlyMap<string, Command>;

export function verbsOf(commands: readonly Command[]): Verbs {
  return new Map(
    commands.flatMap((command) =>
      [command.name, ...(command.aliases ?? [])].map((name): [string, Command] => [name, command]),
    ),
  );
}

/** A verb with values from a line, a form, a button, or talk under a card; undefined if the talk is none of our business. */
export async function understand(
  services: Services,
  verbs: Verbs,
  invocation: Invocation,
  person: Person,
): Promise<Spoken | undefined> {
  const { input, place } = invocation;
  switch (input.kind) {
    case "line": {
      const { loose = false, files = [] } = input;
      const line = cleanText(input.text) || (loose ? namesOf(files) : "");
      const talked = loose ? await talkedOf(services.stores.system, place) : undefined;
      const typed = typedLine(verbs, line);
      const words = { ...typed, loose, files };
      // Said to the bot by name, a command is one in a thread too.
      if (!talked || (await readsAsCommand(verbs.get(typed.verb), typed))) return words;
      if (talked.follows === "request") return remark(talked, line, files);
      return (await answering(services, talked, person, line)) ?? words;
    }
    case "form":
      return submitted(services, input, person);
    case "action":
      return pressed(services, input, person);
    case "talk": {
      const { files = [] } = input;
      const text = cleanText(input.text) || namesOf(files);
      const card = await talkedOf(services.stores.system, place);
      // In a DM there is nobody else it could be meant for.
      if (!card && place.kind === "dm") return { ...typedLine(verbs, text), loose: true, files };
      if (!card) return everyMessage(services, invocation, person, { line: text, files });
      if (text === "") return undefined;
      if (card.follows !== "request") return answering(services, card, person, text);
      return orWaits(services, invocation, person, remark(card, text, files));
    }
    case "changed": {
      const { system } = services.stores;
      const [made, card] = await Promise.all([madeOf(system, invocation), talkedOf(system, place)]);
      const changed = {
        said: input.said,
        text: clipped(cleanText(input.text)),
        since: input.at.toISOString(),
      };
      const message = invocation.message?.ref ?? "";
      const under = card?.follows === "request" ? { thread: card.id } : {};
      if (made) return bare("reword", { ref: made.id, ...changed, ...under, message });
      await redraft(system, invocation, person, changed.text);
      if (card && card.follows !== "request") return undefined;
      return card && bare("reword", { ref: card.request, ...changed, thread: card.id });
    }
    case "open": {
      const { verb, values, files = [] } = input;
      return { ...bare(verb, { ...values }), line: wordsOf(verb, values), open: true, files };
    }
    case "reaction":
      return reacted(services, invocation, input, person);
    default:
      return input satisfies never;
  }
}

/** Words under a request's card, or under the message that it was made from. */
const remark = ({ id, request }: Talked, text: string, files: readonly FileLink[]): Spoken => ({
  ...bare("comment", { ref: request, text, thread: id }),
  line: text,
  files,
});

/** Words under a question are an answer to it, if they are those of who is asked. */
async function answering(
  { stores }: Services,
  card: Card,
  person: Person,
  text: string,
): Promise<Spoken | undefined> {
  if (card.asks !== null && card.asks !== person.id) return undefined;
  // What a client's channel is asked, the team does not answer.
  const { members } = card.asks === null ? await stores.system.memberships(person.id) : { members: [] };
  if (members.some(({ desk }) => desk === card.desk)) return undefined;
  const verb = card.follows === "survey" ? "survey" : "checkin";
  return { ...bare(verb, { id: card.request, reply: text }), line: text };
}

/** Files that come without a word are called by their names. */
const namesOf = (files: readonly FileLink[]): string => files.map((file) => file.name).join(", ");

async function submitted(
  { stores }: Services,
  { verb, values, preset, files = [] }: Extract<Input, { kind: "form" }>,
  person: Person,
): Promise<Spoken> {
  const { draft, ...rest } = preset;
  const kept = draft === undefined ? undefined : await stores.system.draft(draft, person.id);
  const both = [...(kept?.files ?? []), ...files];
  return {
    ...bare(verb, { ...values, ...rest }),
    line: wordsOf(verb, values),
    form: true,
    files: both.filter((file, i) => both.findIndex((other) => other.url === file.url) === i),
    draft,
  };
}

/** A button. One that carries a draft goes on with what was typed: by its own verb, or (`draft`) by the one that was typed. */
async function pressed(
  { stores }: Services,
  { verb, values, revision }: Extract<Input, { kind: "action" }>,
  person: Person,
): Promise<Spoken> {
  const { draft, ...chosen } = values;
  // `join` answers a question about the speaker; what they typed comes after it.
  if (draft === undefined || verb === "join") return { ...bare(verb, { ...values }), revision };
  const kept = await stores.system.draft(draft, person.id);
  if (!kept) return bare("draft", {});
  const { line, files } = kept;
  const spoken = bare(verb === "draft" ? kept.verb : verb, { ...kept.values, ...chosen });
  return { ...spoken, line, files, draft };
}

export function typedLine(verbs: Verbs, text: string): Spoken {
  const { verb, rest } = splitVerb(text);
  const command = verbs.get(verb);
  if (!command) return { ...bare(verb, {}), leftover: rest, line: text };
  const { values, ...left } = parseWords(rest, command.positional ?? [], keysOf(command));
  return { ...bare(command.name, values), ...left, line: text };
}

/** In a DM or mention, a line is a command only if all of it parses as one. */
export async function readsAsCommand(command: Command | undefined, spoken: Spoken): Promise<boolean> {
  if (spoken.line === "") return true;
  if (!command || command.hidden || spoken.leftover !== "") return false;
  const missing = Object.keys(spoken.values).length === 0;
  return missing || (await command.input.safeParseAsync(spoken.values)).success;
}

/**
 * Said among people without naming us: does all of it read as a command, and as nothing else? A verb alone is a word like any other, and so
 * are those that anyone may say.
 */
export function readsAmongPeople(commands: readonly Command[]): (text: string) => Promise<boolean> {
  const verbs = verbsOf(commands.filter(({ who, hidden }) => !hidden && !who.includes("anyone")));
  return async (text) => {
    const spoken = typedLine(verbs, cleanText(text));
    return Object.keys(spoken.values).length > 0 && readsAsCommand(verbs.get(spoken.verb), spoken);
  };
}

const wordsOf = (verb: string, values: Values): string =>
  [
    verb,
    ...Object.entries(values).flatMap(([key, value]) => (value === "" ? [] : [`${key}:"${value}"`])),
  ].join(" ");

/** The desk that an id among the values belongs to, or that was chosen. */
export function deskNamed({ values }: Spoken): string | undefined {
  const { desk } = values;
  return (
    desk ??
    Object.values(values)
      .map(deskOfId)
      .find((named) => named !== undefined)
  );
}

/** A client code among the values: `client:ACME`, or the first part of `ACME-12`. */
export function codeNamed({ values }: Spoken): string | undefined {
  const { client } = values;
  return (
    client ??
    Object.values(values)
      .map((value) => /^([A-Za-z][A-Za-z0-9]{1,7})-\d+$/.exec(value)?.[1])
      .find((code) => code !== undefined)
  );
}
