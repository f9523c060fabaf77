import DataLoader from "dataloader";
import { type Db, MongoBulkWriteError } from "mongodb";

/** So many at most share a round trip. */
const MOST = 100;
/** While so many are on their way, those that come wait and travel together. */
const UNDER_WAY = 2;

const loaders = new WeakMap<Db, Map<string, unknown>>();

/**
 * What is asked for while others are on their way shares the next round trip. Nothing is kept: everything is carried out after it was
 * asked for. On a busy machine round trips are what costs most. `carryOut` gives a result, or an error, for each, in their order.
 */
export function gathered<K, V>(
  db: Db,
  what: string,
  carryOut: (asked: readonly K[]) => Promise<(V | Error)[]>,
): DataLoader<K, V> {
  const known = loaders.get(db) ?? new Map<string, unknown>();
  loaders.set(db, known);
  const held = known.get(what) as DataLoader<K, V> | undefined;
  if (held) return held;
  const made = gathering(carryOut);
  known.set(what, made);
  return made;
}

function gathering<K, V>(carryOut: (keys: readonly K[]) => Promise<(V | Error)[]>): DataLoader<K, V> {
  let underWay = 0;
  let waiting: (() => void) | undefined;
  function next(): void {
    const dispatch = waiting;
    waiting = undefined;
    if (dispatch) setImmediate(dispatch);
  }
  return new DataLoader<K, V>(
    async (keys) => {
      underWay += 1;
      try {
        return await carryOut(keys);
      } finally {
        underWay -= 1;
        next();
      }
    },
    {
      cache: false,
      maxBatchSize: MOST,
      batchScheduleFn(dispatch) {
        const before = waiting;
        waiting = before
          ? () => {
              before();
              dispatch();
            }
          : dispatch;
        if (underWay < UNDER_WAY) next();
      },
    },
  );
}

/** Which of many writes were refused, if that is all that went wrong. */
export function refusedIn(error: unknown): Set<number> | undefined {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return undefined;
  return new Set([error.writeErrors].flat().map(({ index }) => index));
}

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
