import type { Activity as SdkActivity } from "botbuilder";
import {
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
} from "botframework-connector";
import { platformError } from "./errors.ts";

const TIMEOUT_MS = 10_000;

/** Writes into conversations of Teams by its connector. @throws PlatformError whatever goes wrong */
export interface Connector {
  send(service: string, conversation: string, activity: Partial<SdkActivity>): Promise<string>;
  update(service: string, conversation: string, id: string, activity: Partial<SdkActivity>): Promise<void>;
  /** The personal conversation with an account, made if there is none. */
  converse(service: string, who: { bot: string; account: string; tenant: string }): Promise<string>;
}

export function createConnector(
  authentication: BotFrameworkAuthentication,
  appId: string,
  audience: string,
): Connector {
  const clients = new Map<string, Promise<ConnectorClient>>();

  function clientOf(service: string): Promise<ConnectorClient> {
    const held = clients.get(service);
    if (held) return held;
    const identity = new ClaimsIdentity([
      { type: "aud", value: appId },
      { type: "appid", value: appId },
    ]);
    const made = authentication
      .createConnectorFactory(identity)
      .create(service, audience)
      .then((client) => {
        // Whoever sends decides when to try again; the SDK would do so four times, whatever it is told.
        pipelineOf(client)?.removePolicy({ name: "defaultRetryPolicy" });
        return client as ConnectorClient;
      });
    clients.set(service, made);
    return made;
  }

  async function call<T>(service: string, work: (client: ConnectorClient) => Promise<T>): Promise<T> {
    try {
      const client = await clientOf(service);
      return await inTime(work(client));
    } catch (error) {
      throw platformError(error);
    }
  }

  return {
    async send(service, conversation, activity) {
      const said = await call(service, (client) =>
        client.conversations.sendToConversation(conversation, activity as SdkActivity),
      );
      return said.id;
    },
    async update(service, conversation, id, activity) {
      await call(service, (client) =>
        client.conversations.updateActivity(conversation, id, activity as SdkActivity),
      );
    },
    async converse(service, { bot, account, tenant }) {
      const made = await call(service, (client) =>
        client.conversations.createConversation({
          isGroup: false,
          bot: { id: bot, name: "" },
          members: [{ id: account, name: "" }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
          activity: undefined as unknown as SdkActivity,
        }),
      );
      return made.id;
    },
  };
}

function pipelineOf(client: unknown): { removePolicy(policy: { name: string }): unknown } | undefined {
  const inner = (client as { client?: { pipeline?: { removePolicy(policy: { name: string }): unknown } } })
    .client;
  return inner?.pipeline;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
