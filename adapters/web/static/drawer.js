// @ts-check
import { byId } from "./page.js";

/** On a phone, channels and people lie behind a button. Without the script the addresses `#sidebar` and `#log` do the same. */
export function readyDrawer() {
  const sidebar = byId("sidebar", HTMLElement);
  const opener = document.querySelector(".open-menu");
  if (!sidebar || !(opener instanceof HTMLElement)) return;
  const main = document.querySelector("main");
  const narrow = matchMedia("(max-width: 760px)");

  /** @param {boolean} open */
  const set = (open) => {
    sidebar.classList.toggle("open", open);
    document.body.classList.toggle("menu-open", open);
    if (main) main.inert = open;
    if (open)
      document.querySelector(".close-menu") instanceof HTMLElement && sidebar.querySelector("a")?.focus();
    else if (narrow.matches) opener.focus();
  };
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    set(true);
  });
  document.querySelector(".close-menu")?.addEventListener("click", (event) => {
    event.preventDefault();
    set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (sidebar.classList.contains("open")) set(false);
    for (const open of document.querySelectorAll("details.members[open]")) open.removeAttribute("open");
  });
  document.addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof Node)) return;
    if (sidebar.classList.contains("open") && !sidebar.contains(event.target)) set(false);
    for (const open of document.querySelectorAll("details.members[open]"))
      if (!open.contains(event.target)) open.removeAttribute("open");
  });
  narrow.addEventListener("change", () => {
    if (sidebar.classList.contains("open")) set(false);
  });
}
