import type { types } from "@slack/bolt";
import { words } from "./inline.ts";
import type { Unit } from "./units.ts";

type Rich = types.RichTextBlock["elements"][number];

/** Units as blocks: neighbouring texts in one rich text, neighbouring items in one list. */
export function assemble(units: readonly Unit[]): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let before: Unit | undefined;
  for (const unit of units) {
    if (unit.kind === "block") blocks.push(unit.block);
    else {
      const last = blocks.at(-1);
      const rich = before && before.kind !== "block" && last?.type === "rich_text" ? last : undefined;
      if (rich) add(rich.elements, unit, before);
      else {
        const elements: Rich[] = [];
        add(elements, unit, undefined);
        blocks.push({ type: "rich_text", elements });
      }
    }
    before = unit;
  }
  return blocks;
}

type Flowing = Exclude<Unit, { kind: "block" }>;

function add(elements: Rich[], unit: Flowing, before: Unit | undefined): void {
  const last = elements.at(-1);
  switch (unit.kind) {
    case "section":
      // Two sections run together without a line break between them.
      if (last?.type === "rich_text_section") last.elements.push(...words("\n"), ...unit.inlines);
      else elements.push({ type: "rich_text_section", elements: unit.inlines });
      return;
    case "quote":
      elements.push({ type: "rich_text_quote", elements: unit.inlines });
      return;
    case "item": {
      const item: types.RichTextSection = { type: "rich_text_section", elements: unit.inlines };
      if (last?.type === "rich_text_list" && sameGroup(unit, before)) last.elements.push(item);
      else {
        elements.push({
          type: "rich_text_list",
          style: unit.ordered ? "ordered" : "bullet",
          elements: [item],
        });
      }
      return;
    }
    case "line": {
      const [line] = last?.type === "rich_text_preformatted" && sameGroup(unit, before) ? last.elements : [];
      if (line?.type === "text") line.text += `\n${unit.text}`;
      else {
        elements.push({
          type: "rich_text_preformatted",
          elements: [{ type: "text", text: unit.text || " " }],
        });
      }
      return;
    }
    default:
      unit satisfies never;
  }
}

const sameGroup = (unit: { group: number }, before: Unit | undefined): boolean =>
  before !== undefined && "group" in before && before.group === unit.group;
