import { type Command, keysOf } from "../command.ts";
import { deskOfId } from "../ctx.ts";
import type { Person } from "../domain/desk.ts";
import { parseWords, splitVerb } from "../grammar.ts";
import type { FileLink, Invocation } from "../invocation.ts";
import type { Services } from "../services.ts";

/** What an invocation comes down to: a verb with named values, as typed. */
export interface Spoken {
  verb: string;
  values: Record<string, string>;
  /** Words no position took. */
  leftover: string;
  /** The line as typed, to be given back. */
  line: string | undefined;
  loose: boolean;
  form: boolean;
  revision: number | undefined;
  files: readonly FileLink[];
}

/** Every command by its name and its aliases. */
export type Verbs = ReadonlyMap<string, Command>;

export function verbsOf(commands: readonly Command[]): Verbs {
  return new Map(
    commands.flatMap((command) =>
      [command.name, ...(command.aliases ?? [])].map((name): [string, Command] => [name, command]),
    ),
  );
}

export const bare = (verb: string, values: Record<string, string>): Spoken => ({
  verb,
  values,
  leftover: "",
  line: undefined,
  loose: false,
  form: false,
  revision: undefined,
  files: [],
});

/** A verb with values from a line, a form, a button, or talk under a card; undefined if the talk is none of our business. */
export async function understand(
  services: Services,
  verbs: Verbs,
  { input, place }: Invocation,
  person: Person,
): Promise<Spoken | undefined> {
  switch (input.kind) {
    case "line":
      return {
        ...typedLine(verbs, input.text),
        loose: input.loose ?? false,
        files: input.files ?? [],
      };
    case "form": {
      const values = { ...input.values, ...input.preset };
      return { ...bare(input.verb, values), form: true, files: input.files ?? [] };
    }
    case "action":
      return input.verb === "draft"
        ? fromDraft(services, verbs, input.values, person)
        : { ...bare(input.verb, { ...input.values }), revision: input.revision };
    case "talk": {
      const card = place.thread === undefined ? undefined : await services.stores.system.cardAt(place.thread);
      if (!card || input.text.trim() === "") return undefined;
      const values = { ref: card.request, text: input.text, thread: card.id };
      return { ...bare("comment", values), files: input.files ?? [] };
    }
    default:
      return input satisfies never;
  }
}

/** A button of a question: the words wait in a draft, the button says how to go on. */
async function fromDraft(
  services: Services,
  verbs: Verbs,
  { draft: id = "", verb, raw, ...chosen }: Readonly<Record<string, string>>,
  person: Person,
): Promise<Spoken> {
  const draft = await services.stores.system.draft(id, person.id);
  if (!draft) return bare("draft", {});
  const line = verb === "request" && raw === "yes" ? `request ${draft.line}` : draft.line;
  const spoken = typedLine(verbs, line);
  return { ...spoken, values: { ...spoken.values, ...chosen }, files: draft.files };
}

function typedLine(verbs: Verbs, text: string): Spoken {
  const { verb, rest } = splitVerb(text);
  const command = verbs.get(verb);
  if (!command) return { ...bare(verb, {}), leftover: rest, line: text };
  const { values, leftover } = parseWords(rest, command.positional ?? [], keysOf(command));
  return { ...bare(command.name, values), leftover, line: text };
}

/** In a DM or mention, a line is a command only if all of it parses as one. */
export async function readsAsCommand(command: Command | undefined, spoken: Spoken): Promise<boolean> {
  if (spoken.line?.trim() === "") return true;
  if (!command || command.hidden || spoken.leftover !== "") return false;
  const missing = Object.keys(spoken.values).length === 0;
  return missing || (await command.input.safeParseAsync(spoken.values)).success;
}

/** What to give back: the line as typed, or what the button or form amounts to. */
export function lineOf(spoken: Spoken): string {
  if (spoken.line !== undefined) return spoken.line;
  const shown = Object.entries(spoken.values).filter(([key]) => key !== "thread" && key !== "desk");
  const texts = shown
    .filter(([, value]) => !deskOfId(value))
    .map(([key, value]) => (key === "text" ? value : `${key}:${JSON.stringify(value)}`));
  return [spoken.verb, ...texts].join(" ");
}

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
