/**
 * Formulas: `$…$` in a line, `$$…$$` on lines of their own.
 *
 * Markdown would read `_` and `*` inside them, so they are taken out of the text before it is parsed,
 * and a tag with their number stands in their place. `\$` is a dollar.
 */
import katex from 'katex';

/** A formula as it stands in the text. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** Line in the file, from 1. */
  readonly line: number;
}

export interface Extracted {
  readonly text: string;
  readonly formulas: readonly Formula[];
}

/** What is left alone: fenced code, code in a line, Markdoc tags; then the formulas. */
const pieces =
  /(^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\2[ \t]*$)|(`+)(?:(?!\3)[\s\S])*?\3|\{%[\s\S]*?%\}|\\\$|\$\$([\s\S]+?)\$\$|\$((?:\\.|[^$\n\\])+)\$/gm;

/** Takes the formulas out of a text; lines keep their numbers. */
export function extractFormulas(source: string): Extracted {
  const formulas: Formula[] = [];
  const text = source.replace(pieces, (whole, ...groups) => {
    const [, , , display, inline] = groups as (string | undefined)[];
    const offset = groups.findLast((g): g is number => typeof g === 'number') ?? 0;
    if (whole === '\\$') return '$';
    const tex = display ?? inline;
    if (tex === undefined) return whole;
    const line = source.slice(0, offset).split('\n').length;
    formulas.push({ tex: tex.trim(), display: display !== undefined, line });
    return `{% math n=${formulas.length - 1} /%}${'\n'.repeat(whole.split('\n').length - 1)}`;
  });
  return { text, formulas };
}

/** HTML with MathML inside, for eyes and for screen readers. @throws what KaTeX throws on bad TeX */
export const formulaHtml = (formula: Formula): string =>
  katex.renderToString(formula.tex, {
    displayMode: formula.display,
    output: 'htmlAndMathml',
    strict: 'error',
    throwOnError: true,
  });

const signs: Readonly<Record<string, string>> = {
  cdot: '·',
  times: '×',
  sum: 'Σ',
  prod: 'Π',
  int: '∫',
  sqrt: '√',
  partial: '∂',
  nabla: '∇',
  infty: '∞',
  in: '∈',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  neq: '≠',
  ne: '≠',
  approx: '≈',
  to: '→',
  mapsto: '↦',
  rightarrow: '→',
  leftarrow: '←',
  top: 'ᵀ',
  odot: '⊙',
  pm: '±',
  ldots: '…',
  cdots: '⋯',
  dots: '…',
  lVert: '‖',
  rVert: '‖',
  Vert: '‖',
  mid: '|',
  forall: '∀',
  exists: '∃',
  log: 'log',
  ln: 'ln',
  exp: 'exp',
  cos: 'cos',
  sin: 'sin',
  tan: 'tan',
  tanh: 'tanh',
  max: 'max',
  min: 'min',
  det: 'det',
  quad: ' ',
  qquad: '  ',
  left: '',
  right: '',
  Rightarrow: '⇒',
  iff: '⇔',
  sim: '~',
  propto: '∝',
  cap: '∩',
  cup: '∪',
  ell: 'ℓ',
};
const greek =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω'.split(
    ' ',
  );
const letters = new Map<string, string>(Object.entries(signs));
for (let i = 0; i < greek.length; i += 2) letters.set(greek[i]!, greek[i + 1]!);

/** A formula as a terminal can show it: what has a character gets it, the rest stays TeX. */
export function formulaText(tex: string): string {
  return tex
    .replaceAll(
      /\\(?:mathbf|mathrm|mathbb|mathcal|boldsymbol|operatorname|text|vec|hat|bar)\{([^{}]*)\}/g,
      '$1',
    )
    .replaceAll(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, (_, a: string, b: string) =>
      [a, b].map((x) => (x.trim().length > 1 ? `(${x.trim()})` : x)).join('/'),
    )
    .replaceAll(/\\sqrt\{([^{}]*)\}/g, (_, x: string) =>
      x.trim().length > 1 ? `√(${x.trim()})` : `√${x.trim()}`,
    )
    .replaceAll(/\\\\/g, '\n')
    .replaceAll(/\\([A-Za-z]+)/g, (whole, name: string) => letters.get(name) ?? whole)
    .replaceAll(/\{([,.])\}/g, '$1')
    .replaceAll(/\\[,;:! ]/g, ' ')
    .replaceAll(/\\([{}|])/g, (_, sign: string) => (sign === '|' ? '‖' : sign))
    .replaceAll(/([_^])\{([^{}])\}/g, '$1$2')
    .replaceAll('^ᵀ', 'ᵀ')
    .replaceAll(/&/g, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
