import type { IncomingMessage, ServerResponse } from "node:http";
import { localeOf, type Messages, messages } from "../../../src/i18n/index.ts";
import type { Locale } from "../../../src/view/nodes.ts";

/** A page in the browser of somebody who installs: one thing to read, one thing to do. */
export interface Page {
  title: string;
  text: string;
  /** `soon`: the browser goes there by itself after a few seconds. */
  go?: { label: string; url: string; soon?: boolean } | undefined;
}

/** The first language that the browser asks for and we have. */
export function readerOf({ headers }: IncomingMessage): { locale: Locale; m: Messages } {
  const asked = (headers["accept-language"] ?? "").split(",").map((one) => one.trim().split(";")[0]);
  const locale = asked.map(localeOf).find((one) => one !== undefined) ?? "en";
  return { locale, m: messages(locale) };
}

/** What was in the address (a code, a state) is told to nobody; nothing is loaded, framed or kept. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

export function sendPage(req: IncomingMessage, res: ServerResponse, status: number, page: Page): void {
  res.writeHead(status, { ...HEADERS, "content-type": "text/html; charset=utf-8" });
  res.end(pageHtml(readerOf(req).locale, page));
}

function pageHtml(locale: Locale, { title, text, go }: Page): string {
  const soon = go?.soon
    ? `<meta http-equiv="refresh" content="${SOON_SECONDS}; url=${escaped(go.url)}">`
    : "";
  const link = go ? `<p><a href="${escaped(go.url)}">${escaped(go.label)}</a></p>` : "";
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${soon}
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${link}
</main>
</html>
`;
}

const SOON_SECONDS = 5;

const STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { max-width: 34rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
a { display: inline-block; padding: 0.6rem 1.1rem; border-radius: 0.5rem; background: #1d4044; color: #fff; text-decoration: none; }
a:focus-visible { outline: 3px solid #d69e2e; outline-offset: 2px; }
`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
