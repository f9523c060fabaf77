import type { Field, Form } from "./view/nodes.ts";

type Values = Readonly<Record<string, string>>;
type Extra = Partial<Pick<Field, "hint" | "options" | "maxLength" | "required">>;

/** One field, filled with what is known. Optional unless said otherwise. */
export function formField(
  key: string,
  kind: Field["kind"],
  label: string,
  values: Values,
  extra: Extra = {},
): Field {
  const value = values[key];
  return {
    key,
    kind,
    label,
    required: false,
    ...extra,
    ...(value === undefined || value === "" ? {} : { value }),
  };
}

/** A form; keys of `values` that are no fields travel along as preset. */
export function formOf(
  verb: string,
  title: string,
  submit: string,
  fields: readonly Field[],
  values: Values,
): Form {
  const shown = new Set(fields.map((f) => f.key));
  const preset = Object.fromEntries(Object.entries(values).filter(([key]) => !shown.has(key)));
  return { verb, title, submit, fields, preset };
}
