import { createHash } from "node:crypto";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { beforeAll, describe, expect, test } from "vitest";
import { drawChart } from "../../src/chart/draw.ts";
import { canWrite, FAMILY, fontFiles, loadFonts } from "../../src/chart/fonts.ts";
import type { Chart } from "../../src/view/nodes.ts";
import { charactersIn } from "../support/woff.ts";

beforeAll(loadFonts);

const chartOf = (...bars: [label: string, value: number][]): Chart => ({
  title: "Hours",
  unit: "minutes",
  alt: "",
  bars: bars.map(([label, value]) => ({ label, value })),
});

/** In drawn pixels. */
const ROW = 72;
const MARGIN = 24;
const MIDDLE = MARGIN + ROW / 2;
const PAPER = "255,255,255";
const BAR = "31,122,140";
const isBar = (colour: string) => colour === BAR;
const isInk = (colour: string) => colour !== PAPER && colour !== BAR;

async function drawn(chart: Chart) {
  const png = await drawChart(chart);
  if (!png) throw new Error("nothing drawn");
  expect(Buffer.from(png.subarray(0, 8)).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const ctx = createCanvas(width, height).getContext("2d");
  ctx.drawImage(image, 0, 0);
  const { data } = ctx.getImageData(0, 0, width, height);
  const at = (x: number, y: number) => data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).toString();
  /** How many pixels of a rectangle are of such a colour. */
  const count = (
    [left, right]: [number, number],
    [top, bottom]: [number, number],
    is: (colour: string) => boolean,
  ) => {
    let n = 0;
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) if (is(at(x, y))) n += 1;
    return n;
  };
  const barsBegin = [...Array(width).keys()].find((x) => isBar(at(x, MIDDLE))) ?? 0;
  return { width, height, at, count, barsBegin };
}

describe("a drawn chart", () => {
  test("has a bar for each length, in proportion, on white, with words at both ends", async () => {
    const { width, height, at, count, barsBegin } = await drawn(
      chartOf(["design", 240], ["admin", 120], ["calls", 0]),
    );
    expect([width, height]).toEqual([1024, 3 * ROW + 2 * MARGIN]);
    expect(at(2, 2)).toBe(PAPER);
    const rows = [0, 1, 2].map((n): [number, number] => [MARGIN + n * ROW, MARGIN + (n + 1) * ROW]);
    const [first = 0, second = 0, third] = rows.map((row) => count([0, width], row, isBar));
    expect(first).toBeGreaterThan(6_000);
    expect(second / first).toBeCloseTo(0.5, 1);
    expect(third).toBe(0);
    for (const row of rows) {
      expect(count([0, barsBegin], row, isInk)).toBeGreaterThan(100);
      expect(count([barsBegin, width], row, isInk)).toBeGreaterThan(100);
    }
  });

  test("keeps long labels inside the picture and leaves room for the bars", async () => {
    const labels = ["bookkeeping, quarterly tax reports and payroll", "क्षेत्रीय ".repeat(5)];
    const { width, height, count, barsBegin } = await drawn(
      chartOf(...labels.map((label) => [label, 60] as [string, number])),
    );
    expect(count([0, 16], [0, height], isInk)).toBe(0);
    expect(barsBegin).toBeLessThan(width / 2);
  });

  test("is left to words where our fonts lack a character, or there is nothing to draw", async () => {
    expect(await drawChart(chartOf())).toBeUndefined();
    for (const label of ["设计", "🎨 design", "дизайн", "தமிழ்"])
      expect(await drawChart(chartOf(["design", 60], [label, 60]))).toBeUndefined();
  });
});

describe("the fonts that are shipped", () => {
  test("have every character they are trusted with, so that a machine needs none of its own", () => {
    const there = new Set(fontFiles().flatMap((file) => [...charactersIn(file)]));
    expect(there.size).toBeGreaterThan(500);
    expect(there.has(0x416)).toBe(false);
    const missing = Array.from({ length: 0xffff }, (_, code) => code).filter(
      (code) => canWrite(String.fromCharCode(code)) && !there.has(code),
    );
    expect(missing.map((code) => code.toString(16))).toEqual([]);
  });

  test("write Devanagari as it is read: joined, reordered, with its marks", () => {
    for (const [joined, first, second] of [
      ["क्ष", "क्", "ष"],
      ["त्र", "त्", "र"],
      ["श्री", "श्", "री"],
      ["प्र", "प्", "र"],
    ] as const) {
      // A non-joiner between the letters keeps them apart.
      const apart = `${first}\u200c${second}`;
      expect(pixels(joined), joined).not.toBe(pixels(apart));
      expect(width(joined), joined).toBeLessThan(width(apart));
    }
    // The short i is typed after its letter and stands before it.
    expect(inkBegins("कि", "क")).toBe(false);
    expect(inkBegins("की", "क")).toBe(true);
  });
});

function ink(text: string): { data: Uint8ClampedArray; columns: string[] } {
  const ctx = createCanvas(120, 60).getContext("2d");
  ctx.font = `32px ${FAMILY}`;
  ctx.fillText(text, 10, 40);
  const { data } = ctx.getImageData(0, 0, 120, 60);
  const columns = Array.from({ length: 120 }, (_, x) =>
    Array.from({ length: 60 }, (_, y) => data[(y * 120 + x) * 4 + 3]).join(),
  );
  return { data, columns };
}

const pixels = (text: string): string => createHash("sha256").update(ink(text).data).digest("hex");

function width(text: string): number {
  const ctx = createCanvas(10, 10).getContext("2d");
  ctx.font = `32px ${FAMILY}`;
  return ctx.measureText(text).width;
}

/** Do both begin with the same shape? Seen on the first few columns below the headline. */
function inkBegins(text: string, letter: string): boolean {
  const [some, other] = [text, letter].map((one) => ink(one).columns.slice(10, 16).join("|"));
  return some === other;
}
