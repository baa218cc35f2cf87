/**
 * The state of a widget, kept in the address: what a reader sees can be linked. A widget declares its values
 * with their defaults; only those that were changed stand in the address, as `<widget>.<name>=<value>`.
 */
import { untrack } from 'svelte';
import { router } from '../../lib/router.svelte.ts';

type Value = number | string | boolean | readonly number[];
type Widen<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends readonly number[]
      ? number[]
      : string;
export type State<T> = { -readonly [K in keyof T]: Widen<T[K]> };

const write = (value: Value): string =>
  typeof value === 'object'
    ? value.map((x) => String(+x.toFixed(4))).join(',')
    : typeof value === 'number'
      ? String(+value.toFixed(4))
      : String(value);

function read(text: string, like: Value): Value | undefined {
  if (typeof like === 'boolean') return text === 'true';
  if (typeof like === 'string') return text;
  if (typeof like === 'number') {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const values = text === '' ? [] : text.split(',').map(Number);
  return values.every(Number.isFinite) ? values : undefined;
}

/**
 * Values that follow the address. Call it while the component is made.
 *
 * @param id       the widget's id in its lesson
 * @param defaults values at the start: numbers, texts, booleans, lists of numbers
 * @param options  what the lesson's text chose; takes the place of defaults of the same name and kind
 */
export function linkedState<const T extends Record<string, Value>>(
  id: string,
  defaults: T,
  options: Readonly<Record<string, unknown>> = {},
): { readonly values: State<T>; reset(): void } {
  const initial: Record<string, Value> = {};
  for (const [name, like] of Object.entries(defaults)) {
    const chosen = options[name];
    const fits = Array.isArray(like) ? Array.isArray(chosen) : typeof chosen === typeof like;
    initial[name] = fits ? (chosen as Value) : like;
  }
  const start = (): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(initial).map(([name, value]) => {
        const text = untrack(() => router.query.get(`${id}.${name}`));
        return [name, (text === null ? undefined : read(text, value)) ?? copy(value)];
      }),
    );
  const values = $state(start());
  let timer: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    const changed: Record<string, string | null> = {};
    for (const [name, value] of Object.entries(values)) {
      const text = write($state.snapshot(value) as Value);
      changed[`${id}.${name}`] = text === write(initial[name]!) ? null : text;
    }
    clearTimeout(timer);
    timer = setTimeout(() => router.setQuery(changed), 250);
    return () => clearTimeout(timer);
  });
  return {
    values: values as State<T>,
    reset: () => {
      for (const [name, value] of Object.entries(initial)) values[name] = copy(value);
    },
  };
}

const copy = (value: Value): Value => (typeof value === 'object' ? [...value] : value);
