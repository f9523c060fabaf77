import { type Ctx, requestNamed } from "./ctx.ts";
import { openStages, type Request, requestName } from "./domain/request.ts";
import { formField, formOf } from "./forms.ts";
import { withClient } from "./request-change.ts";
import { clip } from "./view/limits.ts";
import type { Field, Form } from "./view/nodes.ts";

type Values = Readonly<Record<string, string>>;
const MOST_CHOICES = 100;

/**
 * A form about a request: which one (if that isn't said yet), and what else the verb needs.
 * @throws UserError if the one that is named doesn't exist
 */
export async function aboutRequest(
  ctx: Ctx,
  verb: string,
  title: ((ref: string) => string) | undefined,
  values: Values,
  fields: readonly Field[],
): Promise<Form> {
  const { form } = ctx.m.request;
  const { ref } = values;
  if (ref === undefined)
    return formOf(verb, form.whichTitle, form.go, [await requestField(ctx, values), ...fields], values);
  const named = await withClient(ctx, await requestNamed(ctx, ref));
  return formOf(verb, title?.(named.ref) ?? named.ref, form.go, fields, values);
}

/** Which of the open requests; by name where there is none. */
export async function requestField(ctx: Ctx, values: Values): Promise<Field> {
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
