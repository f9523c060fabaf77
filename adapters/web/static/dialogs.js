// @ts-check
import { announce, byId, word } from "./page.js";

const dialog = byId("dialog", HTMLDialogElement);

/**
 * A form in front of the conversation; what is wrong with it comes first.
 * @param {string} html
 */
export function openDialog(html) {
  if (!dialog) return;
  announce("");
  dialog.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  const first =
    dialog.querySelector("[aria-invalid=true]") ??
    dialog.querySelector("input:not([type=hidden]), textarea, select");
  if (first instanceof HTMLElement) first.focus();
}

export function closeDialog() {
  dialog?.close();
}

dialog?.addEventListener("close", () => {
  dialog.replaceChildren();
});

dialog?.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("[data-close]")) return;
  event.preventDefault();
  closeDialog();
});

/**
 * Asks before something is done.
 * @param {string} question
 * @param {HTMLElement} button
 * @returns {Promise<boolean>}
 */
export function confirmed(question, button) {
  const asking = document.createElement("dialog");
  const title = document.createElement("h2");
  title.textContent = button.dataset["confirmTitle"] ?? "";
  title.id = "confirm-title";
  asking.setAttribute("aria-labelledby", title.id);
  const words = document.createElement("p");
  words.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "form-end";
  form.append(
    choice("", word("cancel"), "button plain"),
    choice("yes", button.textContent ?? "", button.className),
  );
  asking.append(title, words, form);
  document.body.append(asking);
  asking.showModal();
  return new Promise((resolve) => {
    asking.addEventListener("close", () => {
      asking.remove();
      button.focus();
      resolve(asking.returnValue === "yes");
    });
  });
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} look
 */
function choice(value, label, look) {
  const button = document.createElement("button");
  button.value = value;
  button.textContent = label;
  button.className = look;
  return button;
}
