import type { IncomingMessage, ServerResponse } from "node:http";
import { pathOf, plain } from "./listener.ts";

const READY_MS = 2_000;

/** `ready` rejects or stays silent while the database can't be reached. */
export interface Health {
  ready(): Promise<boolean>;
}

/** Answers `/healthz` (the process lives) and `/readyz` (it can work). False: the request is for somebody else. */
export function answersHealth({ ready }: Health, req: IncomingMessage, res: ServerResponse): boolean {
  const path = pathOf(req);
  if (path === "/healthz") {
    plain(res, 200, "ok");
    return true;
  }
  if (path !== "/readyz") return false;
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, READY_MS, false).unref());
  Promise.race([ready(), late]).then(
    (isReady) => plain(res, isReady ? 200 : 503, isReady ? "ready" : "not ready"),
    () => plain(res, 503, "not ready"),
  );
  return true;
}
