import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

/** A source file as the house sees it. Paths are from the root. */
export interface SourceFile {
  file: string
  lines: readonly string[]
  /** Names that it declares and hands out. */
  names: readonly string[]
  /** What it takes from files of the house; `name` is `*` for all of a file. */
  takes: readonly { from: string; name: string }[]
}

const FOLDERS = ['cloudfunctions', 'src', 'rules', 'devcloud', 'commands', 'config', 'tests']

/** All TypeScript files below the root, by path. */
export function readHouse(root: string): ReadonlyMap<string, SourceFile> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => posix.join(folder, file)),
  )
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.includes('node_modules'))
    .sort()
  const known = new Set(files)
  return new Map(files.map((file) => [file, readSource(root, file, known)]))
}

/** What is handed in as source, without the tests. */
export const isOwn = (file: string): boolean => !file.startsWith('tests/')

/** A module's door, or a file that the platform or a framework takes by its path. */
export function isDoor(file: string): boolean {
  return (
    /(^|\/)(index|contract[\w-]*|main|app|app\.config|index\.config)\.tsx?$/.test(file) ||
    file.includes('.h5.') ||
    /^(commands|rules\/command)\//.test(file)
  )
}

/** The files that a file leans on. */
export const neededBy = ({ takes }: SourceFile): readonly string[] => [...new Set(takes.map(({ from }) => from))]

function readSource(root: string, file: string, known: ReadonlySet<string>): SourceFile {
  const text = readFileSync(join(root, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
  const names = source.statements.flatMap((statement) => handedOut(statement, source))
  const takes = source.statements.flatMap((statement) => takenBy(statement, file, known))
  return { file, lines: text.split('\n'), names: [...new Set(names)], takes }
}

function handedOut(statement: ts.Statement, source: ts.SourceFile): readonly string[] {
  if (!ts.canHaveModifiers(statement)) return []
  const kinds = new Set((statement.modifiers ?? []).map(({ kind }) => kind))
  if (!kinds.has(ts.SyntaxKind.ExportKeyword) || kinds.has(ts.SyntaxKind.DefaultKeyword)) return []
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText(source))
  }
  const named = statement as ts.Statement & { name?: ts.Identifier }
  return named.name === undefined ? [] : [named.name.text]
}

function takenBy(statement: ts.Statement, file: string, known: ReadonlySet<string>): SourceFile['takes'] {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
  const specifier = statement.moduleSpecifier
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return []
  const from = resolved(file, specifier.text, known)
  if (from === null) return []
  return namesIn(statement).map((name) => ({ from, name }))
}

function namesIn(statement: ts.ImportDeclaration | ts.ExportDeclaration): readonly string[] {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause
    return clause !== undefined && ts.isNamedExports(clause) ? clause.elements.map(nameOf) : ['*']
  }
  const bindings = statement.importClause?.namedBindings
  const named = bindings === undefined ? [] : ts.isNamedImports(bindings) ? bindings.elements.map(nameOf) : ['*']
  return [...(statement.importClause?.name === undefined ? [] : ['default']), ...named]
}

const nameOf = ({ name, propertyName }: ts.ImportSpecifier | ts.ExportSpecifier): string => (propertyName ?? name).text

function resolved(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  if (!specifier.startsWith('.')) return null
  const base = posix.join(posix.dirname(from), specifier)
  const tried = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`]
  return tried.find((file) => known.has(file)) ?? null
}
