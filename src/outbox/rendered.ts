import type { OwnCards } from "../platform.ts";
import type { Reader, View } from "../view/nodes.ts";

/** A card as it should look now, for whom, and the version of its subject that it shows. */
export interface Rendered {
  view: View;
  reader: Reader;
  version: number;
  own?: OwnCards;
}
