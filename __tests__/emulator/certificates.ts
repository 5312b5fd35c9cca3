// Owns a certificate authority minted per run and leaf certificates by host name. Nothing secret outlives the process.
// Certificates: RFC 5280 (https://www.rfc-editor.org/rfc/rfc5280), written in DER by hand: node:crypto reads but does not write them.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

const DAY_MS = 86_400_000;

function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const lengthBytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | lengthBytes.length]), lengthBytes, content]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const octets = (content: Buffer) => der(0x04, content);
const bits = (content: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), content);
const boolean = (value: boolean) => der(0x01, Buffer.from([value ? 0xff : 0]));
const integer = (content: Buffer) => der(0x02, (content[0] ?? 0) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), content);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const base128 = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) base128.unshift((left & 0x7f) | 0x80);
    bytes.push(...base128);
  }
  return der(0x06, Buffer.from(bytes));
}

// Fractions are not allowed in UTCTime, and two-digit years end in 2049.
const utcTime = (time: number) =>
  der(0x17, Buffer.from(`${new Date(time).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
const commonName = (name: string) =>
  sequence(der(0x31, sequence(oid("2.5.4.3"), der(0x0c, Buffer.from(name.slice(0, 64))))));
const extension = (id: string, critical: boolean, content: Buffer) =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(content));

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

function subjectAlternativeName(host: string): Buffer {
  const address = isIP(host) === 4 ? Buffer.from(host.split(".").map(Number)) : undefined;
  return sequence(address === undefined ? der(0x82, Buffer.from(host)) : der(0x87, address));
}

interface CertificateRequest {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  signingKey: KeyObject;
  authorityKeyId: Buffer;
  notBefore: number;
  notAfter: number;
  host?: string;
}

const keyIdOf = (key: KeyObject) =>
  createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();

function mint(request: CertificateRequest): string {
  const publicKey = request.publicKey.export({ type: "spki", format: "der" });
  const extensions =
    request.host === undefined
      ? [
          extension("2.5.29.19", true, sequence(boolean(true))),
          extension("2.5.29.15", true, bits(Buffer.from([0x06]), 1)),
          extension("2.5.29.14", false, octets(keyIdOf(request.publicKey))),
        ]
      : [
          extension("2.5.29.19", true, sequence()),
          extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)),
          extension("2.5.29.37", false, sequence(oid("1.3.6.1.5.5.7.3.1"))),
          extension("2.5.29.17", false, subjectAlternativeName(request.host)),
          // Clients that check strictly, Python 3.13 for one, ask each leaf who signed it.
          extension("2.5.29.35", false, sequence(der(0x80, request.authorityKeyId))),
        ];
  const certificate = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    commonName(request.issuer),
    sequence(utcTime(request.notBefore), utcTime(request.notAfter)),
    commonName(request.subject),
    publicKey,
    der(0xa3, sequence(...extensions)),
  );
  const signed = sequence(certificate, ECDSA_WITH_SHA256, bits(sign("sha256", certificate, request.signingKey)));
  const base64 = signed.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

/** A private key and its certificate, both as PEM. */
export interface ServerCertificate {
  key: string;
  cert: string;
}

export interface CertificateAuthority {
  /** PEM, as NODE_EXTRA_CA_CERTS takes it. */
  readonly certificate: string;
  /** The one certificate of this authority for this host name. */
  leaf(host: string): ServerCertificate;
  /** A certificate for this host whose validity ended yesterday. */
  expiredLeaf(host: string): ServerCertificate;
}

export function createCertificateAuthority(name = "Local Azure test authority"): CertificateAuthority {
  const authority = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const server = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const now = Date.now();
  const leaves = new Map<string, ServerCertificate>();
  const mintLeaf = (host: string, notAfter: number): ServerCertificate => ({
    key,
    cert: mint({
      subject: host,
      issuer: name,
      publicKey: server.publicKey,
      signingKey: authority.privateKey,
      authorityKeyId: keyIdOf(authority.publicKey),
      notBefore: now - 30 * DAY_MS,
      notAfter,
      host,
    }),
  });
  return {
    certificate: mint({
      subject: name,
      issuer: name,
      publicKey: authority.publicKey,
      signingKey: authority.privateKey,
      authorityKeyId: keyIdOf(authority.publicKey),
      notBefore: now - 30 * DAY_MS,
      notAfter: now + 30 * DAY_MS,
    }),
    leaf(host) {
      const known = leaves.get(host) ?? mintLeaf(host, now + 30 * DAY_MS);
      leaves.set(host, known);
      return known;
    },
    expiredLeaf: (host) => mintLeaf(host, now - DAY_MS),
  };
}
