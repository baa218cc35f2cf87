/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    prior: 'Malades, avant le test',
    sensitivity: 'Malades détectés',
    falseAlarms: 'Sains alarmés à tort',
    sick: 'malades',
    healthy: 'sains',
    answer: 'Parmi les positifs, part de malades',
    after: 'P(malade | positif)',
    share: (name: string, value: string) => `${name} : ${value} %`,
    truePositive: 'malades et positifs',
    falsePositive: 'sains et positifs',
    missed: 'malades et négatifs',
    of: 'sur 10 000 personnes',
  },
  en: {
    prior: 'Sick, before the test',
    sensitivity: 'Sick people detected',
    falseAlarms: 'Healthy people alarmed',
    sick: 'sick',
    healthy: 'healthy',
    answer: 'Among the positives, the share that is sick',
    after: 'P(sick | positive)',
    share: (name: string, value: string) => `${name}: ${value}%`,
    truePositive: 'sick and positive',
    falsePositive: 'healthy and positive',
    missed: 'sick and negative',
    of: 'out of 10,000 people',
  },
});
