// @ts-check
import { followForms } from "./act.js";
import { readyCompletion } from "./complete.js";
import { readyComposers } from "./composer.js";
import { readyDrawer } from "./drawer.js";
import { followLive } from "./live.js";
import { readyLog } from "./log.js";

if (document.body.classList.contains("chat")) {
  readyDrawer();
  followForms();
  readyComposers();
  readyCompletion();
  readyLog();
  followLive();
} else {
  fillZone();
  showBusy();
}

/** Some of the first page's forms take a moment. */
function showBusy() {
  document.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-busy") === "true") event.preventDefault();
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // Back on the page, which the browser may have kept as it was.
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

/** The first page asks for a time zone; the browser knows it. */
function fillZone() {
  for (const field of document.querySelectorAll("input[data-zone]"))
    if (field instanceof HTMLInputElement && field.value === "")
      field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
