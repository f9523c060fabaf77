import { html } from "hono/html";
import type { Node, Reader, View } from "../../../src/view/nodes.ts";
import { buttonsHtml } from "./button.ts";
import { chartHtml } from "./chart.ts";
import { type Html, type Look, readerHere } from "./look.ts";
import { spansHtml } from "./spans.ts";

type Table = Extract<Node, { kind: "table" }>;

/** A view as HTML. `message` is the one it stands in: its buttons are pressed there. */
export function viewHtml(view: View, reader: Reader, message: string, look: Look): Html {
  const here = readerHere(look, reader);
  return html`${view.title === "" ? "" : html`<h2 dir="auto">${view.title}</h2>`}${view.body.map((node) =>
    nodeHtml(node, here, message, look),
  )}`;
}

function nodeHtml(node: Node, reader: Reader, message: string, look: Look): Html {
  const words = (text: Parameters<typeof spansHtml>[0]) => spansHtml(text, reader, look.now);
  switch (node.kind) {
    case "text":
      return html`<p dir="auto">${words(node.text)}</p>`;
    case "context":
      return html`<p class="context" dir="auto">${words(node.text)}</p>`;
    case "heading":
      return html`<h3 dir="auto">${node.text}</h3>`;
    case "quote":
      return html`<blockquote dir="auto">${node.text}</blockquote>`;
    case "fields":
      return html`<dl class="fields">${node.fields.map(
        (field) =>
          html`<div><dt dir="auto">${field.label}</dt><dd dir="auto">${words(field.value)}</dd></div>`,
      )}</dl>`;
    case "list": {
      const items = node.items.map((item) => html`<li dir="auto">${words(item)}</li>`);
      return node.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case "table":
      return tableHtml(node);
    case "actions":
      return buttonsHtml(node.actions, message, look);
    case "chart":
      return chartHtml(node.chart, look);
    case "divider":
      return html`<hr>`;
    default:
      return node satisfies never;
  }
}

/** Wide tables scroll by themselves, also from the keyboard. */
function tableHtml({ columns, rows }: Table): Html {
  const end = (at: number) => (columns[at]?.align === "end" ? html` class="end"` : "");
  const heads = columns.map((column) => column.label);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${heads.filter(Boolean).join(", ")}"><table>
    <thead><tr>${heads.map((head, i) => html`<th scope="col" dir="auto"${end(i)}>${head}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr>${row.map((cell, i) => html`<td dir="auto"${end(i)}>${cell}</td>`)}</tr>`,
    )}</tbody>
  </table></div>`;
}
