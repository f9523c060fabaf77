import type { State } from "./state.ts";
import type { FakeChannel, FakeFile, FakeMessage, FakeUser, FakeView, Json } from "./types.ts";

const seconds = (state: State): number => Math.floor(state.clock.now().getTime() / 1000);

/** A message as histories, answers and interactions show it. */
export function messageShape(state: State, message: FakeMessage, withMetadata = false): Json {
  const replies = state.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === message.ts,
  );
  const user = state.users.get(message.user);
  return {
    type: "message",
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: user?.team ?? state.options.team,
    ...(message.own ? botShape(state, message, user?.name ?? "bot") : {}),
    ...(state.channels.get(message.channel)?.shared ? foreignShape(state, user) : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((file) => fileShape(state, file)) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
    ...(message.edits > 0 ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.threadTs !== undefined
      ? { thread_ts: message.threadTs, parent_user_id: headUser(state, message) }
      : {}),
    ...(replies.length > 0
      ? {
          thread_ts: message.ts,
          reply_count: replies.length,
          reply_users_count: new Set(replies.map((reply) => reply.user)).size,
          latest_reply: replies.at(-1)?.ts,
        }
      : {}),
  };
}

function botShape(state: State, message: FakeMessage, name: string): Json {
  const poster =
    state.hearers(message.channel).find((one) => one.state.options.team === message.by)?.state ?? state;
  const { appId, team } = poster.options;
  const id = poster.botId;
  const profile = { id, deleted: false, name, updated: 0, app_id: appId, icons: {}, team_id: team };
  return { bot_id: id, app_id: appId, bot_profile: profile };
}

/** In a shared channel a message says whose it is. */
function foreignShape(state: State, user: FakeUser | undefined): Json {
  if (!user) return {};
  const profile = { name: user.name, real_name: user.realName, team: user.team };
  const foreign = user.team === state.options.team ? {} : { user_profile: profile };
  return { user_team: user.team, source_team: user.team, ...foreign };
}

function headUser(state: State, message: FakeMessage): string | undefined {
  return state.messages.find((one) => one.channel === message.channel && one.ts === message.threadTs)?.user;
}

export function fileShape(state: State, file: FakeFile): Json {
  // Of another company's file events tell no more than that it is there.
  if (file.team !== state.options.team)
    return {
      id: file.id,
      mode: "file_access",
      file_access: "check_file_info",
      created: 0,
      timestamp: 0,
      user: "",
    };
  return knownFileShape(state, file);
}

/** A file as `files.info` tells of it. */
export function knownFileShape(state: State, file: FakeFile): Json {
  const extension = file.name.split(".").at(-1) ?? "";
  const url = `${state.baseUrl}/files-pri/${state.options.team}-${file.id}`;
  return {
    id: file.id,
    created: seconds(state),
    timestamp: seconds(state),
    name: file.name,
    title: file.title,
    mimetype: !file.processed ? "" : extension === "png" ? "image/png" : "application/octet-stream",
    filetype: file.processed ? extension : "",
    user: file.user,
    user_team: state.options.team,
    size: file.length,
    mode: "hosted",
    is_external: false,
    is_public: false,
    file_access: "visible",
    url_private: `${url}/${encodeURIComponent(file.name)}`,
    url_private_download: `${url}/download/${encodeURIComponent(file.name)}`,
    permalink: `https://${state.options.teamDomain ?? "example"}.slack.com/files/${file.user}/${file.id}`,
  };
}

export function channelShape(state: State, channel: FakeChannel): Json {
  const direct = channel.kind === "im";
  const member = channel.members.has(state.options.botUser);
  const flags = {
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: direct,
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_archived: channel.archived,
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
  };
  const user = [...channel.members].find((one) => one !== state.options.botUser);
  return direct
    ? { id: channel.id, created: 0, ...flags, user, is_open: true, context_team_id: state.options.team }
    : {
        id: channel.id,
        name: channel.name,
        name_normalized: channel.name,
        created: 0,
        ...flags,
        is_member: member,
        is_general: false,
        context_team_id: state.options.team,
        topic: { value: "", creator: "", last_set: 0 },
        purpose: { value: "", creator: "", last_set: 0 },
      };
}

export function userShape(state: State, user: FakeUser, withLocale: boolean): Json {
  const mayEmail = state.options.scopes.includes("users:read.email");
  return {
    id: user.id,
    team_id: user.team,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    ...(user.deleted ? {} : { tz: user.tz, tz_label: user.tz, tz_offset: 0 }),
    profile: {
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      team: user.team,
      ...(mayEmail && !user.bot ? { email: user.email } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_restricted: user.guest !== undefined,
    is_ultra_restricted: user.guest === "single",
    is_bot: user.bot,
    is_app_user: false,
    updated: 0,
    ...(withLocale ? { locale: user.locale } : {}),
  };
}

/** A view as answers and interactions show it; `values` is what has been filled in. */
export function viewShape(state: State, view: FakeView, values: Json = {}): Json {
  const { body } = view;
  return {
    id: view.id,
    team_id: state.options.team,
    type: view.type,
    blocks: body["blocks"],
    private_metadata: body["private_metadata"] ?? "",
    callback_id: body["callback_id"] ?? "",
    state: { values },
    hash: view.hash,
    title: body["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: body["clear_on_close"] ?? false,
    notify_on_close: body["notify_on_close"] ?? false,
    close: body["close"] ?? null,
    submit: body["submit"] ?? null,
    submit_disabled: body["submit_disabled"] ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: state.options.appId,
    external_id: body["external_id"] ?? "",
    app_installed_team_id: state.options.team,
    bot_id: state.botId,
  };
}
