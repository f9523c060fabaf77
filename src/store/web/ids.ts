import { randomBytes } from "node:crypto";

/** What every id of this instant or later is at least. */
export const idFrom = (at: Date): string => at.getTime().toString(36).padStart(9, "0");

/** Message ids that sort by time, also within one millisecond: 9 digits of base 36, a count, and chance against other processes. */
export function messageIds(): (at: Date) => string {
  let last = "";
  let count = 0;
  return (at) => {
    const time = idFrom(at);
    count = time === last ? count + 1 : 0;
    last = time;
    return `${time}${count.toString(36).padStart(4, "0")}${randomBytes(3).toString("hex")}`;
  };
}
