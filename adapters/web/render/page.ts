import { html } from "hono/html";
import type { Locale } from "../../../src/view/nodes.ts";
import type { Html } from "./look.ts";

/** A whole document. Nothing in it runs or styles itself: script and style are files of ours. */
export const pageHtml = (title: string, locale: Locale, body: Html): Html => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/style.css">
<script type="module" src="/static/main.js"></script>
</head>
${body}
</html>
`;
