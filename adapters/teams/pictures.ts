import type { Log } from "../../src/log.ts";
import type { PictureOf } from "../../src/platform.ts";
import type { Chart, View } from "../../src/view/nodes.ts";
import type { Pictures } from "./render/look.ts";

/** The charts of a message as pictures; one that is missing is shown in words. Never rejects. */
export type PicturesIn = (view: View) => Promise<Pictures>;

export function createPicturesIn(pictureOf: PictureOf | undefined, log: Log): PicturesIn {
  async function pictured(chart: Chart): Promise<[Chart, string][]> {
    try {
      const address = await pictureOf?.(chart);
      return address === undefined ? [] : [[chart, address]];
    } catch (error) {
      log.warn({ err: error }, "a chart could not be drawn and is shown in words");
      return [];
    }
  }
  return async (view) => {
    const charts = view.body.flatMap((node) => (node.kind === "chart" ? [node.chart] : []));
    return new Map((await Promise.all(charts.map(pictured))).flat());
  };
}
