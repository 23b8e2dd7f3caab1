import { writeFileSync } from 'node:fs'
import { programJsonSchema } from '../shared/domain/program-schema.ts'

/** `node build/program-schema.ts`: writes `docs/program.schema.json` anew after the schema has changed. */
const file = new URL('../docs/program.schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(programJsonSchema(), null, 2)}\n`)
