import type { ServerResponse } from "node:http";

/** What app directories and tenants' admins ask of every app: what it is, what it keeps, on what terms. */
const pages: Readonly<Record<string, readonly [title: string, ...paragraphs: string[]]>> = {
  "/about": [
    "VA Desk",
    "A bot for virtual assistants who serve several clients. Clients hand over work in their own chat; the assistant gets one list over all of them, and each client a weekly status.",
    "This one is run by the assistant or agency you work with. Ask them, or write help to the bot.",
  ],
  "/privacy": [
    "Privacy",
    "What is kept: what people write to the bot, requests, comments and time; names, time zone and language as the chat gives them; links to files, not the files. What people say among themselves is not kept, unless their channel is one in which every message is a request.",
    "Who sees it: the assistant's team, and of each client only what is that client's. It is kept in the database of whoever runs this bot, and given to nobody else.",
    "Messages as they came in are forgotten after seven days. What else is kept of you, and that it be taken out, ask whoever runs this bot.",
  ],
  "/terms": [
    "Terms",
    "The software is under the MIT licence and comes without any warranty. The service is that of the assistant or agency who runs this bot, on the terms you have agreed with them.",
  ],
};

/** Answers for one of these pages; false: it is none. */
export function answersAbout(path: string, res: ServerResponse): boolean {
  const page = pages[path];
  if (!page) return false;
  const [title, ...paragraphs] = page;
  const body = paragraphs.map((words) => `<p>${words}</p>`).join("");
  res.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=3600",
  });
  res.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>body{font:1rem/1.6 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}</style><h1>${title}</h1>${body}</html>`,
  );
  return true;
}
