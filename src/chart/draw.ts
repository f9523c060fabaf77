import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartItem,
  Chart as ChartJs,
  LinearScale,
  type Plugin,
} from "chart.js";
import { amountOf } from "../view/amount.ts";
import type { Chart } from "../view/nodes.ts";
import { canWrite, FAMILY, loadFonts } from "./fonts.ts";

/** In CSS pixels, drawn larger for dense screens: as wide as Teams takes a picture, which is 1024. */
const DENSITY = 1.6;
const WIDTH = 640;
const ROW = 45;
const MARGIN = 15;
const BAR = 24;
const TEXT = 18;
const LABEL_WIDTH = 260;
const LENGTH_WIDTH = 88;
const COLOURS = { paper: "#ffffff", ink: "#1d2b2d", bar: "#1f7a8c" };

let ready = false;

function prepare(): void {
  if (ready) return;
  loadFonts();
  ChartJs.register(BarController, BarElement, CategoryScale, LinearScale);
  ChartJs.defaults.font.family = FAMILY;
  ready = true;
}

/**
 * A chart as a PNG: bars on white with their labels and lengths, in fonts of our own; its title and `alt` belong beside it. Undefined where
 * a label has characters that the fonts lack: words say more than a picture of empty boxes.
 */
export async function drawChart({ bars, unit }: Chart): Promise<Uint8Array | undefined> {
  if (bars.length === 0 || !bars.every(({ label }) => canWrite(label))) return undefined;
  prepare();
  const canvas = createCanvas(WIDTH, bars.length * ROW + 2 * MARGIN);
  const ctx = canvas.getContext("2d");
  ctx.font = `${TEXT}px ${FAMILY}`;
  const chart = new ChartJs(canvas as unknown as ChartItem, {
    type: "bar",
    data: {
      labels: bars.map(({ label }) => fitted(label, ctx)),
      datasets: [
        {
          data: bars.map(({ value }) => value),
          backgroundColor: COLOURS.bar,
          barThickness: BAR,
          borderRadius: 4,
        },
      ],
    },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: DENSITY,
      indexAxis: "y",
      layout: { padding: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: LENGTH_WIDTH } },
      scales: {
        x: { display: false, beginAtZero: true },
        y: {
          grid: { display: false },
          border: { display: false },
          ticks: { color: COLOURS.ink, font: { size: TEXT }, autoSkip: false },
        },
      },
    },
    plugins: [paper, lengths(bars, unit)],
  });
  try {
    return await canvas.encode("png");
  } finally {
    // Only now: it empties the canvas.
    chart.destroy();
  }
}

/** A label that is too wide, cut between two letters. */
function fitted(label: string, ctx: SKRSContext2D): string {
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(label)];
  const wide = (text: string): boolean => ctx.measureText(text).width > LABEL_WIDTH;
  let shown = label;
  while (wide(shown) && letters.pop()) shown = `${letters.map(({ segment }) => segment).join("")}…`;
  return shown;
}

const paper: Plugin<"bar"> = {
  id: "paper",
  beforeDraw({ ctx, width, height }) {
    ctx.fillStyle = COLOURS.paper;
    ctx.fillRect(0, 0, width, height);
  },
};

/** Writes at the end of each bar how long it is. */
const lengths = (bars: Chart["bars"], unit: Chart["unit"]): Plugin<"bar"> => ({
  id: "lengths",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.fillStyle = COLOURS.ink;
    ctx.font = `600 ${TEXT}px ${FAMILY}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    for (const [i, bar] of chart.getDatasetMeta(0).data.entries())
      ctx.fillText(amountOf(unit, bars[i]?.value ?? 0), bar.x + 10, bar.y);
  },
});
