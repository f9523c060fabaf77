import type { State } from "../state.ts";

/**
 * What a person typed, as Slack sends it on: `& < >` escaped; `@U…` and `#C…` of people and channels that exist, `@channel`, `@here` and web
 * addresses in Slack's tokens. Commands name people and channels in the token, messages only channels.
 */
export function onTheWire(state: State, typed: string, as: "command" | "message"): string {
  const escaped = typed.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;");
  return escaped
    .replace(/https?:\/\/[^\s|]+/gu, (url) => `<${url}>`)
    .replace(/@(channel|here|everyone)\b/gu, (_, range: string) => `<!${range}>`)
    .replace(/@([UW][A-Z0-9]+)\b/gu, (whole, id: string) => {
      const user = state.users.get(id);
      if (!user) return whole;
      return as === "command" ? `<@${id}|${user.name}>` : `<@${id}>`;
    })
    .replace(/#(C[A-Z0-9]+)\b/gu, (whole, id: string) => {
      const channel = state.channels.get(id);
      return channel ? `<#${id}|${channel.name}>` : whole;
    });
}
