import { createHash } from "node:crypto";
import type { Context } from "hono";
import { actOf, messageIn, once, postedInto } from "../act.ts";
import type { Deps, Env } from "../deps.ts";
import { invocationOf } from "../invocation.ts";
import { unreadable } from "../refused.ts";
import { readButton } from "../render/button.ts";
import { answer, answerKey, replace } from "../reply.ts";
import { type Result, respond } from "../respond.ts";

/** A button of a message. What it carries is authorised like anything typed. */
export const onPress =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const { channel, posted } = await postedInto(c, deps);
    const value = posted.text("press");
    const pressed = readButton(value);
    if (!pressed) throw unreadable();
    const message = await messageIn(deps, viewer, channel, posted.text("on"));
    const thread = message.thread ?? undefined;
    const button = createHash("sha256").update(value).digest("base64url").slice(0, 16);
    const key = `web:click:${message.id}:${button}:${viewer.person.id}`;
    // Pressing it again later is the same act to the desk, but it is answered again.
    const press = `${key}:${actOf(posted)}`;
    const result = await once(deps, press, async (): Promise<Result> => {
      if (await deps.chat.messageByKey(answerKey(press))) return {};
      const invocation = invocationOf(viewer.person, channel, key, { kind: "action", ...pressed }, thread);
      const outcome = await deps.intake.dispatch(invocation);
      if (outcome.kind === "form") return { form: { outcome, thread, files: [] } };
      // The answer to a question takes its place, where nobody else sees it.
      const inPlace = outcome.kind === "view" && outcome.replaces && message.to === viewer.person.id;
      if (inPlace && outcome.to === "actor") await replace(deps.chat, message, outcome);
      else await answer(deps.chat, invocation, outcome, press);
      return {};
    });
    return respond(c, deps, channel, result);
  };
