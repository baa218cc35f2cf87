/** Links of texts (`lesson:maths/svd#formula`, `term:scalar`) as addresses of the studio. */

/** The same value, with the links in its HTML leading somewhere. */
export function webLinks<T>(value: T): T {
  const text = JSON.stringify(value)
    .replaceAll('href=\\"lesson:', 'href=\\"/lesson/')
    .replaceAll('href=\\"term:', 'href=\\"/glossary#');
  return JSON.parse(text) as T;
}
