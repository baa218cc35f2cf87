/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    expression: 'Expression',
    step: 'Un pas',
    back: 'Un pas en arrière',
    all: 'Jusqu’au bout',
    again: 'Depuis le début',
    gradient: 'gradient',
    at: (step: number, all: number) => `Pas ${step} sur ${all}`,
    start: 'Les entrées sont connues. Avancez d’un pas.',
    computed: (name: string, value: string) => `Vers l’avant : ${name} = ${value}`,
    seed: 'Le gradient de la sortie par rapport à elle-même vaut 1.',
    handed: (name: string, parts: string) => `Vers l’arrière, à travers ${name} : ${parts}`,
    gives: (to: string, gradient: string, local: string, product: string) =>
      `${to} reçoit ${gradient} × ${local} = ${product}`,
  },
  en: {
    expression: 'Expression',
    step: 'Step',
    back: 'Step back',
    all: 'To the end',
    again: 'From the start',
    gradient: 'gradient',
    at: (step: number, all: number) => `Step ${step} of ${all}`,
    start: 'The inputs are known. Move one step.',
    computed: (name: string, value: string) => `Forward: ${name} = ${value}`,
    seed: 'The gradient of the output with respect to itself is 1.',
    handed: (name: string, parts: string) => `Backward, through ${name}: ${parts}`,
    gives: (to: string, gradient: string, local: string, product: string) =>
      `${to} receives ${gradient} × ${local} = ${product}`,
  },
});
