// Owns every token and password of the local Azure: minted here, checked here, listed here for leak searches.
import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** Who minted it: GitHub's ID token, a Kubernetes service account's token, an Entra access token, an ACR refresh or access token, another registry's token. */
export type TokenKind =
  | "github-id-token"
  | "service-account"
  | "entra"
  | "acr-refresh"
  | "acr-access"
  | "registry-access";

export interface Token {
  readonly value: string;
  readonly kind: TokenKind;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly expiresAt: number;
  revoked: boolean;
}

export interface Tokens {
  /** Mints a JWT; `iat`, `nbf` and `exp` are added. */
  mint(kind: TokenKind, claims: Record<string, unknown>, lifetimeSeconds: number): Token;
  findAny(value: string): Token | undefined;
  /** A token of that kind that was minted here, expired or not. */
  find(value: string | undefined, kind: TokenKind): Token | undefined;
  /** The same, but only while it is valid. */
  findValid(value: string | undefined, kind: TokenKind): Token | undefined;
  /** Registers a password or any other text that must never be seen outside. */
  addSecret(value: string): string;
  revoke(match: (token: Token) => boolean): void;
  secrets(): string[];
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Making an RSA key takes a tenth of a second; one a process is enough.
let rsaKey: KeyObject | undefined;
const hmacKey = randomBytes(32);

function signed(kind: TokenKind, claims: Record<string, unknown>): string {
  const issuedByIdentityProvider = kind === "github-id-token" || kind === "service-account" || kind === "entra";
  const header = { typ: "JWT", alg: issuedByIdentityProvider ? "RS256" : "HS256", kid: "local" };
  const content = `${base64url(header)}.${base64url(claims)}`;
  if (!issuedByIdentityProvider)
    return `${content}.${createHmac("sha256", hmacKey).update(content).digest("base64url")}`;
  rsaKey ??= generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  return `${content}.${sign("sha256", Buffer.from(content), rsaKey).toString("base64url")}`;
}

export function createTokens(now: () => number): Tokens {
  const minted = new Map<string, Token>();
  const passwords = new Set<string>();
  const find: Tokens["find"] = (value, kind) => {
    const token = minted.get(value ?? "");
    return token?.kind === kind ? token : undefined;
  };
  return {
    mint(kind, claims, lifetimeSeconds) {
      const iat = Math.floor(now() / 1000);
      // Without the jti two tokens of one second would be one.
      const all = { jti: randomBytes(12).toString("hex"), ...claims, iat, nbf: iat, exp: iat + lifetimeSeconds };
      const token = { value: signed(kind, all), kind, claims: all, expiresAt: all.exp * 1000, revoked: false };
      minted.set(token.value, token);
      return token;
    },
    find,
    findAny: (value) => minted.get(value),
    findValid(value, kind) {
      const token = find(value, kind);
      return token !== undefined && !token.revoked && token.expiresAt > now() ? token : undefined;
    },
    addSecret(value) {
      if (value !== "") passwords.add(value);
      return value;
    },
    revoke(match) {
      for (const token of minted.values()) if (match(token)) token.revoked = true;
    },
    secrets: () => [...minted.keys(), ...passwords],
  };
}
