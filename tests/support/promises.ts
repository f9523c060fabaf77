import type { ResponsePromise } from "../../src/domain/clocks.ts";
import { clocksAfter, clocksOf, type Terms } from "../../src/domain/promise.ts";
import type { Request } from "../../src/domain/request.ts";

export const later = (minutes: number, from: Date): Date => new Date(from.getTime() + minutes * 60_000);

export const aPromise: ResponsePromise = {
  answer: { normal: 24 * 60, important: 8 * 60, urgent: 4 * 60 },
  finish: { normal: 5, important: null, urgent: 1 },
  warnAt: 75,
  told: false,
};

/** The same as if it were filed by the client just now. */
export function asFiled(request: Request, terms: Terms): Request {
  const { clocks, promiseAt } = clocksOf(request, true, terms);
  return { ...request, clocks, promiseAt };
}

/** What becomes of its clocks when something happens to a request. */
export function happens(
  before: Request,
  after: Request,
  kind: string,
  terms: Terms,
  by: "member" | "contact" | "bot" = "member",
  data?: Record<string, string | boolean>,
) {
  const event = { subject: before.id, kind, ...(data ? { data } : {}) };
  const { clocks, promiseAt, events } = clocksAfter(before, after, event, by, terms);
  return { request: { ...after, clocks, promiseAt }, events };
}
