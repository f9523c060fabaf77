import { ServiceClientCredentialsFactory } from "botframework-connector";
import { z } from "zod";
import { PlatformError } from "../../src/errors.ts";
import type { Clock } from "../../src/time/clock.ts";
import { PLATFORM } from "./codec.ts";

interface CredentialsConfig {
  appId: string;
  password: string;
  /** `https://login.microsoftonline.com`, or that of another cloud. */
  loginUrl: string;
  /** The tenant a single-tenant app is registered in; else the Bot Framework's own. */
  tenant: string;
  /** What the token is for. */
  scope: string;
}

const BOT_FRAMEWORK_TENANT = "botframework.com";

/** Of the bot as registered: `tenant` undefined is a bot for every organisation. */
export const credentialsOf = (
  app: { id: string; password: string; tenant: string | undefined; loginUrl: string; scope: string },
  clock: Clock,
): AppCredentials =>
  new AppCredentials(
    {
      appId: app.id,
      password: app.password,
      loginUrl: app.loginUrl,
      tenant: app.tenant ?? BOT_FRAMEWORK_TENANT,
      scope: app.scope,
    },
    clock,
  );

const answer = z.object({ access_token: z.string(), expires_in: z.coerce.number() });
const RENEW_SECONDS = 300;
const FETCH_MS = 10_000;

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory["createCredentials"]>>;

/**
 * Signs what we send. The SDK's own way insists on Microsoft's public login hosts; this one asks the host that is configured, by the
 * OAuth 2.0 client credentials grant (RFC 6749, 4.4), once for all messages until the token ends.
 */
class AppCredentials extends ServiceClientCredentialsFactory {
  readonly #config: CredentialsConfig;
  readonly #clock: Clock;
  #token: { text: string; until: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(config: CredentialsConfig, clock: Clock) {
    super();
    this.#config = config;
    this.#clock = clock;
  }

  async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#config.appId;
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  async createCredentials(): Promise<Credentials> {
    return {
      signRequest: async (request) => {
        // Without a token nothing was sent.
        const token = await this.token().catch((error: unknown) => {
          throw new PlatformError(PLATFORM, { kind: "retry", reason: "no-login" }, { cause: error });
        });
        request.headers.set("authorization", `Bearer ${token}`);
        return request;
      },
    };
  }

  /** @throws if the login host refuses or doesn't answer */
  async token(): Promise<string> {
    const held = this.#token;
    if (held && this.#clock.now().getTime() < held.until) return held.text;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<string> {
    const { appId, password, loginUrl, tenant, scope } = this.#config;
    const response = await fetch(`${loginUrl.replace(/\/$/, "")}/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: appId,
        client_secret: password,
        scope: `${scope}/.default`,
      }),
      signal: AbortSignal.timeout(FETCH_MS),
    });
    if (!response.ok) throw new Error(`Microsoft's login answered ${response.status}`);
    const { access_token: text, expires_in: seconds } = answer.parse(await response.json());
    this.#token = { text, until: this.#clock.now().getTime() + (seconds - RENEW_SECONDS) * 1000 };
    return text;
  }
}
