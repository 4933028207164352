import { text } from 'node:stream/consumers'
import { ESLint } from 'eslint'

/**
 * Lints snippets as if they stood in the files named, with the project's own configuration; asks the arrows only.
 * A process of its own, for ESLint loads its configuration in a way that Jest's sandbox does not allow.
 */
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'house/arrows',
  // The files do not exist, so there are no types to look at; the arrows need none.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: false } } },
})
const objections = []
for (const { file, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath: file })
  const broken = result.messages.find(({ fatal }) => fatal)
  if (broken) throw new Error(`${code}: ${broken.message}`)
  objections.push(result.messages.filter(({ ruleId }) => ruleId === 'house/arrows').map(({ message }) => message))
}
process.stdout.write(JSON.stringify(objections))
