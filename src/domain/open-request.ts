import { noClocks } from "./clocks.ts";
import type { Request } from "./request.ts";

export interface NewRequest {
  id: string;
  desk: string;
  client: string;
  number: number;
  title: string;
  details: string;
  due: Request["due"];
  estimate: number | null;
  urgent: boolean | null;
  important: boolean;
  audience: Request["audience"];
  requester: { id: string; name: string };
  assignee: string | null;
  files: Readonly<Request["files"]>;
  source?: Request["source"];
}

/** A request at the beginning of its life. Links are taken from its words. */
export function openRequest(from: NewRequest, now: Date): Request {
  const { requester, files, source = null, ...rest } = from;
  return {
    ...rest,
    links: linksIn(`${from.title} ${from.details}`),
    files: [...files],
    source,
    requester: requester.id,
    requesterName: requester.name,
    stage: "new",
    hold: null,
    people: [],
    delivery: null,
    changes: [],
    openedAt: now,
    acceptedAt: null,
    startedAt: null,
    deliveredAt: null,
    doneAt: null,
    cancelledAt: null,
    remindedAt: null,
    before: null,
    repeat: null,
    clocks: noClocks,
    promiseAt: null,
    face: null,
    version: 0,
  };
}

/** http(s) addresses in a text, each once, at most ten. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  return [...new Set(found.map((link) => link.replace(/[.,;:!?]+$/, "")))].slice(0, 10);
}
