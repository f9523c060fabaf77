import { question, refusal, unknownVerb } from "./answers.ts";
import type { Command } from "./command.ts";
import type { OpenCtx } from "./ctx.ts";
import { asAnswer } from "./dispatch/as-answer.ts";
import { bare, type Spoken } from "./dispatch/bare.ts";
import { carryOut, given } from "./dispatch/carry-out.ts";
import { notEntitled } from "./dispatch/entitled.ts";
import { everyMessage } from "./dispatch/every-message.ts";
import { failed } from "./dispatch/failed.ts";
import { readerOf } from "./dispatch/reader.ts";
import { codeNamed, deskNamed, readsAsCommand, typedLine, understand, verbsOf } from "./dispatch/spoken.ts";
import type { Client, Person } from "./domain/desk.ts";
import { AppError, PlatformError, UserError } from "./errors.ts";
import { localeOf, type Messages, messages } from "./i18n/index.ts";
import type { Dispatch, Invocation, Outcome } from "./invocation.ts";
import type { Log } from "./log.ts";
import type { Services } from "./services.ts";
import { findStanding, type Standing } from "./standing.ts";
import type { Form, Reader, View } from "./view/nodes.ts";
import { refusedBecause } from "./views/refused-because.ts";

/** What came of an invocation, with what the metrics count. */
interface Handled {
  outcome: Outcome;
  verb: string;
  result: string;
}

/** How often a command is tried while others change the same documents. */
const TRIES = 3;
/** What somebody says in one go becomes one request, so all of it is after the same document. */
const TRIES_TOGETHER = 20;
/** What several people, or one in a burst, do to one document. */
const TOGETHER: ReadonlySet<string> = new Set(["checkin", "reword"]);

/** The one way in: who speaks, what they may, what they typed, and the command that does it. Never rejects. */
export function createDispatch(commands: readonly Command[], services: Services, log: Log): Dispatch {
  const verbs = verbsOf(commands);

  async function handle(invocation: Invocation): Promise<Handled> {
    const person = await services.whoIs(invocation.actor);
    const spoken = await understand(services, verbs, invocation, person).catch((error: unknown) => {
      if (error instanceof PlatformError && error.failure.kind === "final") return error.failure;
      throw error;
    });
    // What they pointed at can't be read.
    if (spoken && "reason" in spoken) {
      const reader = readerOf(person, undefined, undefined, invocation.actor);
      const m = messages(reader.locale);
      const { why, remedy } = refusedBecause(spoken.reason, m);
      return said(refusal(m, [m.errors.cantRead(why), remedy]), "refused", "unknown", reader);
    }
    if (!spoken) return { outcome: { kind: "none" }, verb: "talk", result: "ignored" };
    const done = await run(invocation, person, spoken);
    // Who changes their words in a chat asks nothing of us.
    if (invocation.input.kind === "changed") return { ...done, outcome: { kind: "none" } };
    const { as, draft } = spoken.values;
    if (spoken.verb !== "join" || as !== "contact" || draft === undefined || done.result !== "ok")
      return done;
    // Now that we know who they are, what they typed first is carried out, and what else they have said meanwhile.
    const carriedOut = await handle(goingOn(invocation, draft));
    const { system } = services.stores;
    const waiting = await system.saidAndWaiting(person.id, invocation.place.address, services.clock.now());
    for (const { id } of waiting) if (id !== draft) await handle(goingOn(invocation, id));
    return carriedOut;
  }

  async function run(invocation: Invocation, person: Person, spoken: Spoken): Promise<Handled> {
    const command = verbs.get(spoken.verb);
    const verb = command?.name ?? "unknown";
    const guessed = readerOf(person, undefined, undefined, invocation.actor);
    const m = messages(guessed.locale);
    const say = (view: View, result: "question" | "refused") => said(view, result, verb, guessed);
    if (spoken.loose && !(await readsAsCommand(command, spoken))) {
      const asRequest = await everyMessage(services, invocation, person, spoken);
      if (asRequest) return run(invocation, person, asRequest);
      return say(await fileAsRequest(invocation, person, spoken, m), "question");
    }
    if (!command) {
      const gone = spoken.verb === "draft" && invocation.input.kind === "action";
      if (gone) return say(refusal(m, [m.errors.draftGone]), "refused");
      if (spoken.verb === "") return run(invocation, person, bare("help", {}));
      return say(unknownVerb(m, spoken.verb, spoken.line || spoken.verb, commands), "refused");
    }
    for (let attempt = 1; ; attempt += 1) {
      const handled = await carriedOut(invocation, person, spoken, command);
      const together = spoken.values["at"] !== undefined || TOGETHER.has(command.name);
      const most = together ? TRIES_TOGETHER : TRIES;
      if (handled.result !== "conflict" || attempt === most) return handled;
    }
  }

  /** With everything read afresh, so that it may be tried again when a document changed meanwhile. */
  async function carriedOut(
    asked: Invocation,
    person: Person,
    spoken: Spoken,
    command: Command,
  ): Promise<Handled> {
    const verb = command.name;
    const standing = await findStanding(services.stores.system, {
      person,
      place: asked.place,
      elsewhere: () => services.linkedElsewhere(asked.place),
      reached: (here, all) => services.reach(asked.actor, person, here, all),
      desk: deskNamed(spoken),
      code: codeNamed(spoken),
      asMember: command.who.some((who) => who !== "contact"),
      asContact: command.who.includes("contact") || command.who.includes("anyone"),
      ofTimer: command.ofTimer ?? false,
    });
    const invocation = { ...asked, place: standing.place };
    const desk = "desk" in standing ? standing.desk : undefined;
    const client = "client" in standing ? standing.client : undefined;
    // Who works at the desk lives by the desk's clock and language in a client's channel too.
    const atDesk = standing.kind === "actor" && standing.actor.kind === "member";
    const reader = readerOf(person, atDesk ? undefined : client, desk, invocation.actor);
    const open = openCtx(invocation, person, { command, spoken, standing, reader, client });
    try {
      if (!command.runOpen) {
        const claim = { command, standing, invocation, person, spoken, m: open.m };
        const not = await notEntitled(services, claim);
        if (not) return said(not.view, not.result, verb, reader);
      }
      const reply = await carryOut(command, spoken, open);
      if ("form" in reply) {
        return { outcome: { kind: "form", form: await keeping(reply.form), reader }, verb, result: "form" };
      }
      const { to, view, followed = false } = reply;
      const replaces = spoken.draft !== undefined && !spoken.form ? { replaces: true } : {};
      const also = { ...replaces, ...(followed ? { followed } : {}) };
      return { outcome: { kind: "view", to, view, reader, ...also }, verb, result: "ok" };
    } catch (error) {
      const { outcome, result } = await failed(error, command, spoken, open, log);
      const again = outcome.kind === "form" ? { ...outcome, form: await keeping(outcome.form) } : outcome;
      return { outcome: again, verb, result };
    }

    /** A form that opens over something typed holds on to it: its files, and its words until somebody opens it. */
    async function keeping(form: Form): Promise<Form> {
      const { draft, line, values, files } = spoken;
      const typed = line !== "" && (Object.keys(values).length > 0 || files.length > 0);
      const id = draft ?? (typed && !spoken.form ? await open.keep() : undefined);
      return id === undefined ? form : { ...form, preset: { ...form.preset, draft: id } };
    }
  }

  async function fileAsRequest(
    invocation: Invocation,
    person: Person,
    { line, files }: Spoken,
    m: Messages,
  ): Promise<View> {
    const asRequest = { ...typedLine(verbs, `request ${line}`), line, files };
    const draft = await services.keepDraft(person, invocation, asRequest);
    const file = { label: m.errors.fileIt, verb: "draft", input: { draft }, style: "primary" } as const;
    const answers = await asAnswer(services, invocation, person, { line, files }, m);
    return question(m, m.errors.notACommand, m.errors.notACommandText, [...answers, file], line);
  }

  interface Found {
    command: Command;
    spoken: Spoken;
    standing: Standing;
    reader: Reader;
    client: Client | undefined;
  }

  function openCtx(invocation: Invocation, person: Person, found: Found): OpenCtx {
    const { command, spoken, standing, reader, client } = found;
    const { place } = invocation;
    const now = services.clock.now();
    // Pressed twice, or from two places, a draft is carried out once.
    const key = spoken.draft === undefined || spoken.form ? invocation.key : `draft:${spoken.draft}`;
    const byClientsApp = invocation.actor.byAppOf !== undefined;
    const narrowed = standing.narrowed || (byClientsApp && standing.kind === "none");
    const m = messages(reader.locale);
    const by = { key, by: person.id, platform: place.platform, now };
    return {
      key,
      now,
      m,
      reader,
      narrowed,
      byClientsApp,
      client,
      place,
      person,
      files: spoken.files,
      typed: spoken.values,
      revision: command.reads ? undefined : spoken.revision,
      keep: () => {
        const { line, files } = spoken;
        const kept = { line, files, verb: command.name, values: given(command, spoken) };
        return services.keepDraft(person, invocation, kept);
      },
      async offer(what) {
        // Who follows the link is asked no more by which app they were given it.
        if (narrowed && what.client === null) throw new UserError("from-home", m.errors.fromHome);
        return services.offer(person, what);
      },
      home: async (chosen) => (await services.home(person, invocation.actor, chosen)).view,
      log,
      people: services.peopleFor(person, invocation, key, now),
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

  return async (invocation) => {
    const started = services.clock.now().getTime();
    const measured = (verb: string, result: string) =>
      services.measured({ verb, result, ms: services.clock.now().getTime() - started });
    try {
      const { outcome, verb, result } = await handle(invocation);
      measured(verb, result);
      return outcome;
    } catch (error) {
      const wrapped = new AppError("internal", "unexpected", { cause: error });
      log.error({ err: error, id: wrapped.id }, "an invocation failed");
      measured("unknown", "error");
      return broke(invocation, wrapped.id);
    }
  };
}

const goingOn = (invocation: Invocation, draft: string): Invocation => ({
  ...invocation,
  input: { kind: "action", verb: "draft", values: { draft } },
});

function said(view: View, result: "question" | "refused", verb: string, reader: Reader): Handled {
  const why = result === "refused" ? { refused: true } : { asks: true };
  return { outcome: { kind: "view", to: "actor", view, reader, ...why }, verb, result };
}

/** Nothing is known yet but who spoke: their platform's hints have to do. */
function broke({ actor, input }: Invocation, id: string): Outcome {
  const reader: Reader = { locale: localeOf(actor.locale) ?? "en", zone: actor.zone ?? "UTC" };
  const m = messages(reader.locale);
  const line = input.kind === "line" || input.kind === "talk" ? input.text : "";
  const view = refusal(m, [m.common.somethingBroke(id)], line);
  return { kind: "view", to: "actor", view, reader, refused: true };
}
