// @ts-check
import { word } from "./page.js";

const MOST_HEIGHT = 260;

/** Enter sends where there is a keyboard; the field grows with its text; chosen files show by name. */
export function readyComposers() {
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || !field.form?.matches("[data-composer]")) return;
    if (event.key !== "Enter" || event.shiftKey || event.defaultPrevented) return;
    // Choosing among an input method's candidates ends with Enter too.
    if (event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (field.value.trim() !== "" || hasFiles(field.form)) field.form.requestSubmit();
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.type === "file" && input.form) showFiles(input);
  });
}

/** @param {HTMLTextAreaElement} field */
export function grow(field) {
  if (!field.form?.matches("[data-composer]")) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, MOST_HEIGHT)}px`;
}

/** @param {HTMLFormElement} form */
const hasFiles = (form) => {
  const input = form.querySelector("input[type=file]");
  return input instanceof HTMLInputElement && (input.files?.length ?? 0) > 0;
};

/** @param {HTMLInputElement} input */
function showFiles(input) {
  const place = input.form?.querySelector(".chosen");
  if (!place) return;
  const files = [...(input.files ?? [])];
  place.replaceChildren(
    ...files.map((file) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      chip.setAttribute("aria-label", word("remove").replace("{name}", file.name));
      chip.textContent = file.name;
      chip.addEventListener("click", () => {
        const rest = new DataTransfer();
        for (const other of input.files ?? []) if (other !== file) rest.items.add(other);
        input.files = rest.files;
        showFiles(input);
        input.form?.querySelector("textarea")?.focus();
      });
      return chip;
    }),
  );
}

/**
 * Empties a composer whose text has arrived.
 * @param {HTMLFormElement} form
 */
export function cleared(form) {
  const field = form.querySelector("textarea");
  const files = form.querySelector("input[type=file]");
  if (files instanceof HTMLInputElement) {
    files.value = "";
    showFiles(files);
  }
  if (!field) return;
  field.value = "";
  grow(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
