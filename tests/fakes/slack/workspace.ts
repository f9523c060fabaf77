import { type Clock, systemClock } from "../../../src/time/clock.ts";
import { type ClickAct, type Clicked, click, labels } from "./acts/click.ts";
import { type CommandAct, type Commanded, command } from "./acts/command.ts";
import { createDelivery, type Delivered, type RawOptions, type Repeats } from "./acts/delivery.ts";
import { createEvents } from "./acts/events.ts";
import { actor } from "./acts/people.ts";
import { type ReactAct, react } from "./acts/react.ts";
import { type ShareAct, share } from "./acts/share.ts";
import { type ShortcutAct, shortcut } from "./acts/shortcut.ts";
import { bySocket } from "./acts/socket-delivery.ts";
import { type SubmitAct, type Submitted, submit } from "./acts/submit.ts";
import { edit, retract, say, type TalkAct, type Talked, write } from "./acts/talk.ts";
import { allow } from "./authorize.ts";
import type { Cloud } from "./cloud.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import { homeOf } from "./methods/views.ts";
import { viewShape } from "./shapes.ts";
import type { Sockets } from "./socket.ts";
import type {
  Call,
  FakeApp,
  FakeChannel,
  FakeMessage,
  FakeSlackOptions,
  FakeUser,
  FakeView,
  Json,
  Shown,
} from "./types.ts";

type Direct = Omit<TalkAct, "channel">;
type Reply = Omit<TalkAct, "channel" | "thread"> & { message: FakeMessage };

export interface FakeSlack {
  /** Slack's API as a client's `slackApiUrl`; ends with `/api/`. */
  url: string;
  /** Every call the app made, in order; posts to response urls are called `response_url`. */
  calls: Call[];
  /** Everything Slack accepted to show, as the app sent it; for the judge. */
  everything: readonly Shown[];

  addUser(user: Pick<FakeUser, "id" | "name"> & Partial<FakeUser>): FakeUser;
  /** `bot: false`: the app's bot isn't in it. */
  addChannel(channel: {
    id?: string;
    name: string;
    members: string[];
    kind?: "public" | "private" | "mpim";
    bot?: boolean;
    archived?: boolean;
    shared?: boolean;
  }): FakeChannel;
  /** Shares a channel with another workspace: these people of it come in, and its bot where it is said so. */
  share(channel: string, other: ShareAct): void;
  archive(channel: string): void;
  /** Takes the bot out of a channel. */
  kick(channel: string): void;
  revokeToken(): void;
  /** From now on the app is one that isn't in Slack's directory. */
  unlist(): void;
  /** Takes a permission away, as an older installation lacks it. */
  withoutScope(scope: string): void;
  /** Takes the app out: its tokens end, and it hears of it by two events. */
  uninstall(): Promise<Delivered[]>;

  /** Another workspace of the same Slack; no app is in it until one is installed, unless one is named. */
  workspace(options: Pick<FakeSlackOptions, "team" | "botUser"> & Partial<FakeSlackOptions>): FakeSlack;
  /** Makes an app that can be installed; with a token for sockets it is heard by them alone. */
  app(app: FakeApp): FakeApp;
  /** Its connections, and what becomes of them. */
  sockets: Pick<Sockets, "of" | "refresh" | "drop" | "until">;
  /** Somebody of this workspace allows what an authorize address asks for; where their browser goes then. */
  allow(url: string, user: string): string;

  /** What is there now, oldest first, replies in threads among them. */
  messages(channel: string): FakeMessage[];
  /** What only this person sees, in one channel or in all of them. */
  ephemerals(user: string, channel?: string): FakeMessage[];
  /** The person's direct messages with the bot. */
  direct(user: string): FakeChannel;
  /** The form a person has on the screen. */
  openView(user: string): FakeView | undefined;
  home(user: string): FakeView | undefined;
  labels(shown: FakeMessage | FakeView): string[];

  /** Where the app listens; everything is posted to it. */
  connect(appUrl: string): void;
  command(act: CommandAct): Promise<Commanded>;
  /** Calls a shortcut: on a message, or from anywhere. */
  shortcut(act: ShortcutAct): Promise<Delivered>;
  click(act: ClickAct): Promise<Clicked>;
  /** Two presses in the same moment, each with a trigger of its own. */
  doubleClick(act: ClickAct): Promise<[Clicked, Clicked]>;
  submit(act: SubmitAct): Promise<Submitted>;
  /** The form is closed without submitting. */
  dismiss(view: FakeView): void;
  say(act: TalkAct): Promise<Talked>;
  /** As `say`, but the app is told nothing. */
  write(act: TalkAct): FakeMessage;
  /** Somebody goes to the app's page. */
  openHome(user: string): Promise<Delivered[]>;
  /** Begins with the bot's name. */
  mention(act: TalkAct): Promise<Talked>;
  dm(act: Direct): Promise<Talked>;
  /** Puts an emoji on a message. */
  react(act: ReactAct): Promise<Delivered[]>;
  reply(act: Reply): Promise<Talked>;
  edit(act: { message: FakeMessage; text: string }): Promise<Talked>;
  retract(message: FakeMessage): Promise<Talked>;
  /** An event (without its envelope), again with the same event id if asked to. */
  deliver(event: Json, repeats?: Repeats): Promise<Delivered[]>;
  /** Any body at all, signed as told. */
  raw(body: string | Buffer, options?: RawOptions): Promise<Delivered>;

  fail: Faults["fail"];
  clearFaults(): void;
  /** Until the app has heard of everything it posted itself. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** What a workspace needs of the Slack it is in. */
export interface Around {
  cloud: Cloud;
  journal: Journal;
  /** Where the app listens, for all of them. */
  to: { url?: URL };
  /** Requests are signed by it. */
  signClock: Clock | undefined;
  stop(): Promise<void>;
}

export function openWorkspace(options: FakeSlackOptions, around: Around): FakeSlack {
  const { cloud, journal, to } = around;
  const { faults, calls } = cloud;
  const state = cloud.add(options);
  const http = createDelivery(() => options.signingSecret, around.signClock ?? systemClock, to);
  const usesSocket = (): boolean => cloud.apps.get(options.appId)?.appToken !== undefined;
  const delivery = bySocket(http, cloud.sockets, () => options.appId, usesSocket);
  const events = createEvents(state, delivery);
  cloud.hearers.set(options.team, { state, events, delivery });
  const echoes = new Set<Promise<unknown>>();

  state.echo = (subtype, message, before) => {
    if (options.echo === false || !delivery.connected) return;
    const event =
      subtype === "posted" ? events.said(message) : events.changed(subtype, message, before ?? {});
    // An app that is down hears nothing; that is not the caller's concern.
    const told = events
      .tell([event])
      .catch(() => undefined)
      .finally(() => echoes.delete(told));
    echoes.add(told);
  };
  const settle = async (): Promise<void> => {
    while (echoes.size > 0) await Promise.all(echoes);
  };

  const slack: FakeSlack = {
    url: `${state.baseUrl}/api/`,
    calls,
    everything: journal.everything,
    addUser(user) {
      const added: FakeUser = {
        realName: user.name,
        tz: "America/New_York",
        locale: "en-US",
        email: `${user.name}@example.com`,
        team: options.team,
        bot: false,
        deleted: false,
        ...user,
      };
      state.users.set(added.id, added);
      return added;
    },
    addChannel({ members, bot = true, ...given }) {
      const channel: FakeChannel = {
        id: state.id("C"),
        kind: "public",
        archived: false,
        shared: false,
        teams: new Set([options.team]),
        ...given,
        members: new Set([...members, ...(bot ? [options.botUser] : [])]),
      };
      state.channels.set(channel.id, channel);
      return channel;
    },
    share: (id, other) => share(cloud.workspaces, channelOf(id), other),
    archive: (id) => Object.assign(channelOf(id), { archived: true }),
    kick: (id) => channelOf(id).members.delete(options.botUser),
    revokeToken() {
      for (const token of state.tokens.values()) token.revoked = true;
    },
    unlist() {
      options.unlisted = true;
    },
    withoutScope(scope) {
      options.scopes.splice(0, Number.POSITIVE_INFINITY, ...options.scopes.filter((one) => one !== scope));
    },
    async uninstall() {
      slack.revokeToken();
      const { botUser } = options;
      const revoked = events.deliver({ type: "tokens_revoked", tokens: { oauth: [], bot: [botUser] } });
      const uninstalled = events.deliver({ type: "app_uninstalled" });
      return (await Promise.all([revoked, uninstalled])).flat();
    },
    workspace: (more) =>
      openWorkspace(
        { signingSecret: "", appId: "", scopes: [], echo: options.echo ?? true, ...more },
        around,
      ),
    app(app) {
      cloud.apps.set(app.id, app);
      return app;
    },
    sockets: cloud.sockets,
    allow: (url, user) => allow(cloud, url, options.team, user),

    messages: (channel) => state.messages.filter((message) => message.channel === channel),
    ephemerals: (user, channel) =>
      state.ephemerals.filter(
        (message) => message.ephemeralFor === user && (channel === undefined || message.channel === channel),
      ),
    direct: (user) => state.directChannel(actor(state, user).id),
    openView: (user) =>
      [...state.views.values()]
        .filter((view) => view.type === "modal" && view.user === user && view.open)
        .at(-1),
    home: (user) => homeOf(state, user),
    labels,

    connect: (appUrl) => delivery.connect(appUrl),
    command: (act) => {
      // A command is that of the app in one's own workspace.
      if (actor(state, act.user).team !== options.team) throw new Error(`${act.user} has no commands here`);
      return command(state, delivery, act);
    },
    shortcut: (act) => shortcut(state, delivery, act),
    // A button is the business of the app that posted it.
    click(act) {
      const { message } = act;
      const all = message ? state.hearers(message.channel) : [];
      const poster = all.find((one) => one.state.options.team === message?.by);
      return click(poster?.state ?? state, poster?.delivery ?? delivery, act);
    },
    doubleClick: (act) => Promise.all([slack.click(act), slack.click(act)]),
    submit: (act) => submit(state, delivery, act),
    dismiss(view) {
      view.open = false;
    },
    say: (act) => say(state, events, act),
    write: (act) => write(state, act),
    openHome(user) {
      const present = homeOf(state, user);
      return events.deliver({
        type: "app_home_opened",
        user: actor(state, user).id,
        channel: state.directChannel(user).id,
        tab: "home",
        event_ts: state.ts(),
        ...(present ? { view: viewShape(state, present) } : {}),
      });
    },
    mention: (act) => slack.say({ ...act, text: `@${options.botUser} ${act.text}` }),
    dm: (act) => slack.say({ ...act, channel: slack.direct(act.user).id }),
    reply: ({ message, ...act }) => slack.say({ ...act, channel: message.channel, thread: headOf(message) }),
    edit: (act) => edit(state, events, act),
    react: (act) => react(state, act),
    retract: (message) => retract(state, events, message),
    deliver: (event, repeats) => events.deliver(event, repeats),
    raw: (body, raw) => delivery.raw(body, raw),

    fail: faults.fail,
    clearFaults: faults.clear,
    settle,
    async stop() {
      await settle();
      delivery.stop();
      await around.stop();
    },
  };

  function channelOf(id: string): FakeChannel {
    const channel = state.channels.get(id);
    if (!channel) throw new Error(`no channel ${id}`);
    return channel;
  }

  function headOf(message: FakeMessage): FakeMessage {
    const head = state.messages.find((one) => one.channel === message.channel && one.ts === message.threadTs);
    return message.threadTs === undefined || !head ? message : head;
  }

  slack.addUser({ id: options.botUser, name: "vadesk", realName: "VA Desk", bot: true });
  return slack;
}
