/** What was looked at. `note`: nothing is wrong, but somebody may want to know. */
export interface Finding {
  state: "ok" | "note" | "wrong";
  what: string;
  says: string;
  /** What to do about it. */
  remedy?: string;
}

export const ok = (what: string, says: string): Finding => ({ state: "ok", what, says });
export const note = (what: string, says: string, remedy?: string): Finding => ({
  state: "note",
  what,
  says,
  ...(remedy === undefined ? {} : { remedy }),
});
export const wrong = (what: string, says: string, remedy: string): Finding => ({
  state: "wrong",
  what,
  says,
  remedy,
});
