import type { z } from "zod";
import type { Ctx, OpenCtx } from "./ctx.ts";
import type { Positional } from "./grammar.ts";
import type { Messages } from "./i18n/index.ts";
import type { Form, View } from "./view/nodes.ts";

/**
 * `actor`: only the speaker sees it. `channel`: it is said where it was asked. `followed`: a live message in the speaker's own chat comes to say the
 * same, so where a press is answered in another way no second one need be posted.
 */
export type Reply = { to: "actor" | "channel"; view: View; followed?: boolean } | { form: Form };

export type Values = Readonly<Record<string, string>>;

type Who = "anyone" | "contact" | "member" | "owner";

export interface CommandSpec<S extends z.ZodObject = z.ZodObject> {
  name: string;
  aliases?: readonly string[];
  summary(m: Messages): string;
  /** Lines that work, the first one shown with a usage error. */
  examples: readonly string[];
  /** `anyone` needs no part at any desk; `member` includes subcontractors; `owner` also passes where `member` does. */
  who: readonly Who[];
  input: S;
  positional?: readonly Positional[];
  /** Keys that only buttons, forms and talk give; typed, they are words like any others. */
  unsaid?: readonly string[];
  /** Keys that a form's emptied field sets to `none`. */
  clears?: readonly string[];
  /** Opens when something required is missing, filled with what is there. `openForm` is that of a `runOpen` command. */
  form?(ctx: Ctx, values: Values): Form | Promise<Form>;
  openForm?(ctx: OpenCtx, values: Values): Form | Promise<Form>;
  /** Its buttons, which say nothing but the subject, open its form. */
  asks?: boolean | ((input: Values) => boolean);
  /** Pressing or typing it changes nothing; it may be carried out twice. */
  reads?: boolean;
  /** Means one's own timer, whichever desk it runs for: with several desks, that one is meant. */
  ofTimer?: boolean;
  /** Of the team, it concerns more than one client: not by an app that a client made. */
  fromHome?: boolean | ((values: Values) => boolean);
  /** Of an owner, it concerns the channel it is said in: by whatever app. */
  ofChannel?: boolean;
  /** Not listed in help: reached only by buttons. */
  hidden?: boolean;
  /** Exactly one of `run` (at a desk) and `runOpen` (needs none). */
  run?(ctx: Ctx, input: z.infer<S>): Promise<Reply>;
  runOpen?(ctx: OpenCtx, input: z.infer<S>): Promise<Reply>;
}

/** A command, typed by its input schema. */
export function defineCommand<S extends z.ZodObject>(spec: CommandSpec<S>): Command {
  return spec as unknown as Command;
}
export type Command = CommandSpec<z.ZodObject>;

export const isFromHome = ({ fromHome = false }: Command, values: Values): boolean =>
  typeof fromHome === "function" ? fromHome(values) : fromHome;

/** Every `key:value` of a command that can be typed. */
export const keysOf = ({ input, unsaid = [] }: Command): ReadonlySet<string> =>
  new Set(Object.keys(input.shape).filter((key) => !unsaid.includes(key)));

/** The command's form for somebody who may use it; undefined if it has none. */
export async function formOf(command: Command, open: OpenCtx, values: Values): Promise<Form | undefined> {
  if (command.openForm) return command.openForm(open, values);
  return command.form && open.here ? command.form({ ...open, ...open.here }, values) : undefined;
}

/** Does a button with this verb and input answer with a form, or with much to read? */
export function asksOf(commands: readonly Command[]): (verb: string, input: Values) => boolean {
  const byName = new Map(
    commands.flatMap((command) =>
      [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const),
    ),
  );
  return (verb, input) => {
    const command = byName.get(verb);
    if (!command) return false;
    const asks = typeof command.asks === "function" ? command.asks(input) : (command.asks ?? false);
    return command.reads || asks || !command.input.safeParse(input).success;
  };
}

/** `log <duration> [subject] [note] [work:…]`, from the declaration. */
export function usageOf(command: Command): string {
  const positional = command.positional ?? [];
  const placed = new Set(positional.map((p) => p.key));
  const required = (key: string) => command.input.shape[key]?.safeParse(undefined).success === false;
  const places = positional.map((p) => {
    const word = p.kind === "choice" ? (p.choices ?? []).join("|") : p.key;
    return p.optional || !required(p.key) ? `[${word}]` : `<${word}>`;
  });
  const options = [...keysOf(command)].filter((key) => !placed.has(key)).map((key) => `[${key}:…]`);
  return [command.name, ...places, ...options].join(" ");
}
