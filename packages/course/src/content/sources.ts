/** Whether the sources of lessons and the resources of tracks can be followed: addresses and years that make sense. */
import type { Source } from '../format/define.ts';

/** Sites that answer to `http:` alone. */
const withoutLock = new Set(['incompleteideas.net', 'neuralnetworksanddeeplearning.com']);

/** What is wrong with a source, as sentences. */
export function checkSource(source: Source): string[] {
  const { title, authors, year, url } = source;
  const problems: string[] = [];
  if (title.trim() === '' || authors.trim() === '') problems.push('a title and authors are wanted');
  const now = new Date().getFullYear();
  if (year !== undefined && !(Number.isInteger(year) && year >= 1600 && year <= now)) {
    problems.push(`year ${year}`);
  }
  if (url !== undefined) problems.push(...checkAddress(url, year).map((p) => `${url}: ${p}`));
  return problems.map((problem) => `source “${title}”: ${problem}`);
}

/** What is wrong with an address; `year` is that of what it leads to. */
export function checkAddress(url: string, year?: number): string[] {
  if (!URL.canParse(url)) return ['not an address'];
  const { protocol, hostname, pathname } = new URL(url);
  const problems: string[] = [];
  if (protocol !== 'https:' && !(protocol === 'http:' && withoutLock.has(hostname))) {
    problems.push('https is wanted');
  }
  if (/[\s.,;:]$|\s/.test(url)) problems.push('punctuation at its end, or a space');
  if (hostname === 'dx.doi.org' || hostname === 'www.doi.org') problems.push('say doi.org');
  if (hostname === 'doi.org' && !/^\/10\.\d{4,9}\/\S+$/.test(pathname)) problems.push('not a DOI');
  if (hostname === 'arxiv.org' && pathname.startsWith('/abs/')) {
    // 2106.09685: the first four digits are the year and the month in which it was put there
    const [, century, month] = /^\/abs\/(\d{2})(\d{2})\.\d{4,5}$/.exec(pathname) ?? [];
    if (century === undefined || Number(month) < 1 || Number(month) > 12) {
      problems.push('not an arXiv number');
    } else if (year !== undefined && year < 2000 + Number(century)) {
      problems.push(`of 20${century}, and the year says ${year}`);
    }
  }
  if (hostname === 'arxiv.org' && pathname.startsWith('/pdf/'))
    problems.push('say /abs/, not /pdf/');
  return problems;
}
