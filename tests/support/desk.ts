import { commands } from "../../commands/index.ts";
import { createDispatch } from "../../src/dispatch.ts";
import type { FileLink, Invocation, Outcome } from "../../src/invocation.ts";
import type { Log } from "../../src/log.ts";
import { cardRenderer } from "../../src/outbox/cards.ts";
import { createRelay, type Relay } from "../../src/outbox/relay.ts";
import { createSender, type Sender } from "../../src/outbox/sender.ts";
import { createServices } from "../../src/services.ts";
import { createStores, type Stores } from "../../src/store/index.ts";
import { type ManualClock, manualClock } from "../../src/time/clock.ts";
import type { Action, Form, View } from "../../src/view/nodes.ts";
import { renderText } from "../../src/view/render-text.ts";
import { type RecordingPlatform, recordingPlatform } from "../fakes/recording-platform.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Said {
  outcome: Outcome;
  /** The view or form as text; "" for nothing. */
  text: string;
}

export interface World {
  database: TestDatabase;
  stores: Stores;
  clock: ManualClock;
  platform: RecordingPlatform;
  relay: Relay;
  sender: Sender;
  /** Types a line. `who` is a user of workspace `w`, or `user@workspace`; `where` is a channel's name, or "dm". */
  say(
    who: string,
    where: string,
    line: string,
    options?: { key?: string; loose?: boolean; thread?: string; files?: readonly FileLink[] },
  ): Promise<Said>;
  press(
    who: string,
    where: string,
    verb: string,
    values: Record<string, string>,
    options?: { key?: string; revision?: number },
  ): Promise<Said>;
  /** Presses the button with this label in an outcome, or in a message that was posted. */
  pressLabel(who: string, where: string, from: Said | View, label: string): Promise<Said>;
  /** Sends a form with what stands in it, changed. */
  submit(who: string, where: string, form: Form, values: Record<string, string>): Promise<Said>;
  /** Moves everything out and sends until nothing is due. */
  settle(): Promise<void>;
  invoke(invocation: Invocation): Promise<Said>;
  close(): Promise<void>;
}

/** The whole core on a real database, with one recording platform called `fake`. Tuesday, 24 November 2026, 10:00 UTC. */
export async function openWorld(at = "2026-11-24T10:00:00Z"): Promise<World> {
  const database = await testDatabase();
  const clock = manualClock(at);
  const platform = recordingPlatform("fake");
  const platforms = new Map([[platform.name, platform]]);
  const relay = createRelay(database.db, silent, () => undefined);
  let committed = false;
  const stores = createStores(database.client, database.db, () => {
    committed = true;
  });
  const services = createServices({
    stores,
    platforms,
    clock,
    measured: () => undefined,
    publicUrl: () => "https://va.example.com",
  });
  const dispatch = createDispatch(commands, services, silent);
  const sender = createSender({
    db: database.db,
    stores,
    platforms,
    renderCard: cardRenderer(stores),
    clock,
    log: silent,
  });
  let acts = 0;

  async function invoke(invocation: Invocation): Promise<Said> {
    const outcome = await dispatch(invocation);
    return { outcome, text: textOf(outcome, clock.now()) };
  }
  const base = (who: string, where: string, key?: string, thread?: string) => {
    acts += 1;
    const dm = where === "dm";
    const [user = who, workspace = "w"] = who.split("@");
    return {
      key: key ?? `act-${acts}`,
      actor: { platform: "fake", workspace, user },
      place: {
        address: dm ? `fake|${workspace}|dm-${user}` : `fake|${workspace}|${where}`,
        platform: "fake",
        workspace,
        kind: dm ? ("dm" as const) : ("channel" as const),
        name: where,
        ...(thread === undefined ? {} : { thread }),
      },
    };
  };

  const world: World = {
    database,
    stores,
    clock,
    platform,
    relay,
    sender,
    invoke,
    say: (who, where, line, { key, loose, thread, files } = {}) => {
      const said = { text: line, ...(files === undefined ? {} : { files }) };
      return invoke({
        ...base(who, where, key, thread),
        input:
          thread === undefined || loose !== undefined
            ? { kind: "line", ...said, ...(loose === undefined ? {} : { loose }) }
            : { kind: "talk", ...said },
      });
    },
    press: (who, where, verb, values, { key, revision } = {}) =>
      invoke({
        ...base(who, where, key),
        input: { kind: "action", verb, values, ...(revision === undefined ? {} : { revision }) },
      }),
    async pressLabel(who, where, from, label) {
      const view = "outcome" in from ? viewOf(from) : from;
      const action = view.body
        .flatMap((node) => (node.kind === "actions" ? node.actions : []))
        .find((a) => a.label === label);
      if (!action)
        throw new Error(
          `no button "${label}" in:\n${renderText(view, { locale: "en", zone: "UTC" }, clock.now())}`,
        );
      const { verb, input, revision } = action;
      return world.press(who, where, verb, { ...input }, revision === undefined ? {} : { revision });
    },
    submit(who, where, { verb, preset, fields }, values) {
      const filled = Object.fromEntries(fields.map((field) => [field.key, field.value ?? ""]));
      const input = { kind: "form", verb, values: { ...filled, ...values }, preset } as const;
      return invoke({ ...base(who, where), input });
    },
    async settle() {
      await relay.drain();
      for (let round = 0; round < 50; round += 1) {
        committed = false;
        if ((await sender.pump()) === 0) return;
        if (committed) await relay.drain();
      }
    },
    close: () => database.drop(),
  };
  return world;
}

export function viewOf(said: Said): View {
  if (said.outcome.kind !== "view") throw new Error(`no view but ${said.outcome.kind}`);
  return said.outcome.view;
}

export const actionsOf = (view: View): Action[] =>
  view.body.flatMap((node) => (node.kind === "actions" ? node.actions : []));

export function formOf(said: Said): Form {
  if (said.outcome.kind !== "form") throw new Error(`no form but: ${said.text}`);
  return said.outcome.form;
}

function textOf(outcome: Outcome, now: Date): string {
  switch (outcome.kind) {
    case "view":
      return renderText(outcome.view, outcome.reader, now);
    case "form":
      return [
        outcome.form.title,
        ...outcome.form.fields.map((f) => f.label),
        ...Object.values(outcome.errors ?? {}),
      ].join("\n");
    case "none":
      return "";
    default:
      return outcome satisfies never;
  }
}

/** A desk with owner Asha (Kolkata), client Acme (New York) in #acme with contact Jane, client Beta (Sydney) in #beta with contact Raj. */
export async function openDesk(): Promise<World> {
  const world = await openWorld();
  const { platform } = world;
  platform.people.set("asha", { name: "Asha", zone: "Asia/Kolkata" });
  platform.people.set("jane", { name: "Jane", zone: "America/New_York" });
  platform.people.set("raj", { name: "Raj", zone: "Australia/Sydney" });
  await world.say("asha", "dm", 'setup "Asha Desk" zone:Kolkata');
  await world.say("asha", "acme", 'client add "Acme Ltd" code:ACME zone:America/New_York hours:20 per:month');
  await world.say("asha", "beta", 'client add "Beta Corp" code:BETA zone:Sydney');
  for (const [who, where] of [
    ["jane", "acme"],
    ["raj", "beta"],
  ] as const) {
    await world.press(who, where, "join", { as: "contact" });
  }
  // The way in that stands in each channel from the beginning is out of the way of what is to be seen.
  await world.settle();
  platform.posted.length = 0;
  return world;
}

/** The one-time code in an answer. */
export const codeIn = ({ text }: Said): string => /link ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(text)?.[1] ?? "";

/** The latest message with this title in a conversation. */
export function postedIn(world: World, address: string, title: string): View {
  const found = world.platform.in(address).findLast((message) => message.view.title.includes(title));
  if (!found) throw new Error(`nothing called "${title}" in:\n${world.platform.textIn(address)}`);
  return found.view;
}

/** A code for a further desk, as the command line gives one. */
export const deskCode = ({ stores, clock }: World): Promise<string> =>
  stores.system.issueCode({
    kind: "desk",
    issuer: "cli",
    desk: null,
    client: null,
    expiresAt: new Date(clock.now().getTime() + 60_000),
  });
