import { formatDuration } from "../domain/duration.ts";
import type { Chart } from "./nodes.ts";

/** What stands at the end of a bar: `1h30`, `4.5`. */
export function amountOf(unit: Chart["unit"], value: number): string {
  switch (unit) {
    case "minutes":
      return formatDuration(value);
    case "score":
      return value.toFixed(1);
    default:
      return unit satisfies never;
  }
}
