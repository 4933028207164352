import { policyJsonSchema } from '../language/schema-shape'

/** Prints the JSON schema of a policy file, drawn from the one that checks it, for an editor that knows YAML. */
export function schemaCommand(): number {
  console.log(JSON.stringify({ title: '参保通政策文件', ...policyJsonSchema() }, null, 1))
  return 0
}
