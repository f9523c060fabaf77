import type { Values } from "./command.ts";
import { type Ctx, memberNamed } from "./ctx.ts";
import type { Absence } from "./domain/away.ts";
import { formField, formOf } from "./forms.ts";
import type { Form } from "./view/nodes.ts";

/** The days, who stands in, and for an owner whose days they are. @throws UserError if that is nobody on the team */
export async function awayForm(ctx: Ctx, before: Absence | undefined, values: Values): Promise<Form> {
  const { form } = ctx.m.away;
  const members = await ctx.store.members.list();
  const named = values["for"] === undefined ? undefined : await memberNamed(ctx, values["for"], "for");
  const holder = before && members.find(({ away }) => away.some(({ id }) => id === before.id));
  const whose = (named ?? holder)?.person ?? ctx.actor.person.id;
  const asksWho = ctx.actor.role === "owner" && !before && members.length > 1;
  // Whoever the days are for is refused as their own cover, so that one form does for all.
  const able = members.filter(
    ({ person, role }) => (asksWho || person !== whose) && role !== "subcontractor",
  );
  const filled = {
    ...(before ? { from: before.from, to: before.to, cover: before.cover ?? "nobody" } : {}),
    ...values,
  };
  const { what: _, days, ...rest } = values;
  return formOf(
    "away",
    form.title,
    ctx.m.request.form.save,
    [
      ...(asksWho
        ? [
            formField(
              "for",
              "select",
              form.whose,
              { for: whose },
              {
                required: true,
                options: members.map(({ person, name }) => ({ value: person, label: name })),
              },
            ),
          ]
        : []),
      formField(
        "from",
        "text",
        form.from,
        { from: days ?? "", ...filled },
        { required: true, hint: form.dayHint, maxLength: 60 },
      ),
      formField("to", "text", form.to, filled, { hint: form.dayHint, maxLength: 60 }),
      formField(
        "cover",
        "select",
        form.cover,
        { cover: "nobody", ...filled },
        {
          options: [
            { value: "nobody", label: form.nobody },
            ...able.map(({ person, name }) => ({ value: person, label: name })),
          ],
        },
      ),
    ],
    rest,
  );
}
