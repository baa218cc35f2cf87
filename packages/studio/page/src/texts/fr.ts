/** The interface in French, the language it is written in first. Rooms add their texts under their own name. */
export const texts = {
  site: { name: 'Limpide', motto: 'ouvrir la boîte noire' },
  nav: {
    label: 'Salles de l’atelier',
    skip: 'Aller au contenu',
    home: 'Accueil',
    tracks: 'Parcours',
    laboratory: 'Laboratoire',
    runs: 'Expériences',
    hood: 'Sous le capot',
    glossary: 'Glossaire',
    project: 'Projet',
    search: 'Chercher',
    menu: 'Menu',
  },
  settings: {
    language: 'Langue',
    theme: 'Thème',
    auto: 'automatique',
    light: 'clair',
    dark: 'sombre',
  },
  common: {
    loading: 'Chargement…',
    retry: 'Réessayer',
    close: 'Fermer',
    cancel: 'Annuler',
    save: 'Enregistrer',
    delete: 'Supprimer',
    minutes_one: '{count} minute',
    minutes_other: '{count} minutes',
    coming: 'à venir',
  },
  errors: {
    offline: 'L’atelier ne répond pas. Est-il encore lancé dans le terminal (npm start) ?',
    server:
      'L’atelier a rencontré une erreur (code {status}). Réessayez ; si elle revient, regardez le terminal.',
    room: 'Cette salle n’a pas pu s’ouvrir.',
    missingTitle: 'Rien à cette adresse',
    missing: 'La page {path} n’existe pas. Le plan des leçons est à l’accueil.',
  },
} as const;

type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };
export type Texts = Widen<typeof texts>;
