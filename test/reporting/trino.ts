import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What Trino's grammar says is wrong with a statement; nothing when it is one. */
type ErrorsOf = (statement: string) => readonly string[];

interface Parser {
  validate(statement: string): readonly { readonly message: string; readonly startLine: number }[];
}

/** Loads Trino's grammar, which its package brings in modules that only a bundler can load. */
export async function trinoGrammar(): Promise<ErrorsOf> {
  const folder = mkdtempSync(join(tmpdir(), 'trino-grammar-'));
  const outfile = join(folder, 'grammar.mjs');
  await build({
    stdin: { contents: "export { TrinoSQL } from 'dt-sql-parser';", resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
  });
  const { TrinoSQL } = (await import(pathToFileURL(outfile).href)) as { readonly TrinoSQL: new () => Parser };
  rmSync(folder, { recursive: true });
  const parser = new TrinoSQL();
  return (statement) =>
    parser.validate(`${statement};`).map(({ message, startLine }) => `line ${startLine}: ${message}`);
}
