import { clipInlines } from "./inline.ts";
import { BLOCK_WEIGHT } from "./limits.ts";
import { type Unit, weightOf } from "./units.ts";

export interface Room {
  blocks: number;
  weight: number;
}

/** Less of a text than this is not worth showing. */
const LEAST_TEXT = 100;

/**
 * What fits into a message, from the top. Where something must be left out, the buttons at the end stay, and `more` says how many
 * lines, rows and texts are missing.
 */
export function fitted(units: readonly Unit[], room: Room, more: (left: number) => Unit): Unit[] {
  if (fits(units, room)) return [...units];
  const tail = buttonsAtTheEnd(units);
  const body = units.slice(0, units.length - tail.length);
  const end = [more(body.length), ...tail];
  let count = 0;
  while (count < body.length && fits([...body.slice(0, count + 1), ...end], room)) count += 1;
  const shown = body.slice(0, count);
  const next = body[count];
  const part = next && partOf(next, room.weight - cost([...shown, ...end]).weight - BLOCK_WEIGHT - 1);
  if (part && fits([...shown, part, ...end], room)) shown.push(part);
  const left = body.slice(count).filter((unit) => !isDivider(unit)).length;
  return [...shown, ...(left > 0 ? [more(left)] : []), ...tail];
}

function buttonsAtTheEnd(units: readonly Unit[]): Unit[] {
  const last = units.at(-1);
  return last?.kind === "block" && last.block.type === "actions" ? [last] : [];
}

/** The beginning of a text that is too long. It still counts as left out, since some of it is. */
function partOf(unit: Unit, weight: number): Unit | undefined {
  if (weight < LEAST_TEXT || unit.kind === "block" || unit.kind === "line") return undefined;
  const inlines = clipInlines(unit.inlines, weight);
  return inlines.length === 0 ? undefined : { ...unit, inlines };
}

function fits(units: readonly Unit[], room: Room): boolean {
  const { blocks, weight } = cost(units);
  return blocks <= room.blocks && weight <= room.weight;
}

/** Neighbouring texts share one block. */
function cost(units: readonly Unit[]): Room {
  let blocks = 0;
  let weight = 0;
  let open = false;
  for (const unit of units) {
    const alone = unit.kind === "block";
    if (alone || !open) {
      blocks += 1;
      weight += BLOCK_WEIGHT;
    }
    open = !alone;
    weight += weightOf(unit);
  }
  return { blocks, weight };
}

const isDivider = (unit: Unit): boolean => unit.kind === "block" && unit.block.type === "divider";
