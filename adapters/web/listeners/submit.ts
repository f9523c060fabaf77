import type { Context } from "hono";
import { z } from "zod";
import { actOf, conversationOf, messageIn, once, postedInto, threadOf } from "../act.ts";
import type { Deps, Env } from "../deps.ts";
import { keepFiles, keptBefore } from "../files.ts";
import { invocationOf } from "../invocation.ts";
import type { Posted } from "../posted.ts";
import { notFound, unreadable } from "../refused.ts";
import { FIELD, parsed } from "../render/fields.ts";
import { answer, answerKey } from "../reply.ts";
import { type Result, respond } from "../respond.ts";

const presetSchema = z.record(z.string(), z.string());

/** A form that was sent: it stays open with what is wrong at its fields, or is answered in the conversation. */
export const onSubmit =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const { viewer } = c.var;
    const { channel, posted } = await postedInto(c, deps);
    const act = actOf(posted);
    const preset = presetOf(posted);
    const thread = await threadOf(deps, viewer, channel, posted);
    const before = await keptBefore(c, deps, channel, posted.all("kept"));
    const key = `web:form:${viewer.person.id}:${act}`;
    const result = await once(deps, key, async (): Promise<Result> => {
      if (await deps.chat.messageByKey(answerKey(key))) return {};
      const files = [...before, ...(await keepFiles(c, deps, channel, posted.files))];
      const invocation = invocationOf(
        viewer.person,
        channel,
        key,
        {
          kind: "form",
          verb: posted.text("verb"),
          values: posted.texts(FIELD),
          preset,
          ...(files.length === 0 ? {} : { files }),
        },
        thread,
      );
      const outcome = await deps.intake.dispatch(invocation);
      // Nothing was written under this key, so another try is still the same act.
      if (outcome.kind === "form") return { form: { outcome, thread, files, act } };
      await answer(deps.chat, invocation, outcome);
      return {};
    });
    return respond(c, deps, channel, result);
  };

function presetOf(posted: Posted): Record<string, string> {
  const preset = presetSchema.safeParse(parsed(posted.text("preset")));
  if (!preset.success) throw unreadable();
  return preset.data;
}

/** A form that waits in the conversation. */
export const onOpenForm =
  (deps: Deps) =>
  async (c: Context<Env>): Promise<Response> => {
    const channel = await conversationOf(c, deps);
    const message = await messageIn(deps, c.var.viewer, channel, c.req.param("message") ?? "");
    if (message.content.kind !== "form") throw notFound();
    const { form, reader } = message.content;
    const outcome = { kind: "form", form, reader } as const;
    return respond(c, deps, channel, {
      form: { outcome, thread: message.thread ?? undefined, files: [] },
    });
  };
