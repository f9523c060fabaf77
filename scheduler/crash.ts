/** Called at the points where a crash would show whether anything is lost or done twice; tests end the process there. */
export type Crash = (point: "added" | "moved" | "claimed" | "ran" | "committed") => void;
