/** The interface's texts: i18next, with keys checked against the French texts; both languages are files of `texts/`. */
import i18next, { type TFunction } from 'i18next';
import { printed } from '../../../shared/print.ts';
import { texts as french, type Texts } from '../texts/fr.ts';

export type Lang = 'fr' | 'en';

type Path<T> = T extends string
  ? ''
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}` }[keyof T & string];
export type TextKey = Path<Texts>;

const loaders: Readonly<Record<Lang, () => Promise<Texts>>> = {
  fr: async () => printed(french, 'fr'),
  en: async () => (await import('../texts/en.ts')).texts,
};

class Language {
  current = $state<Lang>('fr');
  #translate = $state.raw<TFunction | null>(null);

  async use(lang: Lang): Promise<void> {
    const texts = await loaders[lang]();
    if (!i18next.isInitialized) {
      await i18next.init({
        lng: lang,
        resources: {},
        interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
        returnNull: false,
      });
    }
    i18next.addResourceBundle(lang, 'translation', texts, true, true);
    this.#translate = await i18next.changeLanguage(lang);
    this.current = lang;
    document.documentElement.lang = lang;
  }
  /** The text of a key; `{name}` stands for a value, `count` chooses singular or plural (`_one`, `_other`). */
  t = (key: TextKey | (string & {}), values: Record<string, string | number> = {}): string => {
    const translate = this.#translate;
    return translate ? translate(key, values) : '';
  };
  number = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    // the minus sign of typography, not the hyphen
    new Intl.NumberFormat(this.current, options).format(value).replace('-', '−');
  date = (
    value: Date | string | number,
    options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' },
  ): string => new Intl.DateTimeFormat(this.current, options).format(new Date(value));
}

export const language = new Language();
/** The text of a key in the current language. */
export const t = language.t;
