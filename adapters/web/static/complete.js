// @ts-check
import { announce, byId, word } from "./page.js";

/** Offers the verbs while a command is begun: arrow keys choose, Enter or Tab takes, Escape leaves. */
export function readyCompletion() {
  const field = byId("say", HTMLTextAreaElement);
  const list = byId("commands", HTMLUListElement);
  if (!field || !list) return;
  const options = [...list.querySelectorAll("li")];
  const command = word("command");
  const begun = new RegExp(`^/(?:${command.slice(1)}\\s+)?(\\S*)$`, "i");
  /** @type {HTMLLIElement[]} */
  let shown = [];
  let at = -1;

  const close = () => {
    list.hidden = true;
    shown = [];
    at = -1;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  };

  const look = () => {
    const typed = begun.exec(field.value)?.[1]?.toLowerCase();
    // "/v" and "/va" are the beginning of the root as well.
    const all = typed !== undefined && command.slice(1).startsWith(typed) && !/\s/.test(field.value);
    const found =
      typed === undefined ? [] : options.filter((option) => all || option.dataset["verb"]?.startsWith(typed));
    if (found.length === 0 || (found.length === 1 && found[0]?.dataset["verb"] === typed)) return close();
    const before = shown.length;
    shown = found;
    at = -1;
    for (const option of options) option.hidden = !found.includes(option);
    list.hidden = false;
    list.scrollTop = 0;
    field.setAttribute("aria-controls", list.id);
    mark();
    if (before !== found.length) announce(word("found").replace("{n}", String(found.length)));
  };

  const mark = () => {
    for (const option of options) option.setAttribute("aria-selected", String(option === shown[at]));
    const active = shown[at];
    if (!active) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  };

  /** @param {HTMLLIElement | undefined} option */
  const take = (option) => {
    if (!option) return;
    field.value = `${command} ${option.dataset["verb"]} `;
    close();
    field.focus();
  };

  field.addEventListener("input", look);
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      at = at < 0 && step < 0 ? shown.length - 1 : (at + step + shown.length) % shown.length;
      mark();
    } else if (event.key === "Tab" && !event.shiftKey) take(shown[Math.max(at, 0)]);
    else if (event.key === "Enter" && at >= 0) take(shown[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest("li") : null;
    if (option instanceof HTMLLIElement) take(option);
  });
}
