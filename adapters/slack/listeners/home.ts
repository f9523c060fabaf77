import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from "@slack/bolt";
import { z } from "zod";
import type { Deps } from "../act.ts";
import { addressOf } from "../codec.ts";

type Args = SlackEventMiddlewareArgs<"app_home_opened"> & AllMiddlewareArgs;

const opened = z.object({ user: z.string(), channel: z.string(), tab: z.literal("home") });

/** Somebody looks at the app's page in Slack; its other tab is the direct messages. */
export const onHomeOpened =
  ({ homes, whose }: Deps) =>
  async ({ event, context }: Args): Promise<void> => {
    const read = opened.safeParse(event);
    const workspace = context.teamId;
    if (!read.success || workspace === undefined) return;
    const { user, channel } = read.data;
    const team = await whose.teamOf(workspace, user);
    await homes?.opened(await whose.speaker({ workspace, user, team }), addressOf(workspace, channel), {});
  };
