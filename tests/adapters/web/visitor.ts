import { parseHTML } from "linkedom";

/** A page as a browser got it. */
export interface Page {
  status: number;
  /** Where one ended up. */
  path: string;
  headers: Headers;
  html: string;
  document: Document;
  /** Its words, with the blanks between them made one. */
  text: string;
  /** The one form that fits. */
  form(selector: string): PostedForm;
  json(): unknown;
}

export interface PostedForm {
  action: string;
  fields: [string, string][];
}

export interface Sending {
  headers?: Record<string, string>;
  files?: readonly File[];
  /** As the script asks: the answer is JSON. */
  scripted?: boolean;
  /** Field of the files; default `files`. */
  filesAs?: string;
}

/** A browser without a script: it keeps cookies, follows redirects and sends forms with what stands in them. */
export interface Visitor {
  cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form of a page with some fields filled in. */
  send(form: PostedForm, filled?: Record<string, string>, how?: Sending): Promise<Page>;
  /** Types into the conversation whose page this is. */
  say(page: Page, text: string, how?: Sending & { act?: string; thread?: string }): Promise<Page>;
  /** Presses the button with this label; the last one if there are several. */
  press(page: Page, label: string, how?: Sending): Promise<Page>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();

  async function once(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, url), {
      redirect: "manual",
      ...init,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        origin: url,
        ...init.headers,
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function follow(path: string, init?: RequestInit): Promise<Page> {
    let at = path;
    let response = await once(at, init);
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 5; hops += 1) {
      at = response.headers.get("location") ?? "/";
      await response.arrayBuffer();
      response = await once(at);
    }
    return pageOf(response, at);
  }

  const visitor: Visitor = {
    cookies,
    fetch: once,
    get: (path, headers = {}) => follow(path, { headers }),
    send({ action, fields }, filled = {}, { headers = {}, files = [], filesAs = "files", scripted } = {}) {
      const body = new FormData();
      for (const [name, value] of fields) if (!(name in filled)) body.append(name, value);
      for (const [name, value] of Object.entries(filled)) body.append(name, value);
      for (const file of files) body.append(filesAs, file);
      const accept: Record<string, string> = scripted ? { accept: "application/json" } : {};
      return follow(action, { method: "POST", body, headers: { ...accept, ...headers } });
    },
    say(page, text, { act, thread, ...how } = {}) {
      const selector = thread === undefined ? ".dock form.composer" : `li[data-id="${thread}"] form.composer`;
      return visitor.send(page.form(selector), { text, ...(act === undefined ? {} : { act }) }, how);
    },
    press(page, label, how) {
      const buttons = [...page.document.querySelectorAll("form.buttons button")];
      const button = buttons.filter((one) => one.textContent?.trim() === label).at(-1);
      const form = button?.closest("form");
      if (!button || !form) throw new Error(`no button "${label}" in:\n${page.text}`);
      return visitor.send(formIn(form), { press: button.getAttribute("value") ?? "" }, how);
    },
  };
  return visitor;
}

async function pageOf(response: Response, path: string): Promise<Page> {
  const html = await response.text();
  const { document } = parseHTML(html);
  return {
    status: response.status,
    path,
    headers: response.headers,
    html,
    document,
    text: html.startsWith("<") ? wordsIn(document.body) : html,
    form(selector) {
      const found = document.querySelector(selector);
      if (!found) throw new Error(`no form ${selector} in:\n${html.slice(0, 2000)}`);
      return formIn(found);
    },
    json: () => JSON.parse(html),
  };
}

export const wordsIn = (node: { textContent: string | null }): string =>
  (node.textContent ?? "").replace(/\s+/g, " ").trim();

/** What a browser would send, files and buttons aside. */
export function formIn(form: Element): PostedForm {
  const fields: [string, string][] = [];
  for (const field of form.querySelectorAll("input, textarea, select")) {
    const name = field.getAttribute("name");
    if (name === null || field.getAttribute("type") === "file") continue;
    fields.push([name, valueIn(field)]);
  }
  return { action: form.getAttribute("action") ?? "", fields };
}

function valueIn(field: Element): string {
  switch (field.localName) {
    case "textarea":
      return field.textContent?.replace(/^\n/, "") ?? "";
    case "select":
      return field.querySelector("option[selected]")?.getAttribute("value") ?? "";
    default:
      return field.getAttribute("value") ?? "";
  }
}
