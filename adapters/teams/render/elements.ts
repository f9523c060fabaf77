/** The part of the Adaptive Cards 1.5 schema that we use. Judged by the published schema in the tests. */
export type Element =
  | TextBlock
  | RichTextBlock
  | FactSet
  | { type: "Container"; style?: "emphasis"; items: Element[]; spacing?: Spacing; separator?: boolean }
  | ActionSet
  | Table
  | { type: "Image"; url: string; altText: string; size?: "Stretch"; spacing?: Spacing; separator?: boolean }
  | Input;

export type Spacing = "None" | "Small" | "Medium" | "Large";

export interface TextBlock {
  type: "TextBlock";
  text: string;
  wrap: true;
  style?: "heading";
  size?: "Small" | "Medium" | "Large";
  weight?: "Bolder";
  isSubtle?: boolean;
  color?: "Attention";
  spacing?: Spacing;
  separator?: boolean;
}

export interface TextRun {
  type: "TextRun";
  text: string;
  weight?: "Bolder";
  italic?: boolean;
  fontType?: "Monospace";
  isSubtle?: boolean;
  size?: "Small";
  selectAction?: { type: "Action.OpenUrl"; url: string };
}

export interface RichTextBlock {
  type: "RichTextBlock";
  inlines: TextRun[];
  spacing?: Spacing;
  separator?: boolean;
}

export interface FactSet {
  type: "FactSet";
  facts: { title: string; value: string }[];
  spacing?: Spacing;
  separator?: boolean;
}

export interface ActionSet {
  type: "ActionSet";
  actions: CardAction[];
  spacing?: Spacing;
  separator?: boolean;
}

export interface Table {
  type: "Table";
  columns: { width: number }[];
  rows: { type: "TableRow"; cells: { type: "TableCell"; items: Element[] }[] }[];
  firstRowAsHeader: true;
  spacing?: Spacing;
  separator?: boolean;
}

export type CardAction =
  | {
      type: "Action.Execute";
      title: string;
      verb: string;
      data: object;
      style?: "positive" | "destructive";
      mode?: "secondary";
      associatedInputs?: "none";
      fallback: { type: "Action.Submit"; title: string; data: object; style?: "positive" | "destructive" };
    }
  | { type: "Action.Submit"; title: string; data: object; style?: "positive" | "destructive" }
  | { type: "Action.ShowCard"; title: string; card: Card; style?: "positive" | "destructive" };

export interface InputBase {
  id: string;
  label: string;
  isRequired?: boolean;
  errorMessage?: string;
  spacing?: Spacing;
  separator?: boolean;
}
export type Input = InputBase &
  (
    | { type: "Input.Text"; isMultiline?: boolean; maxLength?: number; value?: string; placeholder?: string }
    | { type: "Input.Number"; value?: number; placeholder?: string }
    | { type: "Input.Date" | "Input.Time"; value?: string }
    | {
        type: "Input.ChoiceSet";
        style: "compact" | "filtered";
        choices: { title: string; value: string }[];
        value?: string;
        "choices.data"?: { type: "Data.Query"; dataset: string };
      }
  );

export interface Card {
  type: "AdaptiveCard";
  $schema?: string;
  version?: string;
  body: Element[];
  msteams?: { width: "Full" };
  refresh?: { action: { type: "Action.Execute"; verb: string; data: object }; userIds: string[] };
  fallbackText?: string;
}
