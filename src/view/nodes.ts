/**
 * What is shown to a person, as plain data. Adapters turn it into Block Kit, HTML or text; every literal text is
 * escaped there, once. All of it survives JSON, since Views wait in the outbox.
 */
export type Span =
  | { kind: "plain"; text: string }
  | { kind: "bold"; text: string }
  | { kind: "italic"; text: string }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; url: string }
  | { kind: "mention"; person: string; name: string }
  | TypedSpan
  | DateSpan;

/** A line to be typed where it is read, or in a client's channel: each platform says how, `/va request`, `@VA Desk request`, `request`. */
export interface TypedSpan {
  kind: "typed";
  line: string;
  where?: "channel";
}

/** An instant (ISO, UTC). Shown in the reader's zone unless `zone` fixes it ("19:30 for Asha"). */
export interface DateSpan {
  kind: "date";
  at: string;
  style: DateStyle;
  zone?: string;
}
export type DateStyle = "date" | "time" | "date-time";

export type Text = readonly Span[];

export type Node =
  | { kind: "text"; text: Text }
  | { kind: "heading"; text: string }
  | { kind: "fields"; fields: readonly { label: string; value: Text }[] }
  | { kind: "list"; ordered?: boolean; items: readonly Text[] }
  | {
      kind: "table";
      columns: readonly { label: string; align?: "end" }[];
      rows: readonly (readonly string[])[];
    }
  | { kind: "quote"; text: string }
  | { kind: "context"; text: Text }
  | { kind: "actions"; actions: readonly Action[] }
  | { kind: "chart"; chart: Chart }
  | { kind: "divider" };

/** Bars of minutes or of scores; `alt` says the same in words for those who can't see it. */
export interface Chart {
  title: string;
  unit: "minutes" | "score";
  bars: readonly { label: string; value: number }[];
  alt: string;
}

export interface View {
  title: string;
  body: readonly Node[];
  /** To be kept in sight of all, where the platform can: pinned. */
  keep?: boolean;
}

/**
 * A prepared command: pressing it runs `verb` with `input`, as the person who presses. `input` holds ids and enums only, never
 * user text. `revision` is the version of the subject the button was drawn for.
 */
export interface Action {
  label: string;
  verb: string;
  input: Readonly<Record<string, string>>;
  revision?: number;
  style?: "primary" | "danger";
  confirm?: string;
}

/** A command's input, asked for in a modal, dialog or page. `preset` travels along unseen and is authorised again. */
export interface Form {
  verb: string;
  title: string;
  submit: string;
  intro?: Text;
  fields: readonly Field[];
  preset: Readonly<Record<string, string>>;
}

export interface Field {
  key: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  value?: string;
  hint?: string;
  /** For `select`. */
  options?: readonly { value: string; label: string }[];
  maxLength?: number;
}
export type FieldKind =
  | "text"
  | "long-text"
  | "number"
  | "duration"
  | "date"
  | "time"
  | "select"
  | "people"
  | "files";

/** Who reads: their language and zone decide how dates and numbers look. */
export interface Reader {
  locale: Locale;
  zone: string;
}
export type Locale = "en" | "hi";
