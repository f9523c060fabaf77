import { Agent, request } from "node:http";

export type Post = (body: string, headers: Record<string, string>, fresh?: boolean) => Promise<string>;

/** Posts to one address, so many at a time over connections that stay open; `fresh`: over one of its own. @throws Error unless it is answered 200 */
export function poster(url: string, atOnce: number): Post {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  return (body, headers, fresh = false) =>
    new Promise((resolve, reject) => {
      const length = String(Buffer.byteLength(body));
      const options = {
        method: "POST",
        agent: fresh ? false : agent,
        headers: { ...headers, "content-length": length },
      } as const;
      const outgoing = request(url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString());
          else reject(new Error(`answered ${response.statusCode}`));
        });
        response.on("error", reject);
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
}

/** Answers that are messages of their own: who typed waits until the title they typed is said. */
export interface Answers {
  heard(words: string): void;
  to(title: string): Promise<void>;
}

export function createAnswers(): Answers {
  const waiting = new Map<string, () => void>();
  return {
    heard(words) {
      const title = /t[0-9a-f]{8}-\d+-/.exec(words)?.[0] ?? "";
      waiting.get(title)?.();
      waiting.delete(title);
    },
    to: (title) => new Promise((resolve) => waiting.set(title, resolve)),
  };
}
