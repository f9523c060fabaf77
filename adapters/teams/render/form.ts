import { z } from "zod";
import { messages } from "../../../src/i18n/index.ts";
import { clip } from "../../../src/view/limits.ts";
import type { Field, Form, Reader } from "../../../src/view/nodes.ts";
import type { Card, Element, Input, InputBase } from "./elements.ts";
import * as limits from "./limits.ts";
import type { Look } from "./look.ts";
import { bytesOf, leftOut, lengthOf } from "./room.ts";
import { textElement, words } from "./text.ts";

/** What travels with a form unseen; read back as something anybody may have written. */
export interface Carried {
  verb: string;
  preset: Readonly<Record<string, string>>;
  /** Names this showing of the form, so that sending it twice is one act. */
  once: string;
  reader: Reader;
  /** Sealed: where it counts, if not where the dialog is. */
  elsewhere?: string;
}

const schema = z.object({
  form: z.object({
    v: z.string(),
    p: z.record(z.string(), z.string()),
    o: z.string().min(8).max(64),
    l: z.enum(["en", "hi"]),
    z: z.string(),
    w: z.string().optional(),
  }),
});

/** Teams gives inputs of a dialog back by their ids; ours are set apart from what else stands in the data. */
const PREFIX = "f.";

/** A Form as the card of a dialog; errors stand above their inputs. What was `typed` into it just now stands nowhere else. */
export function formCard(
  form: Form,
  look: Look,
  once: string,
  errors: Readonly<Record<string, string>> = {},
  typed: ReadonlySet<string> = new Set(),
): Card {
  const { common } = messages(look.reader.locale);
  const intro = form.intro && textElement(form.intro, look);
  const known = new Set(form.fields.map((field) => field.key));
  const others = Object.entries(errors).filter(([key]) => !known.has(key));
  const data = {
    form: {
      v: form.verb,
      p: form.preset,
      o: once,
      l: look.reader.locale,
      z: look.reader.zone,
      ...(look.elsewhere === undefined ? {} : { w: look.elsewhere }),
    },
  };
  const card = (most: number, left: ReadonlySet<string> = new Set()): Card => ({
    type: "AdaptiveCard",
    version: limits.CARD_VERSION,
    body: [
      ...(intro ? [intro] : []),
      ...others.map(([, problem]) => wrong(problem)),
      ...form.fields.flatMap((field) => [
        ...(errors[field.key] === undefined ? [] : [wrong(errors[field.key] ?? "")]),
        ...(left.has(field.key) ? [kept(field, look)] : inputOf(field, look, most)),
      ]),
      {
        type: "ActionSet",
        actions: [
          {
            type: "Action.Submit",
            title: clip(form.submit.trim() || common.submit, limits.ACTION_TITLE),
            data,
            style: "positive",
          },
        ],
      },
    ],
  });
  const few = bytesOf(card(limits.OPTIONS)) > limits.FORM_BYTES;
  const most = few ? limits.FEW_OPTIONS : limits.OPTIONS;
  return card(
    most,
    leftOut(form.fields, typed, (left) => card(most, left)),
  );
}

/** In place of an input: its text is not sent along, and so stays. */
const kept = ({ key, label }: Field, { reader }: Look): Element =>
  words(messages(reader.locale).teams.staysAsItIs(clip(label.trim() || key, limits.LABEL)), {
    isSubtle: true,
  });

const wrong = (problem: string): Element => ({
  type: "TextBlock",
  text: problem,
  wrap: true,
  color: "Attention",
  weight: "Bolder",
});

function inputOf(field: Field, look: Look, most: number): Element[] {
  const { common } = messages(look.reader.locale);
  const { value = "", hint = "" } = field;
  const base = {
    id: `${PREFIX}${field.key}`,
    label: clip(field.label.trim() || field.key, limits.LABEL),
    ...(field.required ? { isRequired: true, errorMessage: common.needed } : {}),
  };
  const below: Element[] =
    hint === "" ? [] : [{ ...words(hint, { isSubtle: true, size: "Small" }), spacing: "None" } as Element];
  const text = (isMultiline: boolean): Input => ({
    ...base,
    type: "Input.Text",
    maxLength: lengthOf(field),
    ...(isMultiline ? { isMultiline } : {}),
    ...(value === "" ? {} : { value }),
  });
  switch (field.kind) {
    case "text":
    case "duration":
      return [text(false), ...below];
    case "long-text":
      return [text(true), ...below];
    case "number":
      return [
        { ...base, type: "Input.Number", ...(/^-?\d+(\.\d+)?$/.test(value) ? { value: Number(value) } : {}) },
        ...below,
      ];
    case "date":
      return [{ ...base, type: "Input.Date", ...dated(value, /^\d{4}-\d{2}-\d{2}$/) }, ...below];
    case "time":
      return [{ ...base, type: "Input.Time", ...dated(value, /^([01]\d|2[0-3]):[0-5]\d$/) }, ...below];
    case "people":
      return [
        {
          ...base,
          type: "Input.ChoiceSet",
          style: "filtered",
          choices: [],
          "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
        },
        ...below,
      ];
    case "select":
      return [...selectOf(field, base, most, look), ...below];
    case "files":
      // A dialog takes no files; they are attached to the message instead.
      return [words(common.filesInChat, { isSubtle: true, size: "Small" })];
    default:
      return field.kind satisfies never;
  }
}

const dated = (value: string, shape: RegExp): { value?: string } => (shape.test(value) ? { value } : {});

function selectOf(field: Field, base: InputBase, most: number, look: Look): Element[] {
  const offered = field.options ?? [];
  const head = offered.slice(0, most);
  const chosen = offered.find((one) => one.value === field.value);
  const shown = chosen && !head.includes(chosen) ? [...head.slice(0, -1), chosen] : head;
  const left = offered.length - shown.length;
  return [
    {
      ...base,
      type: "Input.ChoiceSet",
      style: shown.length > 12 ? "filtered" : "compact",
      choices: shown.map(({ value, label }) => ({ title: label.trim() || value || "–", value })),
      ...(chosen ? { value: chosen.value } : {}),
    },
    ...(left > 0
      ? [words(messages(look.reader.locale).common.more(left), { isSubtle: true, size: "Small" })]
      : []),
  ];
}

export interface Filled extends Carried {
  values: Record<string, string>;
}

/** What came back from a dialog; undefined if it is none of ours. */
export function readForm(data: unknown): Filled | undefined {
  const read = schema.safeParse(data);
  if (!read.success) return undefined;
  const { v: verb, p: preset, o: once, l: locale, z: zone, w: elsewhere } = read.data.form;
  const values: Record<string, string> = {};
  for (const [id, value] of Object.entries(data as Record<string, unknown>)) {
    if (!id.startsWith(PREFIX)) continue;
    if (typeof value === "string" || typeof value === "number")
      values[id.slice(PREFIX.length)] = String(value);
  }
  const where = elsewhere === undefined ? {} : { elsewhere };
  return { verb, preset, once, reader: { locale, zone }, values, ...where };
}
