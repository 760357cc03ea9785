import type { OidcSettings } from './oidc-settings.js';

/** Who may use the API, and how often. */
export interface AuthenticationSettings {
  /** `none`: whoever reaches it may do everything, which must be nobody but this machine. */
  mode: 'none' | 'required';
  /** Where given, tokens of an identity provider are taken beside API keys. */
  oidc: OidcSettings | undefined;
  /** How many requests a caller may send within a minute, where that is limited. */
  requestsAMinute: number | undefined;
  /** Addresses and networks of proxies, which are believed where a request comes from (X-Forwarded-For). */
  trustedProxies: readonly string[];
}
