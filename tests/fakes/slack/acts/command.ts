import { parsed } from "../json.ts";
import { show } from "../response-url.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeMessage } from "../types.ts";
import type { Delivered, Delivery, Signing } from "./delivery.ts";
import { actor, FORM, nameFor, openChannel } from "./people.ts";
import { onTheWire } from "./wire.ts";

export interface CommandAct {
  user: string;
  channel: string;
  /** As typed after the command. */
  text: string;
  command?: string;
  signing?: Signing;
}

export interface Commanded extends Delivered {
  /** What the ack showed. */
  answer: FakeMessage | undefined;
  triggerId: string;
  responseUrl: string;
}

/** Somebody types a slash command. The app needs no seat in the channel; the ack must be in time and show something Slack would show. */
export async function command(state: State, delivery: Delivery, act: CommandAct): Promise<Commanded> {
  const user = actor(state, act.user);
  const channel = openChannel(state, act.channel, user.id);
  const { team, teamDomain = "example", appId } = state.options;
  const triggerId = state.trigger(user.id);
  const responseUrl = state.responseUrl(channel.id, user.id);
  const form = new URLSearchParams({
    token: "verification-token",
    team_id: team,
    team_domain: teamDomain,
    channel_id: channel.id,
    channel_name: nameFor(channel),
    user_id: user.id,
    user_name: user.name,
    command: act.command ?? "/va",
    text: onTheWire(state, act.text.trim(), "command"),
    api_app_id: appId,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: triggerId,
  });
  const delivered = await delivery.raw(form.toString(), {
    contentType: FORM,
    ...(act.signing ? { signing: act.signing } : {}),
  });
  const answer = delivered.status === 200 ? shown(state, delivered, act) : undefined;
  return { ...delivered, answer, triggerId, responseUrl };
}

function shown(state: State, { body }: Delivered, act: CommandAct): FakeMessage | undefined {
  if (body === "") return undefined;
  const value = parsed(body);
  const message = typeof value === "object" && value !== null ? value : { text: body };
  try {
    return show(state, "command ack", { ...message }, act);
  } catch (error) {
    if (error instanceof SlackError) throw new Error(`invalid_command_response: ${error.message}\n${body}`);
    throw error;
  }
}
