/** The identity provider whose tokens are taken. */
export interface OidcSettings {
  /** As its tokens name it: `https://login.example.com/realms/company`. */
  issuer: string;
  /** By what name tokens are meant for this API. */
  audience: string;
  /** The claim with the roles (`oidc-grants.ts`). */
  rolesClaim: string;
}
