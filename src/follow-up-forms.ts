import type { Ctx } from "./ctx.ts";
import { isMember } from "./domain/actor.ts";
import { type FollowUp, followUpsOf } from "./domain/follow-up.ts";
import { UserError } from "./errors.ts";
import { formField, formOf } from "./forms.ts";
import * as input from "./input.ts";
import { clip } from "./view/limits.ts";
import type { Form } from "./view/nodes.ts";

type Values = Readonly<Record<string, string>>;

/** What can be done with a follow-up. */
export const followUpActs = ["list", "show", "done", "move", "give", "request"] as const;
type What = (typeof followUpActs)[number];

/** What else it takes: which one, and then words, a day, or somebody. */
export async function followUpForm(ctx: Ctx, values: Values): Promise<Form> {
  const { form } = ctx.m.care.followUp;
  const what = (values["what"] ?? "done") as What;
  const code = values["ref"];
  const one = code === undefined ? undefined : await ctx.store.followUps.byCode(code);
  const which = one ? [] : [await whichField(ctx, values)];
  const titles: Record<What, string> = {
    list: form.which,
    show: form.which,
    done: form.title(code ?? ""),
    move: form.dayTitle(code ?? ""),
    give: form.giveTitle(code ?? ""),
    request: form.requestTitle(code ?? ""),
  };
  const fields = [...which, ...(await fieldsFor(ctx, what, values, one))];
  return formOf("followup", titles[what], ctx.m.request.form.save, fields, { ...values, what });
}

async function fieldsFor(ctx: Ctx, what: What, values: Values, one: FollowUp | undefined) {
  const { form } = ctx.m.care.followUp;
  switch (what) {
    case "list":
    case "show":
      return [];
    case "done": {
      const told =
        one?.from === null || one?.client === null ? form.nobodyTold : form.told(one?.fromName ?? "");
      return [
        formField("words", "long-text", form.changed, values, {
          required: true,
          maxLength: 3000,
          hint: told,
        }),
      ];
    }
    case "move":
      return [
        formField("words", "text", form.day, values, { required: true, hint: form.dayHint, maxLength: 200 }),
      ];
    case "give": {
      const members = await ctx.store.members.list();
      const options = members
        .filter((member) => member.person !== one?.hiddenFrom)
        .map((member) => ({ value: member.person, label: member.name }));
      return [formField("words", "select", form.who, values, { required: true, options })];
    }
    case "request": {
      const { form: request } = ctx.m.request;
      const options = (await ctx.store.clients.list()).map((client) => ({
        value: client.code,
        label: `${client.code} · ${client.name}`,
      }));
      const title = clip(one?.what.replace(/\s+/g, " ").trim() ?? "", input.TITLE_MAX);
      return [
        formField(
          "words",
          "text",
          request.title,
          { words: title, ...values },
          {
            required: true,
            maxLength: input.TITLE_MAX,
          },
        ),
        ...(one?.client == null
          ? [formField("client", "select", request.client, values, { required: true, options })]
          : []),
      ];
    }
    default:
      return what satisfies never;
  }
}

async function whichField(ctx: Ctx, values: Values) {
  const { form } = ctx.m.care.followUp;
  if (!isMember(ctx.actor)) throw new UserError("not-yours", ctx.m.care.followUp.notYours);
  const open = await ctx.store.followUps.open();
  const mine = followUpsOf(ctx.actor.member, open, ctx.now);
  const options = [...mine, ...open.filter((one) => !mine.includes(one))].slice(0, 100).map((one) => ({
    value: one.code,
    label: clip(`${one.code} ${one.fromName} ${one.what}`, 75),
  }));
  return options.length > 0
    ? formField("ref", "select", form.which, values, { required: true, options })
    : formField("ref", "text", form.which, values, { required: true });
}
