import { html } from "hono/html";
import { amountOf } from "../../../src/view/amount.ts";
import type { Chart } from "../../../src/view/nodes.ts";
import { type Html, type Look, wordsOf } from "./look.ts";

/** Bars beside their labels and values: a list to a screen reader, a picture to the eye, and the same once more in words. */
export function chartHtml({ title, unit, bars, alt }: Chart, look: Look): Html {
  const m = wordsOf(look);
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return html`<figure class="chart">
    <figcaption dir="auto">${title}</figcaption>
    <ul>${bars.map(
      ({ label, value }) => html`<li>
        <span class="label" dir="auto">${label}</span>
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect class="track" width="100" height="10"></rect>
          <rect class="value" width="${((Math.max(0, value) / most) * 100).toFixed(1)}" height="10"></rect>
        </svg>
        <span class="amount">${unit === "minutes" ? m.hoursMinutes(Math.floor(value / 60), value % 60) : amountOf(unit, value)}</span>
      </li>`,
    )}</ul>
    ${alt === "" ? "" : html`<details><summary>${m.asText}</summary><p dir="auto">${alt}</p></details>`}
  </figure>`;
}
