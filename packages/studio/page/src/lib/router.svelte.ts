/** Addresses and rooms: the page's own navigation, with the browser's history and deep links. */

export type RoomName =
  | 'home'
  | 'tracks'
  | 'lesson'
  | 'exercise'
  | 'laboratory'
  | 'runs'
  | 'hood'
  | 'glossary'
  | 'project'
  | 'review'
  | 'missing';

/** `:name` matches one part of a path. */
const routes: readonly (readonly [pattern: string, room: RoomName])[] = [
  ['/', 'home'],
  ['/tracks', 'tracks'],
  ['/tracks/:track', 'tracks'],
  ['/lesson/:layer/:lesson', 'lesson'],
  ['/exercise/:layer/:lesson/:name', 'exercise'],
  ['/laboratory', 'laboratory'],
  ['/runs', 'runs'],
  ['/runs/:id', 'runs'],
  ['/hood', 'hood'],
  ['/glossary', 'glossary'],
  ['/project', 'project'],
  ['/project/:id', 'project'],
  ['/review', 'review'],
];

export interface Place {
  readonly room: RoomName;
  readonly params: Readonly<Record<string, string>>;
  readonly path: string;
}

/** What every room is given: the `:names` of its address. */
export interface RoomProps {
  readonly params: Readonly<Record<string, string>>;
}

/** The room of a path, and what its `:names` stand for. */
export function placeOf(path: string): Place {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const [pattern, room] of routes) {
    const wanted = pattern.replace(/\/+$/, '').split('/');
    if (wanted.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, i) => {
      if (!part.startsWith(':')) return part === parts[i];
      params[part.slice(1)] = decodeURIComponent(parts[i] ?? '');
      return parts[i] !== '';
    });
    if (fits) return { room, params, path };
  }
  return { room: 'missing', params: {}, path };
}

class Router {
  place = $state.raw<Place>(placeOf(location.pathname));
  /** The state in the address: `?points=…` */
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', ({ state }) => {
      this.#read();
      const top: unknown = state?.top;
      if (typeof top === 'number') this.#scrollBack(top, performance.now() + 2000);
    });
    document.addEventListener('click', (event) => this.#follow(event));
  }
  #read(): void {
    this.place = placeOf(location.pathname);
    this.query = new URLSearchParams(location.search);
  }
  /** Where one was on a page that one comes back to, as soon as its text, which has to load, reaches so far. */
  #scrollBack(top: number, until: number): void {
    const { place } = this;
    const look = (): void => {
      if (this.place !== place) return;
      if (document.documentElement.scrollHeight - innerHeight >= top) scrollTo(0, top);
      else if (performance.now() < until) requestAnimationFrame(look);
    };
    // after the room that is left has given way
    setTimeout(look, 50);
  }
  /** A link to a room is followed without loading the page again. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.target !== '' || link.hasAttribute('download')) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return;
    if (url.pathname === location.pathname && url.hash !== '') return;
    event.preventDefault();
    this.go(url.pathname + url.search + url.hash);
  }
  go(to: string): void {
    history.replaceState({ top: scrollY }, '');
    history.pushState(null, '', to);
    this.#read();
    const anchor = location.hash.slice(1);
    if (anchor === '') {
      scrollTo(0, 0);
      requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
    }
  }
  /** Writes a part of the state into the address, without a step in the history. */
  setQuery(values: Readonly<Record<string, string | null>>): void {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    history.replaceState(null, '', location.pathname + (text && `?${text}`) + location.hash);
    this.query = query;
  }
}

export const router = new Router();
