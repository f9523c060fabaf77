/** The key of an act is used once per desk, in whichever document carries its commit; most documents carry none. */
export const actKey = {
  key: { desk: 1, keys: 1 },
  unique: true,
  name: "act-key",
  partialFilterExpression: { keys: { $exists: true } },
} as const;
/** Documents whose events and messages have not been moved out yet. */
export const pending = {
  key: { "pending.id": 1 },
  name: "pending",
  partialFilterExpression: { "pending.id": { $exists: true } },
} as const;
/** The indexes of a collection whose documents carry changes. */
export const carrier = [actKey, pending] as const;
