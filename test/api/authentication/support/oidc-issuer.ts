import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** An identity provider on this machine: its configuration, its public keys, and tokens of the private ones. */
export class OidcIssuer {
  /** How often its keys were asked for. */
  asked = 0;
  private keys: { kid: string; privateKey: CryptoKey; publicKey: JWK }[] = [];
  private server: Server | undefined;
  private port = 0;

  static async start(): Promise<OidcIssuer> {
    const issuer = new OidcIssuer();
    await issuer.comeBack();
    await issuer.rotate('first');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/realms/company`;
  }

  /** Signs with a new key from now on, and publishes no other. */
  async rotate(kid: string): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
    this.keys = [{ kid, privateKey, publicKey: jwk }];
  }

  /** A good token but for what is given; a claim that is undefined is left out. */
  async token(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
    const [key] = this.keys;
    const now = Math.floor(Date.now() / 1000);
    const standard = { iss: this.url, aud: 'integrator', sub: '4711', iat: now, exp: now + 300 };
    return new SignJWT({ ...standard, roles: ['integrator:viewer'], ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key!.kid, ...header })
      .sign(key!.privateKey);
  }

  async goAway(): Promise<void> {
    const { server } = this;
    server?.closeAllConnections();
    server?.close();
    if (server !== undefined) await once(server, 'close');
  }

  /** On the port it had. */
  async comeBack(): Promise<void> {
    const server = createServer(({ url }, response) => {
      if (url === '/realms/company/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer: this.url, jwks_uri: `${this.url}/keys` }));
      } else if (url === '/realms/company/keys') {
        this.asked++;
        response.end(JSON.stringify({ keys: this.keys.map(({ publicKey }) => publicKey) }));
      } else response.writeHead(404).end();
    });
    this.server = server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
  }
}
