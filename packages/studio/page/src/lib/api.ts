/** Talking to the server: typed requests, errors as sentences, events as they come. */
import { language } from './i18n.svelte.ts';

/** What the server says when it cannot do what was asked. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** Anything with zod's `parse`. */
interface Schema<T> {
  parse(value: unknown): T;
}

async function request<T>(
  method: string,
  path: string,
  schema: Schema<T>,
  body?: unknown,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'accept-language': language.current,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'offline', language.t('errors.offline'));
  }
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const { code, sentence } = (json ?? {}) as { code?: string; sentence?: Record<string, string> };
    throw new ApiError(
      response.status,
      code ?? 'server',
      sentence?.[language.current] ?? language.t('errors.server', { status: response.status }),
    );
  }
  return schema.parse(json);
}

export const api = {
  get: <T>(path: string, schema: Schema<T>): Promise<T> => request('GET', path, schema),
  post: <T>(path: string, schema: Schema<T>, body: unknown = {}): Promise<T> =>
    request('POST', path, schema, body),
  put: <T>(path: string, schema: Schema<T>, body: unknown): Promise<T> =>
    request('PUT', path, schema, body),
  patch: <T>(path: string, schema: Schema<T>, body: unknown): Promise<T> =>
    request('PATCH', path, schema, body),
  delete: <T>(path: string, schema: Schema<T>): Promise<T> => request('DELETE', path, schema),
};

type Listener = (data: unknown) => void;
const listeners = new Map<string, Set<Listener>>();
let source: EventSource | null = null;

/** Listens to the server's events of one type; gives back what stops it. The connection comes back by itself. */
export function onEvent(type: string, listener: Listener): () => void {
  source ??= new EventSource('/api/events');
  let set = listeners.get(type);
  if (!set) {
    const all = new Set<Listener>();
    set = all;
    listeners.set(type, all);
    source.addEventListener(type, (event) => {
      const data: unknown = JSON.parse((event as MessageEvent<string>).data);
      for (const each of all) each(data);
    });
  }
  set.add(listener);
  return () => set.delete(listener);
}
