import type { Messages } from "../i18n/index.ts";
import * as v from "../view/build.ts";
import type { Node } from "../view/nodes.ts";

/** Somebody whose work one does, and until when. */
export interface Covering {
  name: string;
  until: Date;
}

export const coveringNodes = (all: readonly Covering[], m: Messages): Node[] =>
  all.map(({ name, until }) => v.context(`${m.away.covering(name)} `, v.when(until), "."));
