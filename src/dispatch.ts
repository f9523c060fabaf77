import { alreadyDone, question, refusal, unknownVerb } from "./answers.ts";
import { type Command, keysOf, type Reply } from "./command.ts";
import type { Ctx, OpenCtx } from "./ctx.ts";
import { deskOfId } from "./ctx.ts";
import type { Client, Desk, Person } from "./domain/desk.ts";
import { AppError, ConflictError, DuplicateError, UserError } from "./errors.ts";
import { parseWords, splitVerb } from "./grammar.ts";
import { localeOf, type Messages, messages } from "./i18n/index.ts";
import type { Dispatch, FileLink, Invocation, Outcome } from "./invocation.ts";
import type { Log } from "./log.ts";
import { problemsOf } from "./problems.ts";
import type { Services } from "./services.ts";
import { findStanding, type Standing } from "./standing.ts";
import type { Reader, View } from "./view/nodes.ts";

const TRIES = 3;

/** What an invocation comes down to: a verb with named values, as typed. */
interface Spoken {
  verb: string;
  values: Record<string, string>;
  leftover: string;
  /** The line as typed, to be given back. */
  line: string | undefined;
  loose: boolean;
  form: boolean;
  revision: number | undefined;
  files: readonly FileLink[];
}

/** The one way in: who speaks, what they may, what they typed, and the command that does it. Never rejects. */
export function createDispatch(commands: readonly Command[], services: Services, log: Log): Dispatch {
  const byName = new Map<string, Command>();
  for (const command of commands)
    for (const name of [command.name, ...(command.aliases ?? [])]) byName.set(name, command);

  async function handle(invocation: Invocation): Promise<{ outcome: Outcome; verb: string; result: string }> {
    const person = await services.whoIs(invocation.actor);
    const { input, place } = invocation;
    const guessed = readerOf(person, undefined, undefined, invocation);
    if (input.kind === "talk") {
      const card = place.thread === undefined ? undefined : await services.stores.system.cardAt(place.thread);
      if (!card || input.text.trim() === "")
        return { outcome: { kind: "none" }, verb: "talk", result: "ignored" };
      const values = { ref: card.request, text: input.text, thread: card.id };
      const spoken: Spoken = { ...bare("comment", values), files: input.files ?? [] };
      return run(invocation, person, spoken, guessed);
    }
    const spoken = await understand(invocation, person);
    const done = await run(invocation, person, spoken, guessed);
    const waiting = spoken.values["draft"];
    if (spoken.verb !== "join" || spoken.values["as"] !== "contact" || !waiting || done.result !== "ok")
      return done;
    // Now that we know who they are, what they typed first is carried out.
    const goOn = { kind: "action", verb: "draft", values: { draft: waiting } } as const;
    return handle({ ...invocation, key: `${invocation.key}+`, input: goOn });
  }

  async function understand(invocation: Invocation, person: Person): Promise<Spoken> {
    const { input } = invocation;
    if (input.kind === "form") {
      const values = { ...input.values, ...input.preset };
      return { ...bare(input.verb, values), form: true, files: input.files ?? [] };
    }
    if (input.kind === "action") {
      if (input.verb !== "draft")
        return { ...bare(input.verb, { ...input.values }), revision: input.revision };
      // A button of a question: the words wait in a draft, the button says how to go on.
      const { draft: id = "", ...rest } = input.values;
      const draft = await services.stores.system.draft(id, person.id);
      if (!draft) return bare("draft", {});
      const { verb = "", ...chosen } = rest;
      const line = verb === "request" && rest["raw"] === "yes" ? `request ${draft.line}` : draft.line;
      return { ...typedLine(line, false), ...withChosen(typedLine(line, false), chosen), files: draft.files };
    }
    if (input.kind === "talk") return bare("comment", {});
    return { ...typedLine(input.text, input.loose ?? false), files: input.files ?? [] };
  }

  function typedLine(text: string, loose: boolean): Spoken {
    const { verb, rest } = splitVerb(text);
    const command = byName.get(verb);
    if (!command) return { ...bare(verb, {}), leftover: rest, line: text, loose };
    const { values, leftover } = parseWords(rest, command.positional ?? [], keysOf(command));
    return { ...bare(command.name, values), leftover, line: text, loose };
  }

  async function run(invocation: Invocation, person: Person, spoken: Spoken, guessed: Reader) {
    const command = byName.get(spoken.verb);
    const verb = command?.name ?? "unknown";
    const m = messages(guessed.locale);
    const say = (
      view: View,
      result: string,
      reader: Reader = guessed,
    ): { outcome: Outcome; verb: string; result: string } => ({
      outcome: { kind: "view", to: "actor", view, reader },
      verb,
      result,
    });
    if (spoken.loose && !(await readsAsCommand(command, spoken))) {
      return say(await fileAsRequest(invocation, person, spoken, m), "question");
    }
    if (!command) {
      if (spoken.verb === "draft") return say(refusal(m, [m.errors.draftGone]), "refused");
      if (spoken.verb === "") return run(invocation, person, bare("help", {}), guessed);
      return say(unknownVerb(m, spoken.verb, spoken.line ?? spoken.verb, commands), "refused");
    }
    const standing = await findStanding(services.stores.system, {
      person,
      place: invocation.place,
      desk: spoken.values["desk"] ?? deskNamed(spoken.values),
      code: codeNamed(spoken.values),
      asMember: command.who.some((who) => who !== "contact"),
      asContact: command.who.includes("contact") || command.who.includes("anyone"),
    });
    const desk = "desk" in standing ? standing.desk : undefined;
    const client = "client" in standing ? standing.client : undefined;
    const reader = readerOf(person, client, desk, invocation);
    const words = messages(reader.locale);
    const open = openCtx(invocation, person, spoken, standing, reader, words, client);
    try {
      if (!command.runOpen) {
        const refused = await notEntitled(command, standing, invocation, person, spoken, words);
        if (refused) return say(refused, "refused", reader);
      }
      const reply = await carryOut(command, spoken, open, words);
      const outcome: Outcome =
        "form" in reply
          ? { kind: "form", form: reply.form, reader }
          : { kind: "view", to: reply.to, view: reply.view, reader };
      return { outcome, verb, result: "form" in reply ? "form" : "ok" };
    } catch (error) {
      return { ...(await failed(error, command, spoken, open, words)), verb };
    }
  }

  /** In a DM or mention, a line is a command only if all of it parses as one. */
  async function readsAsCommand(command: Command | undefined, spoken: Spoken): Promise<boolean> {
    if (spoken.line?.trim() === "") return true;
    if (!command || command.hidden || spoken.leftover !== "") return false;
    const missing = Object.keys(spoken.values).length === 0;
    return missing || (await command.input.safeParseAsync(spoken.values)).success;
  }

  async function fileAsRequest(
    invocation: Invocation,
    person: Person,
    spoken: Spoken,
    m: Messages,
  ): Promise<View> {
    const line = spoken.line ?? "";
    const draft = await services.keepDraft(person, invocation, line, spoken.files);
    const file = {
      label: m.errors.fileIt,
      verb: "draft",
      input: { draft, verb: "request", raw: "yes" },
      style: "primary",
    } as const;
    return question(m, m.errors.notACommand, m.errors.notACommandText, [file], line);
  }

  /** Why somebody may not, as a View; undefined if they may. */
  async function notEntitled(
    command: Command,
    standing: Standing,
    invocation: Invocation,
    person: Person,
    spoken: Spoken,
    m: Messages,
  ): Promise<View | undefined> {
    const line = spoken.line;
    switch (standing.kind) {
      case "none":
        if (!standing.anyDesk) return refusal(m, [m.errors.noDesk], line);
        return refusal(
          m,
          [invocation.place.kind === "channel" ? m.errors.notLinked : m.errors.stranger],
          line,
        );
      case "choose": {
        const draft = await services.keepDraft(person, invocation, lineOf(spoken), spoken.files);
        const choices = standing.desks.map((desk) => ({
          label: desk.name,
          verb: "draft",
          input: { draft, desk: desk.id },
        }));
        return question(m, m.errors.whichDesk, m.errors.whichDeskText, choices, line);
      }
      case "stranger":
        return services.newcomer({
          command,
          standing,
          invocation,
          person,
          line: lineOf(spoken),
          files: spoken.files,
          m,
        });
      case "actor": {
        const { role } = standing.actor;
        const may =
          command.who.includes("anyone") ||
          (role === "contact"
            ? command.who.includes("contact")
            : command.who.includes("member") || (role === "owner" && command.who.includes("owner")));
        if (may) return undefined;
        const [needed = "member"] = command.who.filter((who) => who !== "anyone");
        return refusal(m, [m.errors.notForYou[needed as "contact" | "member" | "owner"]], line);
      }
      default:
        return standing satisfies never;
    }
  }

  function openCtx(
    invocation: Invocation,
    person: Person,
    spoken: Spoken,
    standing: Standing,
    reader: Reader,
    m: Messages,
    client: Client | undefined,
  ): OpenCtx {
    const { key, place } = invocation;
    const now = services.clock.now();
    const by = { key, by: person.id, platform: place.platform, now };
    return {
      key,
      now,
      m,
      reader,
      client,
      place,
      person,
      files: spoken.files,
      revision: spoken.revision,
      log,
      people: services.peopleFor(person, invocation, now),
      storeFor: (desk) => services.stores.forDesk(desk, null, by),
      here:
        standing.kind === "actor"
          ? {
              actor: standing.actor,
              desk: standing.desk,
              store: services.stores.forDesk(standing.desk.id, standing.actor, by),
            }
          : undefined,
    };
  }

  async function carryOut(command: Command, spoken: Spoken, open: OpenCtx, m: Messages): Promise<Reply> {
    const values = Object.fromEntries(Object.entries(spoken.values).filter(([, value]) => value !== ""));
    if (spoken.leftover !== "")
      throw new UserError("leftover", m.errors.leftover(spoken.leftover.slice(0, 200)));
    const parsed = await command.input.safeParseAsync(values);
    if (!parsed.success) {
      const problems = problemsOf(parsed.error, values, m);
      const onlyMissing = problems.every((problem) => problem.missing);
      if (command.form && onlyMissing && !spoken.form && open.here) {
        return { form: await command.form({ ...open, ...open.here }, values) };
      }
      throw new InputError(problems);
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (command.runOpen) return await command.runOpen(open, parsed.data);
        if (!command.run || !open.here) throw new Error(`${command.name} can't run`);
        return await command.run({ ...open, ...open.here } satisfies Ctx, parsed.data);
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === TRIES) throw error;
      }
    }
  }

  async function failed(
    error: unknown,
    command: Command,
    spoken: Spoken,
    open: OpenCtx,
    m: Messages,
  ): Promise<{ outcome: Outcome; result: string }> {
    const { reader } = open;
    const view = (shown: View): Outcome => ({ kind: "view", to: "actor", view: shown, reader });
    if (error instanceof DuplicateError) return { outcome: view(alreadyDone(m)), result: "repeat" };
    if (error instanceof UserError || error instanceof InputError) {
      const problems =
        error instanceof InputError ? error.problems : [{ key: error.field, text: error.message }];
      if (spoken.form && command.form && open.here) {
        const form = await command.form({ ...open, ...open.here }, spoken.values);
        const known = new Set(form.fields.map((field) => field.key));
        const [first = ""] = known;
        const errors = Object.fromEntries(
          problems.map((p) => [p.key !== undefined && known.has(p.key) ? p.key : first, p.text]),
        );
        return { outcome: { kind: "form", form, reader, errors }, result: "refused" };
      }
      return {
        outcome: view(
          refusal(
            m,
            problems.map((p) => p.text),
            lineOf(spoken),
            command,
          ),
        ),
        result: "refused",
      };
    }
    if (error instanceof ConflictError) {
      return { outcome: view(refusal(m, [m.errors.busy], lineOf(spoken))), result: "conflict" };
    }
    const wrapped =
      error instanceof AppError ? error : new AppError("internal", "unexpected", { cause: error });
    log.error({ err: error, id: wrapped.id, verb: command.name }, "a command failed");
    return {
      outcome: view(refusal(m, [m.common.somethingBroke(wrapped.id)], lineOf(spoken))),
      result: "error",
    };
  }

  return async (invocation) => {
    const started = services.clock.now().getTime();
    try {
      const { outcome, verb, result } = await handle(invocation);
      services.measured({ verb, result, ms: services.clock.now().getTime() - started });
      return outcome;
    } catch (error) {
      const wrapped = new AppError("internal", "unexpected", { cause: error });
      log.error({ err: error, id: wrapped.id }, "an invocation failed");
      services.measured({ verb: "unknown", result: "error", ms: services.clock.now().getTime() - started });
      const reader: Reader = {
        locale: localeOf(invocation.actor.locale) ?? "en",
        zone: invocation.actor.zone ?? "UTC",
      };
      const m = messages(reader.locale);
      const line = invocation.input.kind === "line" ? invocation.input.text : undefined;
      return {
        kind: "view",
        to: "actor",
        view: refusal(m, [m.common.somethingBroke(wrapped.id)], line),
        reader,
      };
    }
  };
}

/** The typed input was not of the command's shape; by field. */
class InputError extends Error {
  readonly problems: readonly { key: string | undefined; text: string }[];
  constructor(problems: readonly { key: string | undefined; text: string }[]) {
    super("bad input");
    this.problems = problems;
  }
}

const bare = (verb: string, values: Record<string, string>): Spoken => ({
  verb,
  values,
  leftover: "",
  line: undefined,
  loose: false,
  form: false,
  revision: undefined,
  files: [],
});

function withChosen(spoken: Spoken, chosen: Record<string, string>): Pick<Spoken, "values"> {
  const { raw: _, ...rest } = chosen;
  return { values: { ...spoken.values, ...rest } };
}

/** What to give back: the line as typed, or what the button or form amounts to. */
function lineOf(spoken: Spoken): string {
  if (spoken.line !== undefined) return spoken.line;
  const shown = Object.entries(spoken.values).filter(([key]) => key !== "thread" && key !== "desk");
  const texts = shown
    .filter(([, value]) => !deskOfId(value))
    .map(([key, value]) => (key === "text" ? value : `${key}:${JSON.stringify(value)}`));
  return [spoken.verb, ...texts].join(" ");
}

function deskNamed(values: Record<string, string>): string | undefined {
  return Object.values(values)
    .map(deskOfId)
    .find((desk) => desk !== undefined);
}

/** A client code among the values: `client:ACME`, or the first part of `ACME-12`. */
function codeNamed(values: Record<string, string>): string | undefined {
  const direct = values["client"];
  if (direct !== undefined) return direct;
  return Object.values(values)
    .map((value) => /^([A-Za-z][A-Za-z0-9]{1,7})-\d+$/.exec(value)?.[1])
    .find((code) => code !== undefined);
}

/** Language and zone: own setting, platform profile, the client's, the desk's. */
function readerOf(
  person: Person,
  client: Client | undefined,
  desk: Desk | undefined,
  { actor }: Invocation,
): Reader {
  return {
    locale: person.locale ?? localeOf(actor.locale) ?? client?.language ?? desk?.locale ?? "en",
    zone:
      (person.zoneGuessed ? undefined : person.zone) ??
      actor.zone ??
      person.zone ??
      client?.zone ??
      desk?.zone ??
      "UTC",
  };
}
