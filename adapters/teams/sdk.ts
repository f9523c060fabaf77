import { createHash } from "node:crypto";
import { TeamsAdapter } from "@microsoft/teams-ai";
import {
  type AuthenticateRequestResult,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  ConnectorFactory,
  type ServiceClientCredentialsFactory,
  type UserTokenClient,
} from "botframework-connector";

type SdkActivity = Parameters<BotFrameworkAuthentication["authenticateRequest"]>[0];

const KEPT = 1_000;

/** The SDK's adapter for Teams, which doesn't look at one token, or make the same clients, again for every activity. */
export function createSdk(
  settings: Record<string, string>,
  credentials: ServiceClientCredentialsFactory | undefined,
): TeamsAdapter {
  const adapter = new TeamsAdapter(settings, credentials);
  const inner = (adapter as unknown as { botFrameworkAuthentication: BotFrameworkAuthentication })
    .botFrameworkAuthentication;
  return Object.assign(adapter, { botFrameworkAuthentication: new Remembering(inner) });
}

/** What the SDK found of a token, by token and service. That it still lasts is seen to before the SDK hears of an activity. */
class Remembering extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #results = new Map<string, AuthenticateRequestResult>();
  #users: Promise<UserTokenClient> | undefined;

  constructor(inner: BotFrameworkAuthentication) {
    super();
    this.#inner = inner;
  }

  async authenticateRequest(activity: SdkActivity, header: string): Promise<AuthenticateRequestResult> {
    const token = createHash("sha256").update(header).digest("base64");
    const key = `${token}|${activity.serviceUrl}|${activity.channelId}`;
    const known = this.#results.get(key);
    if (known) return known;
    const found = await this.#inner.authenticateRequest(activity, header);
    const result = found.connectorFactory
      ? { ...found, connectorFactory: new OneClient(found.connectorFactory) }
      : found;
    if (header === "") return result;
    if (this.#results.size >= KEPT) this.#results.clear();
    this.#results.set(key, result);
    return result;
  }

  authenticateStreamingRequest(header: string, channel: string): Promise<AuthenticateRequestResult> {
    return this.#inner.authenticateStreamingRequest(header, channel);
  }

  createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return this.#inner.createConnectorFactory(identity);
  }

  /** For signing in with other services, which nobody does here. */
  createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#users ??= this.#inner.createUserTokenClient(identity);
    return this.#users;
  }
}

/** Each client once. */
class OneClient extends ConnectorFactory {
  readonly #inner: ConnectorFactory;
  readonly #clients = new Map<string, ReturnType<ConnectorFactory["create"]>>();

  constructor(inner: ConnectorFactory) {
    super();
    this.#inner = inner;
  }

  create(service: string, audience: string): ReturnType<ConnectorFactory["create"]> {
    const key = `${service}|${audience}`;
    const client = this.#clients.get(key) ?? this.#inner.create(service, audience);
    this.#clients.set(key, client);
    return client;
  }
}
