import type { Context } from "hono";
import type { Deps, Env } from "./deps.ts";
import { showPage } from "./listeners/page.ts";
import { acquaintances, lookAt } from "./look.ts";
import type { WebChannel } from "./port.ts";
import { formHtml, type ShownForm } from "./render/form.ts";
import { readerOf } from "./viewer.ts";

/** What came of an act: an answer that stands in the conversation now, or a form to be filled in. */
export interface Result {
  form?: ShownForm;
}

/** To the script, what there is to show; to a browser without it, the next page. */
export async function respond(
  c: Context<Env>,
  deps: Deps,
  channel: WebChannel,
  { form }: Result,
): Promise<Response> {
  const { viewer } = c.var;
  const scripted = wantsJson(c);
  if (!form) {
    if (!scripted) return c.redirect(`/c/${channel.id}#latest`, 303);
    // Language or zone may have been what was changed.
    const { locale, zone } = await readerOf(deps, viewer.person);
    const reload = locale !== viewer.reader.locale || zone !== viewer.reader.zone;
    return c.json(reload ? { reload } : {});
  }
  const status = form.outcome.errors ? 422 : 200;
  const [people, look] = await Promise.all([acquaintances(deps, viewer), lookAt(deps, viewer, channel)]);
  const html = await formHtml(form, people, look);
  if (scripted) return c.json({ form: String(html) }, status);
  return showPage(c, deps, channel, { form: html, status });
}

export const wantsJson = (c: Context): boolean => (c.req.header("accept") ?? "").includes("application/json");
