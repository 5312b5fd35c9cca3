// Owns the sockets: a CONNECT proxy on loopback that leads every known host to one TLS listener. Knows no party.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { parseBasic } from "./answers.ts";
import { type CertificateAuthority, createCertificateAuthority } from "./certificates.ts";
import { deliver, readRequest } from "./delivery.ts";
import type { ConnectionAction, Faults } from "./faults.ts";
import type { Network, Route } from "./network.ts";
import type { RequestLog } from "./request-log.ts";

export interface ProxyOptions {
  network: Network;
  log: RequestLog;
  faults: Faults;
  authority: CertificateAuthority;
  credentials?: { username: string; password: string } | undefined;
}

export interface Proxy {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a free loopback port; `close` destroys every socket that is still open. */
export async function listen(server: Server): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const contexts = new WeakMap<CertificateAuthority, Map<string, SecureContext>>();

/** Made once for each host of an authority: making one takes longer than a request does. */
function contextOf(authority: CertificateAuthority, host: string): SecureContext {
  const known = contexts.get(authority) ?? new Map<string, SecureContext>();
  contexts.set(authority, known);
  const context = known.get(host) ?? createSecureContext(authority.leaf(host));
  known.set(host, context);
  return context;
}

/** Answers one request that came over a socket on behalf of `host`. */
export async function answerOverSocket(
  network: Network,
  route: Route,
  host: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readRequest(message, host);
    deliver(await network.exchange(request, route), request.method, response);
  } catch (error) {
    if (response.headersSent || response.socket?.destroyed) return;
    // A bug of the emulator must show as itself, not as a time-out.
    response.writeHead(599, { "Content-Type": "text/plain" });
    response.end(`emulator failed: ${(error as Error).stack}`);
  }
}

export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { network, log, faults, authority } = options;
  // Sockets of one process on loopback differ in the client's port, which the TLS socket keeps: the way back to the CONNECT.
  const hostByClientPort = new Map<number, string>();

  const answer = (message: IncomingMessage, response: ServerResponse) => {
    const host = hostByClientPort.get(message.socket.remotePort ?? 0) ?? "";
    const claimed = (message.headers.host ?? "").toLowerCase().replace(/:443$/, "");
    const route = network.route(host);
    if (route === undefined || claimed !== host) {
      response.writeHead(421);
      response.end(`connected for ${host}, asked for ${claimed}`);
      return;
    }
    void answerOverSocket(network, route, host, message, response);
  };
  const plain = createServer(answer);
  const secure = createTlsServer(
    {
      ...authority.leaf("localhost"),
      SNICallback: (name, done) => {
        done(null, contextOf(authority, name));
      },
    },
    answer,
  );
  secure.on("tlsClientError", (_error, socket) => socket.destroy());
  plain.keepAliveTimeout = secure.keepAliveTimeout = 60_000;

  const failTls = (socket: Socket, host: string, how: Extract<ConnectionAction, { kind: "tls-failure" }>["how"]) => {
    if (how === "hang") return;
    if (how === "abort") {
      socket.once("data", () => socket.destroy());
      return;
    }
    const name = host.replace(/:\d+$/, "");
    const bad =
      how === "expired"
        ? authority.expiredLeaf(name)
        : how === "wrong-host"
          ? authority.leaf("elsewhere.example")
          : createCertificateAuthority("Nobody's authority").leaf(name);
    const server = createTlsServer(bad, (_message, response) => response.end("unreachable"));
    server.on("tlsClientError", (_error, tls) => tls.destroy());
    server.emit("connection", socket);
  };

  const proxy = createServer((message, response) => {
    log.connect(message.url ?? "", false);
    response.writeHead(502);
    response.end("this proxy tunnels only");
  });
  const connect = (message: IncomingMessage, socket: Socket, head: Buffer) => {
    const host = (message.url ?? "").toLowerCase().replace(/:443$/, "");
    const route = network.route(host);
    const refuse = (status: string, headers = "") =>
      socket.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`);
    if (options.credentials !== undefined) {
      const given = parseBasic(message.headers["proxy-authorization"]);
      const { username, password } = options.credentials;
      if (given?.username !== username || given.password !== password) {
        refuse("407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="proxy"\r\n');
        return;
      }
    }
    log.connect(host, route !== undefined);
    if (route === undefined) {
      refuse("502 Bad Gateway");
      return;
    }
    const fault = faults.strikeConnection(host, route.party);
    if (fault?.kind === "drop-connect") {
      socket.destroy();
      return;
    }
    if (fault?.kind === "hang-connect") return;
    if (fault?.kind === "refuse-connect") {
      refuse(`${fault.status ?? 502} Refused`);
      return;
    }
    const { remotePort } = socket;
    if (remotePort !== undefined) {
      hostByClientPort.set(remotePort, host);
      socket.on("close", () => hostByClientPort.delete(remotePort));
    }
    socket.setNoDelay(true);
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    if (fault?.kind === "tls-failure") failTls(socket, host, fault.how ?? "untrusted");
    else (route.tls ? secure : plain).emit("connection", socket);
  };
  proxy.on("connect", (message, socket, head) => connect(message, socket as Socket, head));

  return await listen(proxy);
}
