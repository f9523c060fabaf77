import { answersAbout } from "./about.ts";
import { answersHealth, type Health } from "./health.ts";
import { type Handle, pathOf, plain } from "./listener.ts";

/** The public edge: only what platforms need, and what they ask to be there. Each platform answers for its own paths. */
export function edgeHandler(health: Health, routes: Readonly<Record<string, Handle>>): Handle {
  return (req, res) => {
    if (answersHealth(health, req, res)) return;
    const path = pathOf(req);
    if (answersAbout(path, res)) return;
    const prefix = Object.keys(routes).find((start) => path === start || path.startsWith(`${start}/`));
    const handle = prefix === undefined ? undefined : routes[prefix];
    if (handle) handle(req, res);
    else plain(res, 404, "nothing here");
  };
}
