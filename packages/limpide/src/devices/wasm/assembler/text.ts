/** The same functions as readable text: the folded text format of WebAssembly, with names and comments. */

import type { Expr, Immediate } from './expr.ts';
import type { Statement } from './function.ts';
import type { Defined, ModuleParts } from './parts.ts';

/** Longer lines are broken, an operand a line. */
const lineWidth = 110;

export function moduleText(m: ModuleParts): string {
  const { shared, initialPages, maximumPages } = m.memory;
  const lines = [
    `(module`,
    `  (import "env" "memory" (memory ${initialPages} ${maximumPages}${shared ? ' shared' : ''}))`,
  ];
  for (const f of m.imports) {
    lines.push(
      `  (import "env" "${f.name}" (func $${f.name}${list('param', f.params)}${list('result', f.results)}))`,
    );
  }
  for (const g of m.globals)
    lines.push(`  (global $${g.name} (mut ${g.type}) (${g.type}.const ${g.initial}))`);
  for (const f of m.functions) lines.push(functionText(f).replace(/^/gm, '  '));
  return `${lines.join('\n')})\n`;
}

function list(word: string, types: readonly string[]): string {
  return types.length === 0 ? '' : ` (${word} ${types.join(' ')})`;
}

export function functionText({ ref, builder, exported }: Defined): string {
  const lines: string[] = [];
  const params = builder.params.map((p) => ` (param $${p.name} ${p.type})`).join('');
  lines.push(
    `(func $${ref.name}${exported ? ` (export "${ref.name}")` : ''}${params}${list('result', builder.results)}`,
  );
  for (let i = 0; i < builder.locals.length; i += 8) {
    lines.push(
      `  ${builder.locals
        .slice(i, i + 8)
        .map((l) => `(local $${l.name} ${l.type})`)
        .join(' ')}`,
    );
  }
  statementsText(builder.body, '  ', lines);
  return `${lines.join('\n')})`;
}

function statementsText(statements: readonly Statement[], indent: string, lines: string[]): void {
  for (const s of statements) statementText(s, indent, lines);
}

function statementText(s: Statement, indent: string, lines: string[]): void {
  const inner = `${indent}  `;
  switch (s.kind) {
    case 'comment':
      lines.push(...s.text.split('\n').map((line) => `${indent};; ${line}`));
      return;
    case 'expr':
      lines.push(exprText(s.expr, indent));
      return;
    case 'block':
    case 'loop':
      lines.push(`${indent}(${s.kind} $${s.label.name}`);
      statementsText(s.body, inner, lines);
      lines.push(`${indent})`);
      return;
    case 'if':
      lines.push(`${indent}(if ${exprText(s.cond, inner).trimStart()}`, `${inner}(then`);
      statementsText(s.whenTrue, `${inner}  `, lines);
      lines.push(`${inner})`);
      if (s.whenFalse.length > 0) {
        lines.push(`${inner}(else`);
        statementsText(s.whenFalse, `${inner}  `, lines);
        lines.push(`${inner})`);
      }
      lines.push(`${indent})`);
      return;
    case 'br':
      lines.push(
        s.cond === undefined
          ? `${indent}(br $${s.label.name})`
          : `${indent}(br_if $${s.label.name} ${exprText(s.cond, inner).trimStart()})`,
      );
      return;
    case 'return':
      lines.push(
        s.value === undefined
          ? `${indent}(return)`
          : `${indent}(return ${exprText(s.value, inner).trimStart()})`,
      );
      return;
    default:
      s satisfies never;
  }
}

function exprText(e: Expr, indent: string): string {
  const flat = flatText(e, lineWidth - indent.length);
  if (flat !== null) return indent + flat;
  const operands = e.args.map((arg) => exprText(arg, `${indent}  `));
  return `${indent}(${[headText(e), ...operands].join('\n')})`;
}

/** On one line, or null where that takes more than `room` characters. */
function flatText(e: Expr, room: number): string | null {
  let text = `(${headText(e)}`;
  for (const arg of e.args) {
    const operand = flatText(arg, room - text.length - 2);
    if (operand === null) return null;
    text += ` ${operand}`;
  }
  return text.length < room ? `${text})` : null;
}

const headText = (e: Expr): string => e.op + (e.imm === undefined ? '' : immediateText(e.imm));

function immediateText(imm: Immediate): string {
  switch (imm.kind) {
    case 'i32':
    case 'i64':
    case 'f32':
    case 'f64':
      return ` ${numberText(imm.value)}`;
    case 'v128':
      return ` ${imm.text}`;
    case 'lane':
      return ` ${imm.lane}`;
    case 'local':
      return ` $${imm.local.name}`;
    case 'global':
      return ` $${imm.name}`;
    case 'call':
      return ` $${imm.func.name}`;
    case 'shuffle':
      return ` ${imm.lanes.join(' ')}`;
    case 'memory':
      return `${imm.offset === 0 ? '' : ` offset=${imm.offset}`}${imm.lane === undefined ? '' : ` ${imm.lane}`}`;
    default:
      return imm satisfies never;
  }
}

function numberText(value: number | bigint): string {
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value).replace('NaN', 'nan');
}
