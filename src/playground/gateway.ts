import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

/** Gateway opcodes and close codes (Discord API documentation, "Opcodes and Status Codes"). */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;
const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** GuildMembers, GuildPresences and MessageContent must be switched on for an application; here they never are. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);
const HEARTBEAT_MS = 41_250;
const EVENTS_KEPT = 1_000;

interface Options {
  readonly server: Server;
  readonly token: string;
  readonly resumeUrl: () => string;
  /** READY's own data, without session and address. */
  readonly ready: () => object;
  /** What follows READY: one GUILD_CREATE per server. */
  readonly afterReady: () => readonly { readonly type: string; readonly data: object }[];
  readonly privilegedIntents?: number;
}

interface Session {
  readonly id: string;
  sequence: number;
  /** What a resumed connection is told again. */
  readonly events: { readonly s: number; readonly payload: string }[];
  socket: WebSocket | null;
}

/** Discord's gateway for one bot: identify, heartbeats, dispatch, resume. JSON, no compression. */
export function createGateway({ server, token, resumeUrl, ready, afterReady }: Options) {
  // browsers name the page that asks, bots none: a page has no business here
  const sockets = new WebSocketServer({ server, verifyClient: ({ origin }: { origin?: string }) => !origin });
  sockets.on('error', () => undefined); // the server's own, heard by who made it listen
  const sessions = new Map<string, Session>();
  const stats = { identifies: 0, resumes: 0 };

  function dispatchTo(session: Session, type: string, data: object): void {
    session.sequence += 1;
    const payload = JSON.stringify({ op: OP.dispatch, t: type, s: session.sequence, d: data });
    session.events.push({ s: session.sequence, payload });
    if (session.events.length > EVENTS_KEPT) session.events.shift();
    session.socket?.send(payload);
  }

  function identify(socket: WebSocket, data: { token?: string; intents?: number }): Session | null {
    if (data.token !== token) return close(socket, CLOSE.authenticationFailed, 'Authentication failed.');
    if (typeof data.intents !== 'number') return close(socket, CLOSE.invalidIntents, 'Invalid intent(s).');
    if (data.intents & PRIVILEGED_INTENTS) return close(socket, CLOSE.disallowedIntents, 'Disallowed intent(s).');
    stats.identifies += 1;
    const session: Session = { id: randomUUID(), sequence: 0, events: [], socket };
    sessions.set(session.id, session);
    dispatchTo(session, 'READY', { v: 10, session_id: session.id, resume_gateway_url: resumeUrl(), ...ready() });
    for (const { type, data: guild } of afterReady()) dispatchTo(session, type, guild);
    return session;
  }

  function resume(socket: WebSocket, data: { token?: string; session_id?: string; seq?: number }): Session | null {
    if (data.token !== token) return close(socket, CLOSE.authenticationFailed, 'Authentication failed.');
    const session = sessions.get(data.session_id ?? '');
    if (!session) {
      socket.send(JSON.stringify({ op: OP.invalidSession, d: false }));
      return null;
    }
    stats.resumes += 1;
    session.socket = socket;
    for (const { s, payload } of session.events) if (s > (data.seq ?? 0)) socket.send(payload);
    dispatchTo(session, 'RESUMED', {});
    return session;
  }

  sockets.on('connection', (socket) => {
    let session: Session | null = null;
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } }));
    socket.on('message', (raw) => {
      const message = parse(raw);
      if (!message) close(socket, CLOSE.decodeError, 'Error while decoding payload.');
      else if (message.op === OP.heartbeat) socket.send(JSON.stringify({ op: OP.ack }));
      else if (message.op === OP.identify) session = identify(socket, message.d ?? {});
      else if (message.op === OP.resume) session = resume(socket, message.d ?? {});
      else if (!session) close(socket, CLOSE.notAuthenticated, 'Not authenticated.');
      else if (message.op < 0 || message.op > 11) close(socket, CLOSE.unknownOpcode, 'Unknown opcode.');
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = null;
    });
  });

  const live = (): Session[] => [...sessions.values()].filter(({ socket }) => socket !== null);

  return {
    stats,
    /** To every session, also those that may come back. */
    dispatch(type: string, data: object): void {
      for (const session of sessions.values()) dispatchTo(session, type, data);
    },
    isConnected: (): boolean => live().length > 0,
    /** Breaks the connections without a word: the bot resumes. */
    drop(): void {
      for (const { socket } of live()) socket?.terminate();
    },
    /** Asks the bot to reconnect and resume (opcode 7). */
    reconnect(): void {
      for (const { socket } of live()) socket?.send(JSON.stringify({ op: OP.reconnect, d: null }));
    },
    /** Forgets the sessions: the bot identifies anew. */
    invalidate(): void {
      const open = live();
      sessions.clear();
      for (const { socket } of open) socket?.send(JSON.stringify({ op: OP.invalidSession, d: false }));
    },
    /** Closes with a code, such as 4004. */
    closeWith(code: number, reason: string): void {
      for (const { socket } of live()) socket?.close(code, reason);
    },
    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function close(socket: WebSocket, code: number, reason: string): null {
  socket.close(code, reason);
  return null;
}

function parse(raw: RawData): { op: number; d?: Record<string, never> } | null {
  try {
    const message: unknown = JSON.parse(raw.toString());
    return message instanceof Object && 'op' in message && typeof message.op === 'number'
      ? (message as { op: number })
      : null;
  } catch {
    return null;
  }
}
