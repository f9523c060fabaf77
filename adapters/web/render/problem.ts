import { html } from "hono/html";
import type { Messages } from "../../../src/i18n/index.ts";
import type { Locale } from "../../../src/view/nodes.ts";
import type { Html } from "./look.ts";
import { pageHtml } from "./page.ts";

/** What went wrong, in words, with what was typed. */
export const problemPage = (words: string, text: string | undefined, locale: Locale, m: Messages): Html =>
  pageHtml(
    m.web.problems.title,
    locale,
    html`<body class="plain-page"><main class="sheet">
      <h1>${m.web.problems.title}</h1>
      <p>${words}</p>
      ${text === undefined ? "" : html`<label for="given-back">${m.web.problems.yourText}</label><textarea id="given-back" rows="8" readonly dir="auto">${"\n"}${text}</textarea>`}
      <p><a class="button primary" href="/">${m.web.problems.back}</a></p>
    </main></body>`,
  );
