import { buildOnce } from '../../commands/build-once'

/** Builds what the current folder's package describes, if it has to, and says whether it did. */
const build = { script: 'build:thing', inputs: ['source', 'lock.json'], output: 'made/thing.txt' }
buildOnce(build, process.env).then(
  (built) => process.stdout.write(built ? 'built' : 'unchanged'),
  (error: unknown) => process.stdout.write(`failed: ${error instanceof Error ? error.message : ''}`),
)
