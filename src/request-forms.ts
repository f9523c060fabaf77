import type { Ctx } from "./ctx.ts";
import { openStages, type Request, requestName } from "./domain/request.ts";
import { formField, formOf } from "./forms.ts";
import { clip } from "./view/limits.ts";
import type { Field, Form } from "./view/nodes.ts";

type Values = Readonly<Record<string, string>>;
const MOST_CHOICES = 100;

/** A form about a request: which one (if that isn't said yet), and what else the verb needs. */
export async function aboutRequest(
  ctx: Ctx,
  verb: string,
  title: string,
  values: Values,
  fields: readonly Field[],
): Promise<Form> {
  const which = values["ref"] === undefined ? [await requestField(ctx, values)] : [];
  return formOf(verb, title, ctx.m.request.form.go, [...which, ...fields], values);
}

async function requestField(ctx: Ctx, values: Values): Promise<Field> {
  const [requests, clients] = await Promise.all([
    ctx.store.requests.list({
      stages: openStages,
      ...(ctx.client ? { client: ctx.client.id } : {}),
      limit: MOST_CHOICES,
    }),
    ctx.store.clients.list(),
  ]);
  const codes = new Map(clients.map((client) => [client.id, client.code]));
  const options = requests.map((r: Request) => ({
    value: r.id,
    label: clip(`${requestName(codes.get(r.client) ?? "?", r)} ${r.title}`, 75),
  }));
  return options.length > 0
    ? formField("ref", "select", ctx.m.request.form.ref, values, { required: true, options })
    : formField("ref", "text", ctx.m.request.form.ref, values, { required: true });
}
