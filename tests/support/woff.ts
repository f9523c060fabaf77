import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

/** The characters that a WOFF font has a glyph for, read from the file itself (WOFF 1.0, and cmap formats 4 and 12 of OpenType). */
export function charactersIn(file: string): Set<number> {
  const cmap = tableOf(readFileSync(file), "cmap");
  const found = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i += 1) {
    const part = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    const format = part.readUInt16BE(0);
    for (const [first, last] of format === 4 ? segments(part) : format === 12 ? groups(part) : [])
      for (let code = first; code <= last && code < 0xffff; code += 1) found.add(code);
  }
  return found;
}

function tableOf(font: Buffer, name: string): Buffer {
  if (font.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a WOFF font");
  for (let i = 0; i < font.readUInt16BE(12); i += 1) {
    const entry = 44 + i * 20;
    if (font.toString("latin1", entry, entry + 4) !== name) continue;
    const [offset, packed, length] = [4, 8, 12].map((at) => font.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const table = font.subarray(offset, offset + packed);
    return packed < length ? inflateSync(table) : table;
  }
  throw new Error(`no table ${name}`);
}

/** Of format 4; its subsets leave no holes inside a segment. */
function segments(part: Buffer): [number, number][] {
  const doubled = part.readUInt16BE(6);
  return Array.from({ length: doubled / 2 }, (_, i) => [
    part.readUInt16BE(16 + doubled + i * 2),
    part.readUInt16BE(14 + i * 2),
  ]);
}

function groups(part: Buffer): [number, number][] {
  return Array.from({ length: part.readUInt32BE(12) }, (_, i) => [
    part.readUInt32BE(16 + i * 12),
    part.readUInt32BE(20 + i * 12),
  ]);
}
