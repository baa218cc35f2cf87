/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    choose: 'Question posée aux points',
    kinds: {
      supervised: 'supervisé',
      unsupervised: 'non supervisé',
      reinforcement: 'renforcement',
    },
    asks: {
      supervised: 'Quelle est la classe du gros point ? Ses cinq voisins votent.',
      unsupervised:
        'Quels groupes ? Chaque point va au centre le plus proche, chaque centre va au milieu des siens.',
      reinforcement:
        'Dans quelle case aller ? Un essai rapporte 1 si un point s’y laisse prendre, sinon 0 ; l’agent ne voit que cela.',
    },
    query: 'Point à classer : les flèches du clavier le déplacent',
    votes: (orange: string, blue: string) => `voix : orange ${orange}, bleu ${blue}`,
    verdict: { orange: 'orange', blue: 'bleu' },
    answer: 'réponse',
    groups: 'groupes',
    step: 'Un pas',
    many: 'Cinquante pas',
    steps: 'pas',
    inertia: 'somme des carrés des distances aux centres',
    settled: 'plus rien ne bouge',
    explore: 'exploration ε',
    trials: 'essais',
    total: 'récompense totale',
    mean: 'par essai',
    best: 'case préférée',
    noBest: 'aucune encore',
    cell: (x: number, y: number) => `colonne ${x}, ligne ${y}`,
  },
  en: {
    choose: 'Question put to the points',
    kinds: {
      supervised: 'supervised',
      unsupervised: 'unsupervised',
      reinforcement: 'reinforcement',
    },
    asks: {
      supervised: 'What is the class of the large point? Its five neighbours vote.',
      unsupervised:
        'Which groups? Each point goes to the nearest centre, each centre to the middle of its points.',
      reinforcement:
        'Which cell to go to? A trial brings 1 if a point is caught there, 0 otherwise; the agent sees nothing else.',
    },
    query: 'Point to classify: the arrow keys move it',
    votes: (orange: string, blue: string) => `votes: orange ${orange}, blue ${blue}`,
    verdict: { orange: 'orange', blue: 'blue' },
    answer: 'answer',
    groups: 'groups',
    step: 'One step',
    many: 'Fifty steps',
    steps: 'steps',
    inertia: 'sum of squared distances to the centres',
    settled: 'nothing moves any more',
    explore: 'exploration ε',
    trials: 'trials',
    total: 'total reward',
    mean: 'per trial',
    best: 'favourite cell',
    noBest: 'none yet',
    cell: (x: number, y: number) => `column ${x}, row ${y}`,
  },
});
