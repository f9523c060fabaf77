import { isJson, objects, text } from "../json.ts";
import { VIEW_STACK } from "../limits.ts";
import { knownUser } from "../lookup.ts";
import { withIds } from "../posting.ts";
import { checkView } from "../schema/check.ts";
import { demandScope } from "../scopes.ts";
import { viewShape } from "../shapes.ts";
import { SlackError } from "../slack-error.ts";
import type { State } from "../state.ts";
import type { FakeView, Json } from "../types.ts";

export function open(state: State, args: Json): Json {
  const body = checked(state, args["view"], "modal");
  const { user } = state.exchange(args["trigger_id"]);
  const view = show(state, "views.open", body, { type: "modal", user, previousId: null });
  return { view: viewShape(state, view) };
}

export function push(state: State, args: Json): Json {
  const body = checked(state, args["view"], "modal");
  const { user, viewId } = state.exchange(args["trigger_id"]);
  const below = viewId === undefined ? undefined : state.views.get(viewId);
  if (!below?.open) throw new SlackError("not_found");
  return { view: viewShape(state, pushOn(state, "views.push", below, body, user)) };
}

export function pushOn(state: State, via: string, below: FakeView, body: Json, user: string): FakeView {
  const stack = [...state.views.values()].filter((view) => view.open && view.rootId === below.rootId);
  if (stack.length >= VIEW_STACK) throw new SlackError("push_limit_reached");
  return show(state, via, body, { type: "modal", user, previousId: below.id, rootId: below.rootId });
}

export function update(state: State, args: Json): Json {
  const found = args["view_id"]
    ? state.views.get(text(args["view_id"]))
    : [...state.views.values()].find(
        (view) => args["external_id"] && view.body["external_id"] === args["external_id"],
      );
  if (!found?.open || found.type !== "modal") throw new SlackError("not_found");
  const body = checked(state, args["view"], "modal", found);
  checkHash(found, args);
  replace(state, "views.update", found, body);
  return { view: viewShape(state, found) };
}

export function publish(state: State, args: Json): Json {
  const user = knownUser(state, args["user_id"]);
  const present = homeOf(state, user.id);
  const body = checked(state, args["view"], "home", present);
  if (present) {
    checkHash(present, args);
    replace(state, "views.publish", present, body);
    return { view: viewShape(state, present) };
  }
  const view = show(state, "views.publish", body, { type: "home", user: user.id, previousId: null });
  return { view: viewShape(state, view) };
}

export function homeOf(state: State, user: string): FakeView | undefined {
  return [...state.views.values()].find((view) => view.type === "home" && view.user === user);
}

/** Puts other content into an open view; what was refused before is forgotten. */
export function replace(state: State, via: string, view: FakeView, body: Json): void {
  view.body = filled(state, body);
  view.hash = hash(state);
  view.errors = {};
  record(state, via, view, body);
}

/** A view of this kind that breaks no rule, as a copy. */
export function checked(state: State, value: unknown, kind: "modal" | "home", present?: FakeView): Json {
  const body = checkView(value, [kind]);
  const external = body["external_id"];
  const taken = [...state.views.values()].some(
    (view) => view !== present && view.open && view.body["external_id"] === external,
  );
  if (text(external) !== "" && taken) throw new SlackError("duplicate_external_id");
  const elements = objects(body["blocks"]).map((block) => block["element"]);
  if (elements.some((element) => isJson(element) && element["type"] === "file_input")) {
    demandScope(state.options.scopes, ["files:read"]);
  }
  return structuredClone(body);
}

function checkHash(view: FakeView, args: Json): void {
  if (args["hash"] && args["hash"] !== view.hash) throw new SlackError("hash_conflict");
}

const hash = (state: State): string => `${state.ts()}.fake`;

const filled = (state: State, body: Json): Json => ({
  ...body,
  blocks: withIds(state, objects(body["blocks"])),
});

function show(
  state: State,
  via: string,
  body: Json,
  where: { type: "modal" | "home"; user: string; previousId: string | null; rootId?: string },
): FakeView {
  const id = state.id("V");
  const view: FakeView = {
    ...where,
    id,
    rootId: where.rootId ?? id,
    hash: hash(state),
    body: filled(state, body),
    errors: {},
    open: true,
  };
  state.views.set(id, view);
  record(state, via, view, body);
  return view;
}

function record(state: State, via: string, view: FakeView, body: Json): void {
  state.journal.add({ kind: view.type, via, user: view.user, view: body });
}
