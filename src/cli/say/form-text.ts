import type { Field, Form } from "../../view/nodes.ts";

/** A form in words: what may be added to the line, field by field. */
export function formText({ title, fields }: Form, errors: Readonly<Record<string, string>> = {}): string {
  return [title, ...fields.map((field) => fieldText(field, errors[field.key]))].join("\n");
}

function fieldText({ key, label, required, hint, options, value }: Field, error: string | undefined): string {
  const about = [
    required ? "needed" : "",
    hint ?? "",
    options ? options.map((option) => option.value).join(", ") : "",
    value ? `now: ${value}` : "",
  ].filter(Boolean);
  return [
    `  ${key}: ${label}${about.length === 0 ? "" : ` (${about.join("; ")})`}`,
    ...(error ? [`    ${error}`] : []),
  ].join("\n");
}
