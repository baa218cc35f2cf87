/** Language and theme: applied at once, remembered by the server. */
import { type Settings, settingsSchema } from '../../../shared/settings.ts';
import { api } from './api.ts';
import { type Lang, language } from './i18n.svelte.ts';

export type Theme = Settings['theme'];

class SettingsStore {
  theme = $state<Theme>(asTheme(document.documentElement.dataset['theme']));

  async setTheme(theme: Theme): Promise<void> {
    this.theme = theme;
    document.documentElement.dataset['theme'] = theme;
    await api.patch('/api/settings', settingsSchema, { theme });
  }
  async setLanguage(lang: Lang): Promise<void> {
    await language.use(lang);
    await api.patch('/api/settings', settingsSchema, { language: lang });
  }
}

function asTheme(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}

export const settings = new SettingsStore();
