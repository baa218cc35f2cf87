/** The interface in English. */
import type { Texts } from './fr.ts';

export const texts: Texts = {
  site: { name: 'Limpide', motto: 'open the black box' },
  nav: {
    label: 'Rooms of the studio',
    skip: 'Skip to content',
    home: 'Home',
    tracks: 'Tracks',
    laboratory: 'Laboratory',
    runs: 'Runs',
    hood: 'Under the hood',
    glossary: 'Glossary',
    project: 'Project',
    search: 'Search',
    menu: 'Menu',
  },
  settings: {
    language: 'Language',
    theme: 'Theme',
    auto: 'automatic',
    light: 'light',
    dark: 'dark',
  },
  common: {
    loading: 'Loading…',
    retry: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    save: 'Save',
    delete: 'Delete',
    minutes_one: '{count} minute',
    minutes_other: '{count} minutes',
    coming: 'coming',
  },
  errors: {
    offline: 'The studio does not answer. Is it still running in the terminal (npm start)?',
    server:
      'The studio ran into an error (code {status}). Try again; if it comes back, look at the terminal.',
    room: 'This room could not be opened.',
    missingTitle: 'Nothing at this address',
    missing: 'The page {path} does not exist. The map of lessons is on the home page.',
  },
};
